"""The components page is photographed: light and dark, on a phone and on a desk."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from lessons.prompt_kinds import KINDS as PROMPT_KINDS
from quizzes.kinds import KINDS
from tests.accessibility import check_accessibility
from tests.fixtures.browser import OpenPage
from tests.fixtures.campus import Campus

TOO_WIDE = """() => [...document.querySelectorAll('main *')]
  .filter((each) => !each.closest('.scroll, .sr-only, svg') && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 120))"""
INK_AND_PAPER = "() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_components_fit_and_are_clean(
    campus: Campus, open_browser_page: OpenPage, tmp_path: Path, scheme: str, width: int
) -> None:
    page = open_browser_page(color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(f"{campus.url}/design")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    assert page.evaluate(TOO_WIDE) == []
    check_accessibility(page)
    picture = tmp_path / f"components-{width}-{scheme}.png"
    page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 50_000


def test_every_kind_is_among_the_components(campus: Campus, browser_page: Page) -> None:
    browser_page.goto(f"{campus.url}/design")
    states = browser_page.locator(".specimen > .tag").all_inner_texts()

    kinds = {state.partition(",")[0] for state in states}
    assert kinds >= {*KINDS, *PROMPT_KINDS}
    for kind in KINDS:
        assert f"{kind}, answered" in states


def test_theme_of_a_persons_choice_is_stronger_than_the_devices(campus: Campus, open_browser_page: OpenPage) -> None:
    page = open_browser_page(color_scheme="light")
    page.goto(campus.url)
    light = page.evaluate(INK_AND_PAPER)
    page.get_by_role("button", name="Start").first.click()
    page.goto(f"{campus.url}/account/preferences")
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Save").click()
    page.goto(campus.lesson)
    dark = page.evaluate(INK_AND_PAPER)

    assert dark != light
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(INK_AND_PAPER) == dark
    page.emulate_media(media="print")
    assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "light"
