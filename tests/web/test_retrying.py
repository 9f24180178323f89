"""A write that PostgreSQL undid for another's sake is done again; one that goes on failing is told."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from course.models import Enrolment, Progress
from tests.fixtures.people import School
from tests.material.garden import SOIL, lesson_page
from tests.visitor import Visitor
from web.retrying import LONGEST_BODY, TRIES, UNDONE, Retrying

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

on_postgresql = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)


class Undoing:
    """An application whose first requests are undone; `bodies` are what it was sent."""

    def __init__(self, times: int) -> None:
        self._left = times
        self.bodies: list[bytes] = []

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        self.bodies.append(environ["wsgi.input"].read())
        if self._left:
            self._left -= 1
            environ[UNDONE] = True
            start_response("503 Service Unavailable", [])
            return [b"busy"]
        start_response("200 OK", [])
        return [b"saved"]


def _ask(app: Retrying, body: bytes, **environ: Any) -> tuple[list[str], bytes]:
    asked = {
        "REQUEST_METHOD": "POST",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        **environ,
    }
    said: list[str] = []
    pieces = app(asked, lambda status, *_: said.append(status))  # type: ignore[arg-type]
    return said, b"".join(pieces)


def test_undone_write_is_done_again_with_the_same_body() -> None:
    app = Undoing(TRIES - 1)

    assert _ask(Retrying(app), b"answer=1") == (["200 OK"], b"saved")
    assert app.bodies == [b"answer=1"] * TRIES


def test_write_that_goes_on_failing_is_told() -> None:
    app = Undoing(TRIES)

    assert _ask(Retrying(app), b"answer=1") == (["503 Service Unavailable"], b"busy")
    assert len(app.bodies) == TRIES


def test_reading_and_long_bodies_are_asked_once() -> None:
    for asked in ({"REQUEST_METHOD": "GET"}, {"CONTENT_LENGTH": str(LONGEST_BODY + 1)}, {"CONTENT_LENGTH": ""}):
        app = Undoing(1)

        assert _ask(Retrying(app), b"x", **asked)[0] == ["503 Service Unavailable"]
        assert len(app.bodies) == 1


def _answer(visitor: Visitor) -> int:
    visitor.get(lesson_page(SOIL))
    form = visitor.page.form("/questions/holds-water")
    return visitor.post(form.action, form.filled({"answer": form.option("answer", "Clay")})).status_code


@contextmanager
def undone_by_the_database(school: School, times: int) -> Iterator[None]:
    """The next changes of a progress row fail as those of crossing transactions do."""
    make = f"""
        CREATE SEQUENCE undone;
        CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('undone') <= {times} THEN RAISE EXCEPTION 'crossed' USING ERRCODE = '40001'; END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER undo BEFORE UPDATE ON progress FOR EACH ROW EXECUTE FUNCTION undo();
    """
    drop = "DROP TRIGGER undo ON progress; DROP FUNCTION undo; DROP SEQUENCE undone"
    with school.database.engine.begin() as connection:
        connection.execute(text(make))
    try:
        yield
    finally:
        with school.database.engine.begin() as connection:
            connection.execute(text(drop))


@on_postgresql
def test_answer_that_met_a_serialization_failure_is_saved_once(school: School, ada_here: Visitor) -> None:
    with undone_by_the_database(school, TRIES - 1):
        status = _answer(ada_here)

    assert (status, school.count("response")) == (303, 1)


@on_postgresql
def test_answer_that_is_undone_each_time_is_refused_and_not_saved(school: School, ada_here: Visitor) -> None:
    with undone_by_the_database(school, TRIES):
        status = _answer(ada_here)

    assert (status, school.count("response")) == (503, 0)
    assert ada_here.response is not None
    assert ada_here.response.headers["Retry-After"]


@on_postgresql
def test_answer_that_lost_a_deadlock_is_saved(app: Flask, school: School, ada: int, ada_here: Visitor) -> None:
    found = app.extensions["runway.database"]
    found.dispose()
    # The server looks for a deadlock once, so long after the wait began: the other must be waiting by then.
    event.listen(found.engine, "connect", _look_late)
    statuses: list[int] = []
    with school.database.engine.begin() as other:
        other.execute(text("SET LOCAL deadlock_timeout = '1h'"))
        other.execute(select(Progress.person_id).where(Progress.person_id == ada).with_for_update())
        answering = threading.Thread(target=lambda: statuses.append(_answer(ada_here)))
        answering.start()
        assert _waits_for_a_lock(school, answering)
        other.execute(select(Enrolment.person_id).where(Enrolment.person_id == ada).with_for_update())
    answering.join()

    assert (statuses, school.count("response")) == ([303], 1)


def _look_late(connection: Any, _record: object) -> None:
    connection.execute("SET deadlock_timeout = '2s'")
    connection.commit()


def _waits_for_a_lock(school: School, answering: threading.Thread) -> bool:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    while answering.is_alive():
        with school.database.engine.connect() as connection:
            if connection.scalar(waiting):
                return True
        time.sleep(0.005)
    return False
