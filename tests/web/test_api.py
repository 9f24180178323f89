"""What programs read: one cohort, with its token, as docs/api.md says; never the text of a reflection."""

import re
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from flask import Flask
from msgspec import Struct
from werkzeug.test import TestResponse

from course.models import CohortInstructor
from course.people.cohorts import CohortCard
from tests.fixtures.people import School
from tests.material.garden import RIGHT, WRONG
from tests.visitor import Visitor
from web.api import schema
from web.api import views as api

CANARY = "canary-of-my-salary"
DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"
PARTS: dict[str, type[Struct]] = {
    "": schema.Cohort,
    "/progress": schema.ProgressPage,
    "/responses": schema.ResponsesPage,
    "/questions": schema.Questions,
}


class Program:
    """A program with a token."""

    def __init__(self, app: Flask, token: str) -> None:
        self.visitor = Visitor(app)
        self.token = token

    def get(self, address: str) -> TestResponse:
        return self.visitor.request("GET", address, headers={"Authorization": f"Bearer {self.token}"})


@pytest.fixture
def program(app: Flask, school: School, ines: int, cohort: CohortCard) -> Program:
    return Program(app, school.token(ines, cohort)[0])


def address(cohort: CohortCard, part: str = "") -> str:
    return f"/api/v1/cohorts/{cohort.public_id}{part}"


def test_answers_are_what_the_schema_says(school: School, ada: int, cohort: CohortCard, program: Program) -> None:
    school.answer(ada, "holds-water", WRONG["holds-water"])
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    school.write(ada, "my-earth", {"text": "Loam and clay."})

    found = {
        part: msgspec.json.decode(program.get(address(cohort, part)).data, type=kind) for part, kind in PARTS.items()
    }

    progress, responses, questions = found["/progress"], found["/responses"], found["/questions"]
    assert isinstance(progress, schema.ProgressPage)
    assert isinstance(responses, schema.ResponsesPage)
    assert isinstance(questions, schema.Questions)
    assert [(each.name, [text.words for text in each.reflections]) for each in progress.learners] == [("Ada", [3])]
    assert [(each.answer, each.try_, each.state) for each in responses.responses] == [
        ("Sand", 1, "wrong"),
        ("Clay", 2, "right"),
    ]
    figures = next(each for each in questions.questions if each.id == "holds-water").revisions[0]
    assert (figures.answered, figures.right, figures.facility.silence) == (1, 0, "too-few-people")
    assert msgspec.json.decode(program.get("/api/v1/cohorts").data, type=schema.Cohorts).cohorts == [found[""]]


def test_no_answer_has_the_text_of_a_reflection(school: School, ada: int, cohort: CohortCard, program: Program) -> None:
    school.share(ada, school.write(ada, "my-earth", {"text": f"{CANARY} shared"}), cohort)
    school.write(ada, "my-water", {"text": CANARY})

    for part in PARTS:
        assert CANARY not in program.get(address(cohort, part)).text


def test_another_cohort_and_none_are_the_same(school: School, max_: int, cohort: CohortCard, program: Program) -> None:
    autumn = school.cohort(max_, school.member("Other"), name="Autumn")

    for part in PARTS:
        theirs, none = program.get(address(autumn, part)), program.get(f"/api/v1/cohorts/nonexistent0{part}")
        assert theirs.status_code == none.status_code == 404
        assert (theirs.data, str(theirs.headers)) == (none.data, str(none.headers))
        assert msgspec.json.decode(none.data, type=schema.Error).error == "not_found"


def test_token_that_ran_out_or_was_never_made_is_refused(
    app: Flask, school: School, ines: int, cohort: CohortCard
) -> None:
    late = school.token(ines, cohort, lasts=timedelta(days=1))[0]
    school.now += timedelta(days=1)

    for token in (late, "runway_nothing", "", "x" * 5000):
        reply = Program(app, token).get(address(cohort))
        assert reply.status_code == 401
        assert reply.json is not None
        assert reply.json["error"] == "unauthorized"
        assert reply.headers["WWW-Authenticate"] == "Bearer"


def test_token_ends_where_its_maker_no_longer_teaches(
    school: School, ines: int, cohort: CohortCard, program: Program
) -> None:
    with school.database.writing() as session:
        session.delete(session.get(CohortInstructor, (cohort.id, ines)))

    assert program.get(address(cohort)).status_code == 401


def test_errors_are_json_and_nothing_is_written(cohort: CohortCard, program: Program) -> None:
    assert program.get("/api/v1/nothing").json == program.get(address(cohort, "/nothing")).json
    posted = program.visitor.request("POST", address(cohort), headers={"Authorization": f"Bearer {program.token}"})

    assert posted.status_code == 405
    assert posted.json is not None
    assert posted.json["error"] == "method_not_allowed"
    assert "GET" in posted.headers["Allow"]


def test_pages_follow_each_other(
    school: School, ada: int, cohort: CohortCard, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "LEARNERS_A_PAGE", 2)
    guests = [school.guest(f"visit-{number}") for number in range(3)]
    school.join(cohort, *guests)
    for person in (ada, *guests):
        school.answer(person, "holds-water", RIGHT["holds-water"])

    for part, things in (("/progress", "learners"), ("/responses", "responses")):
        found: list[str] = []
        after: str | None = ""
        while after is not None:
            page = program.get(f"{address(cohort, part)}?after={after}").json
            assert page is not None
            found += [each.get("learner") or each["id"] for each in page[things]]
            after = page["next"]
        assert len(found) == len(set(found)) == 4


def test_documented_examples_are_what_is_answered() -> None:
    """Each example in docs/api.md has every field of its answer and no other."""
    text = DOCUMENT.read_text()
    examples = re.findall(r"```json (\w+)\n(.*?)```", text, flags=re.DOTALL)

    for name, example in examples:
        kind = getattr(schema, name)
        decoded = msgspec.json.decode(example, type=kind)
        assert msgspec.json.decode(example) == msgspec.to_builtins(decoded), name
    wanted = {"Error", "Cohorts", *(kind.__name__ for kind in PARTS.values())}
    assert {name for name, _example in examples} == wanted
