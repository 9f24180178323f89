"""The visitor, on a small application of the test's own."""

import pytest
from flask import Flask, Response, redirect, request

from tests.test_page_checks import GOOD, GOOD_HEADERS
from tests.visitor import Visitor


@pytest.fixture
def small_app() -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/", "first", view_func=lambda: GOOD.replace('href="#main"', 'href="/second"'))
    app.add_url_rule("/second", "second", view_func=lambda: GOOD.replace("Growing on purpose", "A second page"))
    app.add_url_rule("/bad", "bad", view_func=lambda: GOOD.replace(' lang="en"', ""))
    app.add_url_rule("/answer", "answer", _answer, methods=["POST"])
    app.add_url_rule("/moved", "moved", lambda: redirect("/second", 302), methods=["POST"])
    app.add_url_rule("/away", "away", view_func=lambda: redirect("https://example.org/", 303))
    app.after_request(_with_headers)
    return app


def _answer() -> Response | str:
    if request.form.get("csrf_token") == "abc" and request.form.getlist("pick") == ["a1"]:
        return redirect("/second", 303)  # type: ignore[return-value]
    return GOOD


def _with_headers(response: Response) -> Response:
    response.headers.update({name: value for name, value in GOOD_HEADERS.items() if name != "Set-Cookie"})
    return response


def test_a_visitor_follows_links_and_redirects(small_app: Flask) -> None:
    visitor = Visitor(small_app)

    visitor.get("/")
    visitor.follow("Skip to the lesson")

    assert visitor.page.h1 == "A second page"


def test_a_visitor_fills_a_form_with_its_hidden_fields(small_app: Flask) -> None:
    visitor = Visitor(small_app)

    form = visitor.get("/").form("/answer")
    page = visitor.submit(form, pick=form.option("pick", "The first"), button="Answer")

    assert page.h1 == "A second page"


def test_a_visitor_looks_at_every_page(small_app: Flask) -> None:
    with pytest.raises(AssertionError, match="html has no lang"):
        Visitor(small_app).get("/bad")


def test_a_visitor_wants_the_status_that_was_promised(small_app: Flask) -> None:
    with pytest.raises(AssertionError, match="answers 200"):
        Visitor(small_app).get("/", status=403)


def test_a_form_must_lead_on_with_303(small_app: Flask) -> None:
    with pytest.raises(AssertionError, match="redirects with 302"):
        Visitor(small_app).post("/moved", {})


def test_a_visitor_is_not_led_away(small_app: Flask) -> None:
    with pytest.raises(AssertionError, match="leads away"):
        Visitor(small_app).get("/away")
