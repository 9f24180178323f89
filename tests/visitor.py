"""Somebody at the pages: follows links, fills forms, and looks hard at everything that comes back."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.page_checks import check_headers, check_page
from tests.page_forms import Form, Values
from tests.pages import Page

REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 5


class Visitor:
    """One person's browser without JavaScript. `page` is what they see, `response` what came last."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.response: TestResponse | None = None
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        assert self._page is not None, "no page has been fetched yet"
        return self._page

    def get(self, address: str, *, status: int = 200) -> Page:
        """Fetch a page, following redirects; `status` is the last one's."""
        return self._arrive(self.request("GET", address), status)

    def follow(self, link: str, *, status: int = 200) -> Page:
        """Follow the one link of this page that has these words."""
        return self.get(self.page.link(link).href, status=status)

    def submit(
        self, form: str | Form, changes: Values | None = None, *, button: str = "", status: int = 200, **fields: str
    ) -> Page:
        """Send a form of this page (its id, button or end of its action), hidden fields too, and go where it leads."""
        found = self.page.form(form) if isinstance(form, str) else form
        sent = found.filled({**(changes or {}), **fields}, button)
        action = found.action or self.page.address
        if found.method == "get":
            return self._arrive(self.request("GET", action, query_string=sent), status)
        return self._arrive(self.post(action, sent), status)

    def post(self, address: str, data: Mapping[str, str | Sequence[str]]) -> TestResponse:
        """Send just this: for what no honest form would send. A redirect is not followed, and must be a 303."""
        response = self.request("POST", address, data=data)
        assert response.status_code not in REDIRECTS - {303}, f"{address} redirects with {response.status_code}"
        return response

    def request(self, method: str, address: str, **options: Any) -> TestResponse:
        """Ask once; the headers are checked whatever comes back, and the page if it is one."""
        # An unread stream would leave its request context open ("Popped wrong request context"): hence buffered.
        response = self.client.open(address, method=method, buffered=True, **options)
        self.response = response
        if response.status_code not in REDIRECTS and response.mimetype == "text/html" and response.data:
            self._page = check_page(response, address)
        else:
            check_headers(response, address)
        return response

    def _arrive(self, response: TestResponse, status: int) -> Page:
        for _ in range(MOST_REDIRECTS):
            if response.status_code not in REDIRECTS:
                assert response.status_code == status, f"{response.request.path} answers {response.status_code}"
                assert response.mimetype == "text/html", f"{response.request.path} is no page"
                return self.page
            response = self.request("GET", _on_this_site(response.location or ""))
        raise AssertionError(f"redirected more than {MOST_REDIRECTS} times")


def _on_this_site(location: str) -> str:
    parts = urlsplit(location)
    assert parts.netloc in {"", "localhost"}, f"leads away to {location}"
    return parts._replace(scheme="", netloc="").geturl()
