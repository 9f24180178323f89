"""What the headers of every response must say, pages, redirects, errors and static files alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from werkzeug.wrappers import Response

Complaints = Iterator[str]


def read_policy(text: str) -> Mapping[str, list[str]]:
    """The directives of a Content-Security-Policy and their sources."""
    directives = [part.split() for part in text.split(";") if part.strip()]
    return {name.lower(): sources for name, *sources in directives}


def limits_content(response: Response) -> Complaints:
    text = response.headers.get("Content-Security-Policy", "")
    policy = read_policy(text)
    if "default-src" not in policy:
        yield "the Content-Security-Policy has no default-src"
    if "unsafe-" in text:
        yield "the Content-Security-Policy has an unsafe- source"
    for directive, sources in policy.items():
        if {"*", "http:", "https:"} & set(sources) or (directive == "script-src" and "data:" in sources):
            yield f"the Content-Security-Policy opens {directive} to everybody"
    if "frame-ancestors" not in policy and not response.headers.get("X-Frame-Options", ""):
        yield "other sites may frame it (no frame-ancestors, no X-Frame-Options)"


def keeps_to_its_type(response: Response) -> Complaints:
    if response.headers.get("X-Content-Type-Options", "") != "nosniff":
        yield "no X-Content-Type-Options: nosniff"


def tells_little(response: Response) -> Complaints:
    if not response.headers.get("Referrer-Policy", ""):
        yield "no Referrer-Policy"


def is_not_kept(response: Response) -> Complaints:
    """Where a session was read (Vary: Cookie) or a cookie set, a cache would give one person's page to another."""
    varies = [name.strip().lower() for value in response.headers.getlist("Vary") for name in value.split(",")]
    kept = {part.strip().lower() for part in response.headers.get("Cache-Control", "").split(",")}
    if ("cookie" in varies or response.headers.getlist("Set-Cookie")) and not {"private", "no-store"} <= kept:
        yield "read a session, but is not Cache-Control: private, no-store"


def guards_cookies(response: Response) -> Complaints:
    for cookie in response.headers.getlist("Set-Cookie"):
        name, *attributes = (part.strip() for part in cookie.split(";"))
        said = {attribute.lower() for attribute in attributes}
        if "httponly" not in said:
            yield f"cookie {name.partition('=')[0]} is not HttpOnly"
        if not said & {"samesite=lax", "samesite=strict"}:
            yield f"cookie {name.partition('=')[0]} is not SameSite"


HEADER_RULES: Sequence[Callable[[Response], Complaints]] = (
    limits_content,
    keeps_to_its_type,
    tells_little,
    is_not_kept,
    guards_cookies,
)
