"""The same form many times at once has one effect, at every address that writes.

The addresses come from the map of addresses, the forms from the pages themselves. One cast of people sends each form
once; what that changed, table by table, is what many at once may change for the next cast.
"""

from collections import Counter
from collections.abc import Mapping, Set

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, text
from werkzeug.test import TestResponse

from course.models import Base, FailedSignIn
from course.people.cohorts import CohortCard
from course.records.mail_kinds import CHECK_IN, COMMENT
from course.records.outbox import allow_mails, stop_mails
from course.reflecting.sharing import take_back
from tests.fixtures.people import School
from tests.fixtures.threads import at_once
from tests.trust.amounts import IS_LONG, amount, note_result
from tests.trust.cast import Cast, make_cast, open_school
from tests.trust.walking import Body, Found, Walker

pytestmark = pytest.mark.trust

AT_ONCE = 50 if IS_LONG else 6
ROUNDS = amount(3, 50)
KINDS = ["sqlite", "postgresql"] if IS_LONG else ["sqlite"]
Effect = Mapping[str, int]

A_LINK_EACH = "each reply shows a link of its own, of which the last is good; that it was made is a fact each time"
A_SESSION_EACH = "each reply carries a session of its own, and the browser keeps the last"
A_GUESS_EACH = "each wrong password or code is counted, so that it can be limited"
A_MAIL_EACH = "each asks for a mail; a mailbox gets three an hour"
EACH_COUNTS: Mapping[str, Mapping[str, str]] = {
    "instructor.make_link": {"sign_in_link_made": A_LINK_EACH, "act": A_LINK_EACH},
    "account.confirm_app": {"failed_sign_in": A_GUESS_EACH},
    "account.submit_sign_in": {"person_session": A_SESSION_EACH, "failed_sign_in": A_GUESS_EACH},
    "account.use_sign_in_link": {"person_session": A_SESSION_EACH},
    "learner.start": {"person_session": A_SESSION_EACH},
    "public.join": {"person_session": A_SESSION_EACH},
    "instructor.preview": {"person_session": A_SESSION_EACH},
    "account.sign_up": {"person_session": A_SESSION_EACH},
    "account.become_instructor": {"person_session": A_SESSION_EACH},
    "account.submit_email": {"outbox": A_MAIL_EACH},
    "account.submit_password": {"outbox": A_MAIL_EACH, "person_session": "sessions of earlier races end"},
    "account.submit_forgotten": {"outbox": A_MAIL_EACH, "failed_sign_in": "each is counted, so that it can be limited"},
    "account.delete_account": {
        "outbox": "mails of earlier races go",
        "person_session": "and so do sessions",
        "review_answer": "who had nothing to review has answered none",
    },
    "account.end_session": {"person_session": "sessions of earlier races"},
    "account.end_other_sessions": {"person_session": "sessions of earlier races end"},
}
"""Tables that each of many posts may add to, by endpoint, with the reason."""
NOT_EVERYBODY_HAS = {"learner.answer_review": "what is asked again is what its person missed"}
ENDS = frozenset(
    "account.delete_account learner.take_back public.leave instructor.remove_learner "
    "instructor.submit_teacher_removal".split()
)
SECOND_FACTOR = "needs a device's key or an app's code: tests/web/test_second_factor.py takes each but once"
NOT_ON_A_PAGE: Mapping[str, str] = {
    **dict.fromkeys(
        (
            f"account.{each}"
            for each in (
                "drop_passkey offer_passkey offer_to_add prove_by_code prove_by_passkey remove_app renew_codes "
                "submit_code submit_passkey"
            ).split()
        ),
        SECOND_FACTOR,
    ),
    **dict.fromkeys(
        ("account.come_back", "account.end_provider", "account.prove_to_connect"),
        "these sites have no provider: tests/web/test_provider.py",
    ),
    "design.come_back": "it changes nothing",
}
"""Endpoints whose form is on no page of these people, with the reason; what this says is not raced, is a gap."""
SWITCHES = {"instructor.preview"}
"""After these the browser belongs to somebody else, whose pages have forms of their own."""


