"""An instructor at the browser: signs in, opens the pages of a cohort."""

from bench.browser import Browser
from bench.learner import expect
from bench.markup import Page
from commands.demo import PASSWORD

EMAIL = "ines@example.org"


class Instructor(Browser):
    """Ines of the demo."""

    def sign_in(self) -> None:
        form = Page(expect(self.get("/login"), 200).text).form("/login")
        own = {"email": EMAIL, "password": PASSWORD}
        expect(self.post("/login", [(name, own.get(name, value)) for name, value in form.fields]), 303)
