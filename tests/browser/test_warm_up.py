"""What was missed in the lesson before is asked in place, once, by keyboard and with the network as it is."""

from playwright.sync_api import expect

from tests.fixtures.campus import Campus, SignedIn
from tests.material.garden import FEED, SOIL, lesson_page


def test_warm_up_is_answered_in_place_once(campus: Campus, signed_in: SignedIn) -> None:
    campus.school.answer(campus.ada, "holds-water", ("sand",))
    campus.school.complete(campus.ada, SOIL)
    page = signed_in("Ada")
    page.goto(campus.url + lesson_page(FEED))
    warm_up = page.get_by_role("region", name="Warm-up")

    warm_up.get_by_label("Clay").press("Space")
    warm_up.get_by_role("button", name="Check").press("Enter")

    expect(warm_up.get_by_role("heading", name="Right.")).to_be_focused()
    expect(warm_up.get_by_role("button")).to_have_count(0)
    assert page.url.endswith(lesson_page(FEED))
    page.reload()
    expect(warm_up).to_have_count(0)
    assert campus.school.count("review_answer") == 1
