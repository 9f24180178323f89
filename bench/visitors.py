"""Who asks in a mixed load: guests who read and answer, and an instructor at several browsers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random

from bench.instructor import EMAIL
from bench.learner import COURSE, FIRST_LESSON, LESSON, UnexpectedReply
from bench.markup import TYPED, Form, Page
from bench.sessions import Reply, SessionBrowser
from commands.demo import PASSWORD

READ = (LESSON, FIRST_LESSON, COURSE, "/")


@dataclass(slots=True)
class Guest:
    """A learner who has started the course; `questions` are on the page before them, not yet answered."""

    browser: SessionBrowser
    random: Random
    lessons: list[str] = field(default_factory=list)
    questions: list[Form] = field(default_factory=list)

    async def start(self) -> Reply:
        """Open the course and press “Start”."""
        course = await self.browser.get(COURSE)
        if course.status != 200:
            return course
        return await self.browser.post(f"{COURSE}/start", Page(course.body.decode()).form("/start").fields)

    async def read(self) -> Reply:
        return await self.browser.get(self.random.choice(READ))

    async def answer(self) -> Reply:
        """Answer the next question in place; where none is left, open another lesson."""
        if not self.questions:
            return await self._open_another()
        form = self.questions.pop()
        return await self.browser.post(form.action, form.fields, in_place=True)

    async def open_ahead(self, lesson: str) -> Reply:
        """Open a lesson, with “Continue anyway” where it is closed, and look at its questions."""
        reply = await self.browser.get(lesson)
        page = Page(reply.body.decode())
        if reply.status == 200 and any("/continue-anyway" in form.action for form in page.forms):
            await self.browser.post(f"{lesson}/continue-anyway", page.form("/continue-anyway").fields)
            reply = await self.browser.get(lesson)
            page = Page(reply.body.decode())
        self.questions = [form for form in page.forms if is_picked(form)]
        return reply

    async def _open_another(self) -> Reply:
        if not self.lessons:
            return await self.read()  # everything is answered
        return await self.open_ahead(self.lessons.pop())


def is_picked(form: Form) -> bool:
    """Whether a question is answered by choosing: a word typed at random may have to be mended first."""
    return "/questions/" in form.action and all(value != TYPED for _name, value in form.fields)


@dataclass(slots=True)
class Teacher:
    """Ines at one of her browsers."""

    browser: SessionBrowser
    pages: Sequence[str]
    turn: "count[int]" = field(default_factory=count)

    async def sign_in(self) -> None:
        page = Page((await self.browser.get("/login")).body.decode())
        own = {"email": EMAIL, "password": PASSWORD}
        fields = [(name, own.get(name, value)) for name, value in page.form("/login").fields]
        reply = await self.browser.post("/login", fields)
        if reply.status != 303:
            raise UnexpectedReply(f"Signing in was answered with {reply.status}.")

    async def read(self) -> Reply:
        return await self.browser.get(self.pages[next(self.turn) % len(self.pages)])