@pytest.mark.parametrize("database_kind", KINDS, indirect=True)
def test_the_same_form_many_times_at_once_has_one_effect(app: Flask, school: School) -> None:
    open_school(school)
    casts = [make_cast(school, number) for number in range(ROUNDS + 1)]
    once, _ = walk(app, school, casts[0], 1)
    wrong, posts = [], 0
    for cast in casts[1:]:
        many, sent = walk(app, school, cast, AT_ONCE)
        posts += sent
        wrong += [
            f"{endpoint}: {many.get(endpoint)} instead of {once[endpoint]}"
            for endpoint in once
            if unexpected(endpoint, once[endpoint], many.get(endpoint))
        ]
    if wrong:
        pytest.fail("\n".join(sorted(set(wrong))), pytrace=False)
    missing = writing_endpoints(app) - set(once) - set(NOT_ON_A_PAGE)
    assert not missing, f"no page that these people reach has a form for {sorted(missing)}: see tests/trust/cast.py"
    kind = school.database.engine.dialect.name
    note_result(f"races-{kind}", n=posts, addresses=len(once), at_once=AT_ONCE, rounds=ROUNDS, doubled=0)


def unexpected(endpoint: str, once: Effect, many: Effect | None) -> bool:
    if many is None:
        return endpoint not in NOT_EVERYBODY_HAS
    uncounted = EACH_COUNTS.get(endpoint, {})
    return {table: n for table, n in many.items() if table not in uncounted} != {
        table: n for table, n in once.items() if table not in uncounted
    }


def writing_endpoints(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}


def walk(app: Flask, school: School, cast: Cast, times: int) -> tuple[dict[str, Effect], int]:
    """Let people send the forms they find, and tell what each endpoint changed; with n."""
    effects: dict[str, Effect] = {}
    posts = 0
    people = list(cast.walkers(app, school).items())
    # What ends something for others comes after all else, and first what an instructor can undo.
    turns = [(each, False) for each in people] + [(each, True) for each in reversed(people)]
    for (who, walker), is_end in turns:
        walker.come_in()
        walker.crawl()
        while found := next_form(walker, set(effects), is_end=is_end):
            body = walker.filled(found)
            lift_limits(school)
            before = counts(school)
            replies = send_at_once(walker, found, body, times)
            answers = [each.status_code for each in replies]
            posts += times
            assert [each for each in answers if each >= 500] == [], f"{who} at {found.address}: {Counter(answers)}"
            effects[found.endpoint] = changes(before, counts(school))
            if found.endpoint not in SWITCHES:
                walker.come_in()
            walker.look_again("/", found.page, replies[0].location or "/")
    return effects, posts


def lift_limits(school: School) -> None:
    """Wrong passwords and codes of earlier races would keep this one from being run at all."""
    with school.database.writing() as session:
        session.execute(delete(FailedSignIn))


def next_form(walker: Walker, done: Set[str], *, is_end: bool) -> Found | None:
    """The next form to send: each endpoint is for the first who meets it, as later there may be nothing left to do."""
    tried = done if is_end else done | ENDS
    waiting = sorted((each for each in walker.forms.values() if each.endpoint not in tried), key=lambda one: one.turn)
    return next((fresh for each in waiting if (fresh := walker.again(each))), None)


def send_at_once(walker: Walker, found: Found, body: Body, times: int) -> list[TestResponse]:
    cookie = walker.client.get_cookie("session")
    clients = [walker.app.test_client() for _ in range(times)]
    for client in clients:
        client.set_cookie("session", cookie.value if cookie else "")
    replies = at_once(*(lambda client=each: client.post(found.address, data=body) for each in clients))
    if found.endpoint in SWITCHES:
        walker.client = next((each for each in clients if is_somebody(each)), clients[0])
    return replies


def is_somebody(client: FlaskClient) -> bool:
    """Say whether this browser is signed in after what it sent."""
    return client.get("/account").status_code == 200


def counts(school: School) -> Effect:
    """How many rows each table has, in one query."""
    asked = " UNION ALL ".join(f"SELECT '{name}' AS name, count(*) AS n FROM {name}" for name in Base.metadata.tables)  # noqa: S608
    with school.database.reading() as session:
        return {row.name: row.n for row in session.execute(text(asked))}


def changes(before: Effect, after: Effect) -> Effect:
    return {table: n - before[table] for table, n in after.items() if n != before[table]}


def test_what_is_taken_back_or_stopped_twice_at_once_ends_once(school: School, ada: int, cohort: CohortCard) -> None:
    """Each was an error on PostgreSQL, and was found by the walk above."""
    school.share(ada, school.write(ada, "my-earth", {"text": "Loam."}), cohort)

    def end() -> None:
        with school.database.writing() as session:
            take_back(session, ada, "my-earth", cohort.id, now=school.now)
            stop_mails(session, ada, CHECK_IN, now=school.now)

    at_once(*[end] * AT_ONCE)

    def wish() -> None:
        with school.database.writing() as session:
            allow_mails(session, ada, COMMENT, now=school.now)

    at_once(*[wish] * AT_ONCE)

    assert school.count("share_withdrawal") == 1
    assert school.count("mail_stop") == 1
    assert school.count("mail_wish") == 1
