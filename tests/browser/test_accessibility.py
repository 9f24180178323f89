"""Every page, in each of its states, for people who see, hear, zoom or type in another way."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect

from config import Settings
from tests.accessibility import COLOURS, check_accessibility
from tests.browser.visits import Visit, prepare, visits
from tests.fixtures.browser import BrowserFaults, OpenPage
from tests.fixtures.campus import Campus, SignedIn
from tests.material.garden import COURSES

FOR_MACHINES = {
    "public.health",
    "public.readiness",
    "instructor.download_progress",
    "instructor.download_responses",
    "instructor.download_questions",
    "account.take_out",
    "account.go_to_provider",
    "account.go_to_connect",
    "learner.download_certificate",
    "check_ins.download_calendar",
    "learner.download_markdown",
    "learner.download_pdf",
    "learner.list_open_pages",
    "public.metrics",
    "public.show_calendar",
    "public.show_manifest",
    "public.show_worker",
}
SEEN_AFTER = {
    "account.show_receipt",
    "account.show_code",
    "account.show_back",
    "account.show_connect",
    "learner.show_history_on_plan",
}
"""A page that there is only after something was done: a visit does it, or sees its template elsewhere."""
REFUSALS = ("status of 403", "status of 404", "status of 410", "status of 422")
"""The browser notes each on its console; here they are part of the visit."""

TEACHERS = {"Ines", "Alma"}
CALM = {"color_scheme": "light", "reduced_motion": "reduce"}

Size = tuple[int, int]
DESK, ZOOMED, NARROWEST = (1280, 900), (640, 450), (320, 640)
Arrive = Callable[..., Iterator[tuple[Visit, Page]]]


@pytest.fixture
def arrive(campus: Campus, signed_in: SignedIn, open_browser_page: OpenPage, browser_faults: BrowserFaults) -> Arrive:
    """`for visit, page in arrive(who, viewport=...)`: the visits of whom `who` names, with these browser options."""
    for refusal in REFUSALS:
        browser_faults.expect(refusal)
    everywhere = visits(prepare(campus))

    def go(who: Callable[[str], bool], **options: object) -> Iterator[tuple[Visit, Page]]:
        people = {"nobody": open_browser_page(**options)}
        for visit in (each for each in everywhere if who(each.who)):
            if visit.who not in people:
                people[visit.who] = signed_in(visit.who, **options)
            page = people[visit.who]
            page.goto(campus.url + visit.address)
            if visit.act:
                visit.act(page)
            yield visit, page

    return go


@pytest.mark.parametrize("desk", ["learners", "instructors"])
def test_every_page_in_each_state(arrive: Arrive, desk: str) -> None:
    """Clean by axe on a desk and on the narrowest screen, in light and in dark, and nowhere scrolling sideways."""
    broken = []
    for visit, page in arrive(lambda who: (who in TEACHERS) == (desk == "instructors"), viewport=size(DESK), **CALM):
        for pixels in (DESK, ZOOMED, NARROWEST):
            page.set_viewport_size(size(pixels))
            broken += [f"{visit}, {pixels}: {found}" for found in faults(page, CHECKS[pixels])]
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size(size(DESK))
    assert broken == []


def faults(page: Page, checks: Iterable[Callable[[Page], None]]) -> Iterable[AssertionError]:
    for check in checks:
        try:
            check(page)
        except AssertionError as found:
            yield found


def check_in_light_and_dark(page: Page) -> None:
    """In the dark nothing changes but colours."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    check_accessibility(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    check_accessibility(page, only=COLOURS)


def check_width(page: Page) -> None:
    needed, given = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert needed <= given, f"scrolls sideways: {needed} pixels in {given}"


CHECKS = {
    DESK: (check_width, check_in_light_and_dark),
    ZOOMED: (check_width,),  # 640 pixels are 200 % zoom
    NARROWEST: (check_width, check_in_light_and_dark),
}


def size(pixels: Size) -> ViewportSize:
    return {"width": pixels[0], "height": pixels[1]}


def test_the_roster_scrolls_in_a_region_of_its_own(campus: Campus, signed_in: SignedIn) -> None:
    page = signed_in("Ines", viewport={"width": 320, "height": 640})
    page.goto(f"{campus.url}/teach/{campus.cohort.public_id}")
    region = page.get_by_role("region", name="Who is where")
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(region).to_be_focused()
    expect(region).not_to_have_js_property("scrollLeft", 0)


def test_every_page_of_the_application_is_visited(campus: Campus) -> None:
    app: Flask = import_module("app").create_app(
        Settings(database_url=campus.server.environment["DATABASE_URL"], content_dir=COURSES, secret_key="s" * 64)
    )
    routes = app.url_map.bind("localhost")
    addresses = (visit.address.partition("?")[0] for visit in visits(prepare(campus)))
    visited = {routes.match(address)[0] for address in addresses if address != "/nowhere"}
    app.extensions["runway.database"].dispose()
    assert set(page_endpoints(app)) - visited == SEEN_AFTER


def page_endpoints(app: Flask) -> Iterable[str]:
    return (
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in FOR_MACHINES and not rule.rule.startswith("/api/")
    )
