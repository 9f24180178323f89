"""Somebody who finds every page and every form that there is for them, by following links and sending forms."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter
from werkzeug.test import TestResponse

from course.people.sessions import open_session
from tests.fixtures.people import PASSWORD, School
from tests.page_forms import Field, Form
from tests.trust.quick_forms import forms_of, links_of, read_tree

TEXTS = frozenset({"text", "textarea", "search", "url", "tel"})
DRAFTS = {
    "learner.write": "learner.autosave",
    "learner.write_on_course": "learner.autosave_on_course",
    "learner.write_on_plan": "learner.autosave_on_plan",
    "learner.answer_instructor": "learner.draft_answer",
    "instructor.comment_on_shared": "instructor.draft_comment",
}
"""Forms that our scripts also send elsewhere, while one types."""
VARIANTS = 3
"""So many questions of one page are followed."""
Texts = Callable[[str, Field], str]
Body = dict[str, list[str]]

ENDINGS = (
    "account.confirm_email",
    "instructor.bring_need_back",
    "learner.revoke_own_certificate",
    "learner.take_share_back",
    "learner.take_share_back_on_course",
    "learner.take_share_back_on_plan",
    "public.join",
    "account.take_back_share",
    "instructor.revoke",
    "instructor.change_archive",
    "instructor.submit_taking_back",
    "instructor.submit_move",
    "instructor.remove_learner",
    "instructor.put_learner_back",
    "instructor.submit_teacher_removal",
    "instructor.preview",
    "account.end_preview",
    "public.leave",
    "account.stop_mail",
    "account.sign_up",
    "account.submit_sign_in",
    "account.use_sign_in_link",
    "account.become_instructor",
    "account.end_session",
    "account.end_other_sessions",
    "account.submit_sign_out",
    "account.delete_account",
)
"""What takes away forms, or changes who is asking, comes last, in this order; all else before it, by name."""


@dataclass(frozen=True, slots=True)
class Found:
    """A form on a page."""

    page: str
    form: Form
    endpoint: str

    @property
    def address(self) -> str:
        return self.form.action or self.page

    @property
    def turn(self) -> tuple[int, str]:
        """Forms of one turn keep the order in which they were found: their addresses are random."""
        return ENDINGS.index(self.endpoint) if self.endpoint in ENDINGS else -1, self.endpoint


def plain_text(_name: str, _field: Field) -> str:
    return "Loam, and a spade."


@dataclass
class Walker:
    """One person's browser; `person` is nobody's number where nobody is signed in."""

    app: Flask
    school: School
    seeds: tuple[str, ...]
    person: int = 0
    texts: Texts = plain_text
    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    within: tuple[str, ...] = ("/",)
    """How the addresses begin whose links are followed."""
    choice: int = 0
    """Which option is chosen, by the order of labels: options come to each person in an order of their own."""
    seen: dict[str, TestResponse] = field(default_factory=dict)
    forms: dict[str, Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client: FlaskClient = self.app.test_client()
        self._addresses: MapAdapter = self.app.url_map.bind("localhost")

    def come_in(self) -> None:
        """Sign in with a session of one's own: what was sent last may have ended the one before."""
        self.client = self.app.test_client()
        if self.person and self.school.count("person", f"id = {self.person}"):
            with self.school.database.writing() as session:
                token = open_session(session, self.person, now=self.school.now)
            with self.client.session_transaction() as cookie:
                cookie["_user_id"] = token

    def crawl(self) -> None:
        """Read every page that links lead to from the seeds; `seen` and `forms` are what is there now."""
        self.seen, self.forms = {}, {}
        self._read(self.seeds)

    def look_again(self, *pages: str) -> None:
        """Read these pages, as they are now, and what is new behind them."""
        for page in pages:
            self.seen.pop(page, None)
            self.forms = {key: each for key, each in self.forms.items() if each.page != page}
        self._read(pages)

    def _read(self, pages: Iterable[str]) -> None:
        waiting = list(pages)
        while waiting:
            page = waiting.pop(0)
            if page not in self.seen and self.leads_here(page) and not self._is_known_enough(page):
                waiting += self._read_one(page)

    def _is_known_enough(self, page: str) -> bool:
        """A table that can be ordered in many ways is the same page again and again."""
        path, asked, _ = page.partition("?")
        return bool(asked) and sum(each.startswith(f"{path}?") for each in self.seen) >= VARIANTS

    def leads_here(self, address: str) -> bool:
        parts = urlsplit(address)
        is_ours = not parts.netloc and not parts.path.startswith("/static")
        return address in self.seeds or (is_ours and parts.path.startswith(self.within))

    def _read_one(self, page: str) -> Iterator[str]:
        response = self.seen[page] = self.client.get(page, buffered=True)
        if response.status_code in (301, 302, 303, 307, 308):
            yield urlsplit(response.location or "")._replace(scheme="", netloc="").geturl()
        if response.mimetype == "text/html":
            tree = read_tree(response.text)
            for form in forms_of(tree):
                self._note(page, form)
            yield from (urljoin(page, each).partition("#")[0] for each in links_of(tree))

    def _note(self, page: str, form: Form) -> None:
        if form.method == "post" and (endpoint := self.endpoint(form.action or page)):
            found = Found(page, form, endpoint)
            self.forms.setdefault(found.address, found)
            if drafts := DRAFTS.get(endpoint):
                address = urlsplit(found.address)
                action = address._replace(path=f"{address.path}/draft").geturl()
                fields = {**form.fields, "device": Field("device", "hidden", ["a-tab"])}
                autosave = replace(form, action=action, fields=fields, buttons={})
                self.forms.setdefault(autosave.action, Found(page, autosave, drafts))

    def endpoint(self, address: str, method: str = "POST") -> str:
        try:
            return str(self._addresses.match(urlsplit(address).path, method=method)[0])
        except HTTPException:
            return ""

    def send_everything(self, but: Container[str] = ()) -> Iterator[TestResponse]:
        """Come in and send every form once, as long as there are new ones, but for some endpoints."""
        self.come_in()
        self.crawl()
        done: set[str] = set()
        while found := self._next_form(done, but):
            done.add(found.address)
            yield self.send(found, self.filled(found))
            self.come_in()
            self.look_again(found.page)

    def _next_form(self, done: Container[str], but: Container[str]) -> Found | None:
        """One that is still on its page; what is gone now may come back later."""
        waiting = [each for each in self.forms.values() if each.address not in done and each.endpoint not in but]
        in_turn = sorted(waiting, key=lambda each: each.turn)
        return next((fresh for each in in_turn if (fresh := self.again(each))), None)

    def again(self, found: Found) -> Found | None:
        """The same form on its page as it is now, None where it is gone."""
        self.look_again(found.page)
        return self.forms.get(found.address)

    def filled(self, found: Found) -> Body:
        """What this person sends with it."""
        given = self.given.get(found.endpoint, {})
        sent = {
            name: [given[name]] if name in given else self._fill(f"{found.endpoint}.{name}", each)
            for name, each in found.form.fields.items()
        }
        button = next(iter(found.form.buttons.values()), ("", ""))
        return sent | ({button[0]: [button[1]]} if button[0] else {})

    def _fill(self, name: str, each: Field) -> list[str]:
        if each.kind == "hidden" or each.kind == "file":
            return each.values
        if each.options:
            labels = sorted(label for label, value in each.options.items() if value)
            return [each.options[labels[self.choice]] if labels else ""]
        if each.kind == "password":
            return [PASSWORD]
        if each.kind in TEXTS:
            return [self.texts(name, each)]
        return [next(filter(None, each.values), "1")]

    def send(self, found: Found, body: Body) -> TestResponse:
        return self.client.post(found.address, data=body, buffered=True)
