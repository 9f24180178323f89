"""A canary in every text field of every person: who meets it, on pages, in exports, mails, logs and for programs."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.fixtures.people import School
from tests.page_forms import Field
from tests.trust.amounts import IS_LONG, note_result
from tests.trust.cast import Cast, make_cast, open_school
from tests.trust.walking import Walker

KINDS = ["sqlite", "postgresql"] if IS_LONG else ["sqlite"]
pytestmark = pytest.mark.trust

CANARY = re.compile(r"cnr(\d+)x")
KEPT = (
    "account.delete_account account.end_other_sessions account.end_preview account.end_session account.revoke "
    "account.submit_sign_in account.submit_sign_out account.take_back_share instructor.preview "
    "instructor.remove_learner instructor.revoke instructor.submit_teacher_removal learner.revoke_own_certificate "
    "learner.take_share_back learner.take_share_back_on_course learner.take_share_back_on_plan instructor.submit_move "
    "public.leave"
).split()
"""What would take away again what is looked for."""

OWNER, MY_INSTRUCTOR, MY_LEARNER, CLASSMATE, PROGRAM, ADMIN, STRANGER = (
    "owner instructor learner classmate program admin stranger".split()
)
EVERYBODY = frozenset((OWNER, MY_INSTRUCTOR, MY_LEARNER, CLASSMATE, PROGRAM, ADMIN, STRANGER))
MINE_ALONE = frozenset((OWNER,))
AND_INSTRUCTORS = frozenset((OWNER, MY_INSTRUCTOR))
NAMED_TO = AND_INSTRUCTORS | {PROGRAM, ADMIN}
MAY_SEE: Mapping[str, frozenset[str]] = {
    "learner.answer_question": AND_INSTRUCTORS | {PROGRAM},
    "account.sign_up.name": NAMED_TO,
    "account.change_details.name": NAMED_TO | {MY_LEARNER},  # an instructor's name is on the join page
    "public.join.name": NAMED_TO,
    "admin.suspend_person.reason": frozenset((OWNER, ADMIN)),
    "instructor.submit_token.name": frozenset((OWNER, ADMIN)),
    "instructor.make_cohort.name": EVERYBODY,  # for whoever has its code
    "instructor.open_lesson_for_learner": AND_INSTRUCTORS | {MY_LEARNER, ADMIN},
    "instructor.put_need_aside": AND_INSTRUCTORS,
    "instructor.comment_on_shared": AND_INSTRUCTORS | {MY_LEARNER},  # the one learner it is about: see below
    "instructor.correct_comment": AND_INSTRUCTORS | {MY_LEARNER},
    "learner.answer_instructor": AND_INSTRUCTORS,
    "learner.correct_answer": AND_INSTRUCTORS,
}
"""Who may meet a text, by the endpoint and field it was written in; all others are their writer's alone."""
SAID_TO_ONE = frozenset(f"instructor.{each}.field-text" for each in ("comment_on_shared", "correct_comment"))


@dataclass
class Aviary:
    """Which canary was set free by whom, in which field."""

    written: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)

    def texts(self, cast: int, who: str) -> "Texts":
        return Texts(self, cast, who)


@dataclass(frozen=True)
class Texts:
    """Fills a person's fields, each with a canary of its own."""

    aviary: Aviary
    cast: int
    who: str

    def __call__(self, name: str, _field: Field) -> str:
        number = str(len(self.aviary.written) + 1)
        self.aviary.written[number] = (self.cast, self.who, name)
        return f"cnr{number}x"


