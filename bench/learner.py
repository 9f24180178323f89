"""A learner at the browser: starts the course, opens lessons, answers."""

from bench.browser import AS_OUR_SCRIPTS_DO, Browser, Reply
from bench.markup import Form, Page

COURSE = "/courses/career-ownership"
FIRST_LESSON = f"{COURSE}/lessons/act-like-the-ceo-of-your-career"
LESSON = f"{COURSE}/lessons/play-chess-not-checkers"
QUESTIONS = 5


class UnexpectedReply(Exception):
    """A reply that a person would not have got: the measurement would count something else."""


class Learner(Browser):
    """A guest with a browser of their own."""

    def start(self) -> str:
        """Press "Start" and return the address of the first lesson."""
        course = expect(self.get(COURSE), 200)
        expect(self.post(f"{COURSE}/start", Page(course.text).form("/start").fields), 303)
        return FIRST_LESSON

    def open_ahead(self, lesson: str) -> Page:
        """Open a lesson that is still closed with "Continue anyway", and read it."""
        closed = Page(expect(self.get(lesson), 200).text)
        expect(self.post(f"{lesson}/continue-anyway", closed.form("/continue-anyway").fields), 303)
        return Page(expect(self.get(lesson), 200).text)

    def answer_in_place(self, question: Form) -> None:
        """Answer as the page's script does."""
        reply = expect(self.post(question.action, question.fields, AS_OUR_SCRIPTS_DO), 200)
        if "feedback" not in reply.text:
            raise UnexpectedReply(f"{question.action} gave no feedback.")

    def answer_by_page(self, question: Form) -> None:
        """Answer as a browser without JavaScript does: 303, and the whole page again."""
        location = expect(self.post(question.action, question.fields), 303).location
        expect(self.get(location), 200)


def questions_of(page: Page) -> list[Form]:
    questions = [form for form in page.forms if "/questions/" in form.action]
    if len(questions) != QUESTIONS:
        raise UnexpectedReply(f"{LESSON} asks {len(questions)} questions; the measurement is for {QUESTIONS}.")
    return questions


def expect(reply: Reply, status: int) -> Reply:
    if reply.status != status:
        raise UnexpectedReply(f"A request was answered with {reply.status} instead of {status}.")
    return reply
