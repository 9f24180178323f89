import pytest

from tests.pages import parse_page
from tests.test_page_checks import GOOD


def test_a_form_sends_what_a_browser_would() -> None:
    form = parse_page(GOOD).form("/answer")

    sent = form.filled({"why": "because"}, button="Answer")

    assert sent == {"csrf_token": ["abc"], "pick": ["b2"], "why": ["because"], "more": [""], "do": ["answer"]}


def test_a_choice_is_found_by_its_label() -> None:
    form = parse_page(GOOD).form("Answer")

    assert form.option("pick", "The first") == "a1"


@pytest.mark.parametrize("changes", [{"picked": "a1"}, {"pick": "zz"}])
def test_a_field_or_choice_that_the_form_does_not_offer_fails_the_test(changes: dict[str, str]) -> None:
    form = parse_page(GOOD).form("/answer")

    with pytest.raises(AssertionError):
        form.filled(changes)


def test_a_select_sends_its_first_option_and_a_disabled_field_nothing() -> None:
    html = """<form action="/x" method="get">
    <select name="zone"><option value="utc">UTC</option><option>Berlin</option></select>
    <input name="off" value="1" disabled><button>Go</button></form>"""

    form = parse_page(html).form("/x")

    assert form.filled({}) == {"zone": ["utc"]}
    assert form.option("zone", "Berlin") == "Berlin"


def test_a_form_that_is_not_there_or_not_the_only_one_fails_the_test() -> None:
    page = parse_page(GOOD)

    with pytest.raises(AssertionError, match="0 instead of one form “/nowhere”"):
        page.form("/nowhere")
