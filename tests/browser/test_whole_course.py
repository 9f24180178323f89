"""End to end: Ines opens a cohort, a guest learns the whole course in it and stays, Ines sees what she may."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learning import WRONG_IN_WORDS, Learner, is_on
from tests.browser.nadia import COURSE, Note, Work, all_notes, ratings, works
from tests.browser.teaching import COHORT, NAME, become_instructor, link_for_an_instructor, make_cohort
from tests.fixtures.browser import BrowserFaults, OpenPage
from tests.fixtures.servers import LiveServer

FIRST, JOE, NOT_READY, CHESS, *REST = works()
SHARED = FIRST.notes[0]
BEFORE, AFTER = ratings()
JUDGED = re.compile(r"^(?:Right|Noted|Partly right|Not right)$", re.MULTILINE)
FINAL = ("Right", "Noted")
EMAIL, PASSWORD = "nadia@example.org", "coffee on thursday at 7:30"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_guest_finishes_the_course_and_ines_sees_what_she_may(
    live_server: LiveServer, open_browser_page: OpenPage, browser_faults: BrowserFaults, javascript: bool
) -> None:
    ines = open_browser_page()
    become_instructor(ines, live_server)
    join_link = make_cohort(ines)
    nadia = Learner(open_browser_page(reduced_motion="reduce"), live_server.url)

    start_and_join(nadia, join_link)
    learn_the_first_lesson(nadia, javascript=javascript)
    try_closed_lessons(nadia)
    learn_by_retrying_the_missed(nadia)
    learn(nadia, NOT_READY)
    learn(nadia, CHESS)
    continue_where_i_left_off(nadia, REST[0])
    for work in REST:
        learn(nadia, work)
    rate_once_more(nadia)
    sign_up_and_keep_everything(nadia)
    find_everything_from_another_browser(open_browser_page(), live_server.url)

    see_the_roster(ines)
    see_answers_with_tries(ines)
    see_only_what_is_shared(ines)
    browser_faults.expect("/become-instructor/")  # the browser's own note on the 404
    ines.goto(link_for_an_instructor(live_server))
    expect(ines.get_by_role("heading", level=1)).to_have_text("There is nothing here")


def start_and_join(nadia: Learner, join_link: str) -> None:
    page = nadia.page
    nadia.open("/")
    page.get_by_role("button", name="Start: Own your career").click()
    is_on(page, f"/courses/{COURSE}")
    nadia.write(BEFORE)
    page.get_by_role("link", name="Next: Act Like the CEO of Your Career").click()
    is_on(page, FIRST.address)
    page.goto(join_link)
    expect(page.get_by_role("heading", name="What your instructors will see")).to_be_visible()
    page.get_by_role("button", name="Join").click()
    is_on(page, f"/courses/{COURSE}")
    expect(page.get_by_role("status")).to_have_text(f"You are now in “{COHORT}”.")
    expect(page.get_by_role("region", name="Who sees what you do here")).to_contain_text(f"{COHORT} ({NAME})")
    page.get_by_role("link", name="Continue").click()
    is_on(page, FIRST.address)


def learn_the_first_lesson(nadia: Learner, *, javascript: bool) -> None:
    """With a script nothing reloads: the answers come in place, are read out, and the next lesson opens by itself."""
    page = nadia.page
    page.locator("h1").evaluate("title => { title.dataset.known = 'yes' }")
    for reply in FIRST.replies:
        if reply.first:
            nadia.answer_wrong(reply.question, reply.first)
            if javascript:
                is_announced(nadia, reply.question, WRONG_IN_WORDS.pattern)
        nadia.answer_right(reply.question, reply.right)
        if javascript:
            is_announced(nadia, reply.question, r"Right\.")
    expect(nadia.status).to_contain_text("1 reflection to write.")
    expect(nadia.prompt(SHARED.prompt)).to_contain_text("Only you can read what you write here.")
    for note in FIRST.notes:
        nadia.write(note)
    expect(nadia.status).to_contain_text("This lesson is done.")
    expect(nadia.status.get_by_role("link", name="Next: The “Joe” Analogy")).to_be_visible()
    if javascript:
        expect(page.locator("h1"), "the page was loaded again").to_have_attribute("data-known", "yes")
    share(nadia, SHARED)


def is_announced(nadia: Learner, question: str, words: str) -> None:
    expect(nadia.page.locator("#live[aria-live]")).to_have_text(re.compile(rf"^(?:{words}) .*questions right\."))
    expect(nadia.question(question).locator(".feedback h3")).to_be_focused()


def share(nadia: Learner, note: Note) -> None:
    nadia.prompt(note.prompt).get_by_role("button", name=f"Share this version with {NAME} ({COHORT})").click()
    expect(nadia.prompt(note.prompt)).to_contain_text(f"You shared this with: {COHORT} ({NAME}).")


def try_closed_lessons(nadia: Learner) -> None:
    """A closed lesson says why with one link; "Continue anyway" opens that lesson and no other."""
    page = nadia.page
    nadia.open(NOT_READY.address)
    expect(page.get_by_text("Lesson 3 is closed for now.")).to_be_visible()
    expect(page.get_by_text("What is missing there: 4 right answers and 1 reflection.")).to_be_visible()
    onward = page.locator("main").get_by_role("link").filter(has_not_text="Own your career")
    expect(onward).to_have_text(["Go to: The “Joe” Analogy"])
    page.get_by_role("button", name="Continue anyway").click()
    is_on(page, NOT_READY.address)
    expect(nadia.question(NOT_READY.replies[0].question)).to_be_visible()
    nadia.open(CHESS.address)
    expect(page.get_by_text("Lesson 4 is closed for now.")).to_be_visible()
    nadia.open(f"/courses/{COURSE}")
    expect(page.locator(".outline li")).to_have_class(["done", "open", "open", *["closed"] * 7])
    expect(page.get_by_text("Opened ahead of its turn")).to_have_count(1)


def learn_by_retrying_the_missed(nadia: Learner) -> None:
    nadia.open(JOE.address)
    missed = [reply for reply in JOE.replies if reply.first]
    for reply in JOE.replies:
        if reply.first:
            nadia.answer_wrong(reply.question, reply.first)
        else:
            nadia.answer_right(reply.question, reply.right)
    for left in range(len(missed), 0, -1):
        words = "Try the missed one again" if left == 1 else f"Try the {left} missed again"
        nadia.status.get_by_role("link", name=words).click()
        is_on(nadia.page, f"{JOE.address}?only=missed")
        expect(nadia.page.locator("section.question")).to_have_count(left)
        assert nadia.questions_shown == [reply.question for reply in missed[-left:]]
        expect(nadia.page.locator(".feedback, .reason")).to_have_count(0)
        nadia.answer_right(missed[-left].question, missed[-left].right)
    nadia.open(JOE.address)
    for note in JOE.notes:
        nadia.write(note)
    expect(nadia.status).to_contain_text("This lesson is done.")


def learn(nadia: Learner, work: Work) -> None:
    """Everything that a lesson asks, from whatever page leads to it."""
    if work.address not in nadia.page.url:
        nadia.status.get_by_role("link", name=re.compile("^Next: ")).click()
    is_on(nadia.page, work.address)
    for reply in work.replies:
        if reply.first:
            nadia.answer_wrong(reply.question, reply.first)
        nadia.answer_right(reply.question, reply.right)
    for note in work.notes:
        nadia.write(note)
    expect(nadia.status).to_contain_text(
        "You have finished the course." if work is REST[-1] else "This lesson is done."
    )


def continue_where_i_left_off(nadia: Learner, work: Work) -> None:
    nadia.open("/")
    expect(nadia.page.get_by_text("4 of 10 lessons done")).to_be_visible()
    nadia.page.get_by_role("link", name="Continue").click()
    is_on(nadia.page, work.address)


def rate_once_more(nadia: Learner) -> None:
    """What she said before the first lesson is told once she has said where she is now."""
    page = nadia.page
    nadia.status.get_by_role("link", name="See the whole course").click()
    expect(page.get_by_text("You have finished this course.")).to_be_visible()
    then, now = (note.fields["level"] for note in (BEFORE, AFTER))
    expect(nadia.prompt(AFTER.prompt)).not_to_contain_text("Then:")
    nadia.write(AFTER)
    expect(nadia.prompt(AFTER.prompt)).to_contain_text(f"Then: {then} · Now: {now}")


def sign_up_and_keep_everything(nadia: Learner) -> None:
    page = nadia.page
    expect(page.locator(".outline li.done")).to_have_count(len(works()))
    page.get_by_role("link", name="Sign up").click()
    expect(page.get_by_text("Everything you have done so far is kept")).to_be_visible()
    page.get_by_label("Your name").fill("Nadia")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    is_on(page, "/")
    expect(page.get_by_text("10 of 10 lessons done")).to_be_visible()


def find_everything_from_another_browser(page: Page, url: str) -> None:
    page.goto(f"{url}/login?next={REST[-1].address}")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    is_on(page, REST[-1].address)
    for note in REST[-1].notes:
        fields = page.locator(f"#r-{note.prompt} textarea").all()
        assert [field.input_value() for field in fields] == list(note.fields.values())


def see_the_roster(ines: Page) -> None:
    ines.reload()
    row = ines.get_by_role("row", name="Nadia")
    expect(row.get_by_role("cell").nth(0)).to_have_text("10 of 10")
    assert row.get_by_role("cell").all_inner_texts()[2:] == ["done"] * len(works())
    row.get_by_role("link", name="Nadia").click()
    expect(ines.get_by_role("heading", level=1)).to_have_text("Nadia")


def see_answers_with_tries(ines: Page) -> None:
    """Each question once, with every try: what was picked and how it was judged."""
    shown = [item.inner_text() for item in ines.locator("section[aria-labelledby^=lesson-] ol.items > li").all()]
    replies = [reply for work in works() for reply in work.replies]
    assert len(shown) == len(replies)
    for reply in replies:
        picked = [label.casefold() for label in (*reply.first, *reply.right)]
        found = [text for text in shown if all(label in text.casefold() for label in picked)]
        judged = [JUDGED.findall(text) for text in found]
        assert any(len(tries) == reply.tries and tries[-1] in FINAL for tries in judged), reply


def see_only_what_is_shared(ines: Page) -> None:
    seen = ines.content()
    for note in all_notes():
        for text in note.fields.values():
            assert (text[:40] in seen) == (note is SHARED), text[:40]
    expect(ines.locator("blockquote")).to_have_text(list(SHARED.fields.values()))
    private = [f"{note.words} words, kept private" for note in all_notes() if note is not SHARED]
    private += ["Answered, kept private"] * 2
    assert sorted(ines.locator("p.privacy").all_inner_texts()) == sorted(private)