@pytest.mark.parametrize("database_kind", KINDS, indirect=True)
def test_no_text_reaches_anybody_it_is_not_meant_for(
    app: Flask, school: School, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    open_school(school)
    aviary = Aviary()
    casts = [make_cast(school, number) for number in range(2)]
    tokens = [school.token(cast.ines, cast.cohort)[0] for cast in casts]
    walkers = {(cast.number, who): walker for cast in casts for who, walker in cast.walkers(app, school).items()}
    for (number, who), walker in walkers.items():
        walker.texts = aviary.texts(number, who)
        write_everywhere(walker)
    aviary.shared = shared_canaries(school)

    pages, met, wrong = 0, 0, set()
    told: defaultdict[str, set[str]] = defaultdict(set)
    for (number, who), walker in walkers.items():
        walker.come_in()
        walker.crawl()
        answers = list(walker.seen.items()) + list(answers_to_programs(walker, casts[number], tokens[number], who))
        for address, answer in answers:
            pages += 1
            relation = PROGRAM if address.startswith("/api/") else ""
            for canary in canaries_in(answer):
                met += 1
                if aviary.written[canary][2] in SAID_TO_ONE and who != "instructor":
                    told[canary].add(who)
                if not may_meet(aviary, canary, number, who, relation):
                    wrong.add(f"{who} of cast {number} meets {aviary.written[canary]} at {address}")
    assert not wrong, "\n".join(sorted(wrong))
    assert told, "no learner meets what was said to them"
    assert [each for each, learners in told.items() if len(learners) > 1] == []
    assert aviary.shared, "nothing was shared: the crawl would see no breach"
    assert met > len(aviary.written), "the crawl meets hardly anything"
    assert CANARY.findall(caplog.text) == [], "a log line has somebody's words"
    assert [each for each in canaries_in_mails(school) if not aviary.written[each][2].endswith("name")] == []
    kind = school.database.engine.dialect.name
    note_result(f"canaries-{kind}", n=pages, canaries=len(aviary.written), met=met, shared=len(aviary.shared), leaks=0)


def write_everywhere(walker: Walker) -> None:
    """Fill every form with canaries: as long as there are new ones, then every reflection once more, privately."""
    for _ in walker.send_everything(KEPT):
        continue
    for found in [
        each for each in walker.forms.values() if each.endpoint.startswith(("learner.write", "learner.autosave"))
    ]:
        if fresh := walker.again(found):
            walker.send(fresh, walker.filled(fresh))


def shared_canaries(school: School) -> set[str]:
    """Read from the tables alone: what revisions are shared now."""
    asked = (
        "SELECT body FROM reflection_revision WHERE id IN (SELECT reflection_revision_id FROM share WHERE id NOT IN "
        "(SELECT share_id FROM share_withdrawal))"
    )
    with school.database.reading() as session:
        return {canary for (body,) in session.execute(text(asked)) for canary in CANARY.findall(str(body))}


def answers_to_programs(walker: Walker, cast: Cast, token: str, who: str) -> Iterator[tuple[str, TestResponse]]:
    """What a program with the instructor's token is told; asked once, by the instructor."""
    if who != "instructor":
        return
    for part in ("", "/progress", "/responses", "/questions"):
        address = f"/api/v1/cohorts/{cast.cohort.public_id}{part}"
        answer = walker.app.test_client().get(address, headers={"Authorization": f"Bearer {token}"}, buffered=True)
        assert answer.status_code == 200
        yield address, answer


def canaries_in(answer: TestResponse) -> set[str]:
    found = set(CANARY.findall(answer.get_data().decode("utf-8", "replace") + str(answer.headers)))
    try:
        with ZipFile(BytesIO(answer.data)) as zipped:
            for name in zipped.namelist():
                found |= set(CANARY.findall(zipped.read(name).decode("utf-8", "replace")))
    except BadZipFile:
        pass
    return found


def canaries_in_mails(school: School) -> set[str]:
    with school.database.reading() as session:
        return {
            canary
            for row in session.execute(text("SELECT subject, body FROM outbox"))
            for canary in CANARY.findall(str(tuple(row)))
        }


def may_meet(aviary: Aviary, canary: str, cast: int, who: str, relation: str) -> bool:
    of_cast, writer, name = aviary.written[canary]
    found = relation or relation_of(of_cast, writer, cast, who)
    if canary in aviary.shared and name.startswith(("learner.write", "learner.autosave")) and found == MY_INSTRUCTOR:
        return True
    allowed = MAY_SEE.get(name) or MAY_SEE.get(name.rpartition(".")[0]) or MINE_ALONE
    return found in allowed


def relation_of(of_cast: int, writer: str, cast: int, who: str) -> str:
    """What the reader is to the writer."""
    if who == "admin" and (cast, who) != (of_cast, writer):
        return ADMIN
    if of_cast != cast:
        return STRANGER
    if writer == who or {writer, who} == {
        "nobody",
        "classmate",
    }:  # the links that nobody uses are mailed to the classmate
        return OWNER
    if who == "instructor":
        return MY_INSTRUCTOR
    return MY_LEARNER if writer == "instructor" else CLASSMATE


def test_reader_who_must_not_meet_a_text_is_recognised() -> None:
    """The crawl above would see a private text at an instructor's, and a shared one at another's or at a program's."""
    written = {"1": (0, "learner", "learner.write.field-text"), "2": (0, "learner", "learner.write.field-text")}
    aviary = Aviary(written, shared={"2"})

    assert not may_meet(aviary, "1", 0, "instructor", "")
    assert may_meet(aviary, "2", 0, "instructor", "")
    assert not may_meet(aviary, "2", 0, "instructor", PROGRAM)
    assert not may_meet(aviary, "2", 1, "instructor", "")
    assert not may_meet(aviary, "2", 0, "classmate", "")
    assert may_meet(aviary, "1", 0, "learner", "")
