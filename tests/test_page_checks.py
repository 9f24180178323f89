"""The checker checked: a good page passes, and each rule finds its own fault and nothing else."""

import pytest
from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

from tests.page_checks import check_headers, check_page, complaints_about, complaints_about_headers
from tests.pages import parse_page

GOOD = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Growing on purpose – Runway</title>
  <script src="/static/quiz.js" type="module"></script>
</head>
<body>
  <a href="#main">Skip to the lesson</a>
  <main id="main">
    <h1>Growing on purpose</h1>
    <h2>Don’t wait</h2>
    <h3>A plan</h3>
    <p>“Looking costs an hour.” <code>x = "1"</code></p>
    <p data-verbatim>It's "mine", <b>she's</b> said</p>
    <img src="/a.png" alt="">
    <table><caption>Weeks</caption><tr><th>One</th></tr></table>
    <form action="/answer" method="post">
      <input type="hidden" name="csrf_token" value="abc">
      <fieldset>
        <legend>Which?</legend>
        <label><input type="radio" name="pick" value="a1"> The first</label>
        <label><input type="radio" name="pick" value="b2" checked> The second</label>
      </fieldset>
      <label for="why">Why?</label>
      <textarea id="why" name="why" aria-describedby="hint">it's</textarea>
      <span id="hint">Two lines will do.</span>
      <input name="more" aria-label="More">
      <button name="do" value="answer">Answer</button>
    </form>
  </main>
</body>
</html>
"""

GOOD_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "private, no-store",
    "Vary": "Accept-Encoding, Cookie",
    "Set-Cookie": "session=x; Path=/; HttpOnly; SameSite=Lax",
}

BAD_PAGES = [
    ("</h3>", "</h4>", "End tag (h4) seen too early"),
    ("<!doctype html>", "<!-- x -->", "does not begin with <!doctype html>"),
    (' lang="en"', "", "html has no lang"),
    ('name="viewport"', 'name="robots"', "no viewport"),
    ("<main", "<div></div><main hidden></main><main", "not exactly one main"),
    ("<h2>Don’t wait</h2>", "<h2>Don’t wait</h2><h1>Growing</h1>", "not exactly one h1"),
    ("<h1>Growing on purpose</h1>", "<h1>Growing by chance</h1>", "does not begin with the h1"),
    ("<h1>Growing on purpose</h1>", "<h1> </h1>", "not exactly one h1"),
    ("<h2>Don’t wait</h2>", "", "h3 “A plan” skips a level after h1"),
    ("A plan", "", "h3 is empty"),
    ('<span id="hint">', '<span id="hint"></span><span id="hint">', "id “hint” occurs 2 times"),
    ('aria-describedby="hint"', 'aria-describedby="hint none"', "aria-describedby=“none” points at nothing"),
    ('href="#main"', 'href="#top"', "the link to #top points at nothing"),
    ('action="/answer"', "", "a form has no action"),
    ('method="post"', "", "has no method"),
    ('method="post"', 'method="get"', "csrf_token in the address"),
    ('name="csrf_token" value="abc"', 'name="csrf_token" value=""', "has no csrf_token"),
    ('name="csrf_token"', 'name="token"', "has no csrf_token"),
    ('<button name="do" value="answer">Answer</button>', "", "has no button"),
    ('<label for="why">', '<label for="hint">', "textarea “why” has no label"),
    (' aria-label="More"', "", "input “more” has no label"),
    ("<legend>Which?</legend>", "", "the choices “pick” have no fieldset with a legend"),
    ("<caption>Weeks</caption>", "", "a table has no caption"),
    ("<th>One</th>", "<td>One</td>", "a table has no th"),
    ("<h3>", '<h3 style="color:red">', "style inside the page (h3)"),
    ("</head>", "<style>p{}</style></head>", "style inside the page (style)"),
    ("</head>", "<script>go()</script></head>", "script inside the page"),
    ("<h3>", '<h3 onclick="go()">', "onclick= on h3"),
    ('href="#main"', 'href="javascript:go()"', "a runs javascript:go()"),
    (' alt=""', "", "the image /a.png has no alt"),
    ("<h3>A plan", '<h3><iframe src="/v"></iframe>A plan', "the frame /v has no title"),
    ("Skip to the lesson", " ", "a #main has no words"),
    (">Answer</button>", "></button>", "button  has no words"),
    ('<a href="#main">', "<a>", "goes nowhere"),
    ('<a href="#main">', '<a href="#main" target="_blank">', "without noopener"),
    ("Don’t wait", "Don't wait", "straight quotes in “Don't wait”"),
    ("“Looking costs an hour.”", '"Looking costs an hour."', "straight quotes"),
    ("</b> said</p>", "</b> said</p> it's after", "straight quotes in “it's after”"),
]


def answer(html: str = GOOD, **headers: str) -> Response:
    return Response(html, headers=Headers({**GOOD_HEADERS, **headers}), content_type="text/html; charset=utf-8")


def test_check_page_gives_the_good_page_back() -> None:
    page = check_page(answer(), "/lesson")

    assert (page.title, page.h1, page.status) == ("Growing on purpose – Runway", "Growing on purpose", 200)
    assert "It's \"mine\", she's said" in page.text
    assert page.link("Skip").href == "#main"


@pytest.mark.parametrize(
    ("good", "bad", "complaint"), BAD_PAGES, ids=[f"{i}-{b[2][:24]}" for i, b in enumerate(BAD_PAGES)]
)
def test_each_rule_finds_its_fault(good: str, bad: str, complaint: str) -> None:
    assert good in GOOD

    complaints = complaints_about(parse_page(GOOD.replace(good, bad, 1)))

    assert any(complaint in found for found in complaints), complaints


def test_check_page_names_every_fault_at_once() -> None:
    html = GOOD.replace(' lang="en"', "").replace(' alt=""', "")

    with pytest.raises(AssertionError) as failure:
        check_page(answer(html, **{"Referrer-Policy": ""}), "/lesson")

    said = str(failure.value)
    assert all(part in said for part in ("/lesson", "no lang", "no alt", "no Referrer-Policy"))


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("Content-Security-Policy", "", "no default-src"),
        ("Content-Security-Policy", "default-src 'self'", "other sites may frame it"),
        ("Content-Security-Policy", "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'", "unsafe-"),
        ("Content-Security-Policy", "default-src 'self'; img-src *; frame-ancestors 'none'", "opens img-src"),
        ("X-Content-Type-Options", "", "nosniff"),
        ("Referrer-Policy", "", "no Referrer-Policy"),
        ("Cache-Control", "no-store", "not Cache-Control: private, no-store"),
        ("Set-Cookie", "session=x; SameSite=Lax", "cookie session is not HttpOnly"),
        ("Set-Cookie", "session=x; HttpOnly", "cookie session is not SameSite"),
    ],
)
def test_each_header_rule_finds_its_fault(name: str, value: str, complaint: str) -> None:
    complaints = complaints_about_headers(answer(**{name: value}))

    assert any(complaint in found for found in complaints), complaints


def test_a_page_that_read_no_session_may_be_kept() -> None:
    headers = {
        name: value for name, value in GOOD_HEADERS.items() if name not in {"Set-Cookie", "Vary", "Cache-Control"}
    }

    check_headers(Response("body {}", headers=Headers(headers), content_type="text/css"))


def test_x_frame_options_serves_where_frame_ancestors_is_missing() -> None:
    check_headers(answer(**{"Content-Security-Policy": "default-src 'self'", "X-Frame-Options": "DENY"}))
