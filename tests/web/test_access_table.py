"""Who may do what: every route, for every kind of visitor, on what is theirs, another's and nonexistent.

A new route fails `test_every_route_is_in_the_table` until its row stands here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from course.database import Session
from course.models import Person
from course.people.addresses import AddressLine
from course.people.cohort_settings import teachers_of
from course.people.cohorts import CohortCard
from course.people.invitations import invite
from course.people.links import make_instructor_link
from course.people.personal_links import EMAIL, SIGN_IN, make_mailed_link, make_personal_link
from course.people.roles import make_admin, suspend
from course.records.mail_kinds import CHECK_IN
from course.records.outbox import next_letter, queue_mail
from course.reflecting.check_ins import open_check_ins
from course.reflecting.reflections import digest_of
from course.reflecting.reminders import make_address
from tests.fixtures.people import PASSWORD, Dump, School
from tests.material.edits import with_welcome_prompt
from tests.material.garden import BED, GARDEN, SOIL, WRONG
from tests.visitor import Visitor
from tests.web.conftest import SignIn
from web.access import UndeclaredRoute, check_every_route

NOBODY, GUEST, ADA, OTHER, INES, MAX = "nobody", "guest", "Ada", "learner of another cohort", "Ines", "Max"
ALMA, SUSPENDED = "Alma", "an instructor who is suspended"
LISTED = (NOBODY, GUEST, ADA, OTHER, INES, MAX)
"""In the order of the table’s columns; of Alma and the suspended, `status_for` says what they get."""
VISITORS = (*LISTED, ALMA, SUSPENDED)
A_DAY = timedelta(days=1)
OWN, OTHERS, MISSING = "own", "other’s", "nonexistent"


@dataclass(frozen=True, slots=True)
class Row:
    """A route and method on a thing, and the status for each visitor in the order of LISTED, then Alma’s."""

    endpoint: str
    method: str
    thing: str
    statuses: tuple[int, int, int, int, int, int]
    alma: int

    def status_for(self, who: str) -> int:
        """The suspended are turned away from everything but leaving, and what asks nobody who they are."""
        if who == SUSPENDED:
            if self.endpoint in OPEN_TO_THE_SUSPENDED:
                return self.statuses[LISTED.index(MAX)]
            return 401 if self.is_api else 403
        return self.alma if who == ALMA else self.statuses[LISTED.index(who)]

    @property
    def is_api(self) -> bool:
        return self.endpoint.startswith("api.")


OPEN_TO_THE_SUSPENDED = (
    "public.health",
    "public.readiness",
    "account.submit_sign_out",
    "account.take_out",
    "account.show_delete",
    "account.delete_account",
)


def row(endpoint: str, method: str, thing: str, *statuses: int, alma: int = 0) -> Row:
    """Alma, who is in no cohort and teaches none, gets what another learner gets, or of others’ things a guest."""
    filled = statuses * len(LISTED) if len(statuses) == 1 else statuses
    assert len(filled) == len(LISTED)
    like = filled[LISTED.index(GUEST if thing == OTHERS else OTHER)]
    return Row(endpoint, method, thing, filled, alma or like)  # type: ignore[arg-type]


# What instructors do about a shared answer, and learners about what was said of theirs; the status where it is theirs.
ABOUT_SHARED = {
    "comment_on_shared": 303,
    "draft_comment": 200,
    "correct_comment": 303,
    "mark_shared_seen": 303,
    "unmark_shared_seen": 303,
}
ABOUT_MINE = {"answer_instructor": 303, "draft_answer": 200, "correct_answer": 303}

# What is sent is the smallest form that the page behind it would send; everybody but nobody has started the course.
#                                                        nobody guest Ada other Ines Max
TABLE = (
    row("public.front_page", "GET", OWN, 200),
    row("public.health", "GET", OWN, 200),
    row("public.readiness", "GET", OWN, 200),
    row("public.metrics", "GET", OWN, 200),  # they ask from this machine
    row("account.show_sign_up", "GET", OWN, 200, 200, 303, 303, 303, 303),
    row("account.sign_up", "POST", OWN, 422, 422, 422, 422, 422, 422),
    row("account.show_sign_in", "GET", OWN, 200, 200, 303, 303, 303, 303),
    row("account.submit_sign_in", "POST", OWN, 422),
    row("account.submit_sign_out", "POST", OWN, 303),
    row("account.show_account", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("account.show_details", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("account.change_details", "POST", OWN, 303, 422, 422, 422, 422, 422),
    row("account.show_preferences", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("account.change_preferences", "POST", OWN, 303),
    row("account.show_email", "GET", OWN, 303, 404, 200, 200, 200, 200),
    row("account.submit_email", "POST", OWN, 303, 404, 422, 422, 422, 422),
    row("account.show_password", "GET", OWN, 303, 404, 200, 200, 200, 200),
    row("account.submit_password", "POST", OWN, 303, 404, 422, 422, 422, 422),
    row("account.show_second_factor", "GET", OWN, 303, 404, 200, 200, 200, 200),
    row("account.prove_by_code", "POST", OWN, 303, 404, 303, 303, 303, 303),
    row("account.show_app", "GET", OWN, 303, 404, 303, 303, 303, 303),
    row("account.begin_app", "POST", OWN, 303, 404, 422, 422, 422, 422),
    row("account.confirm_app", "POST", OWN, 303, 404, 303, 303, 303, 303),
    row("account.remove_app", "POST", OWN, 303, 404, 303, 303, 303, 303),
    row("account.renew_codes", "POST", OWN, 303, 404, 404, 404, 404, 404),  # nobody here has anything to lose
    row("account.show_code", "GET", OWN, 303),
    row("account.submit_code", "POST", OWN, 303),
    row("account.offer_passkey", "POST", OWN, 200),
    row("account.submit_passkey", "POST", OWN, 303),
    row("account.prove_by_passkey", "POST", OWN, 303, 404, 303, 303, 303, 303),
    # These sites have no provider; `test_provider.py` has one.
    row("account.go_to_provider", "GET", OWN, 404),
    row("account.show_back", "GET", OWN, 404),
    row("account.come_back", "POST", OWN, 404),
    row("account.show_connect", "GET", OWN, 303, 404, 404, 404, 404, 404),
    row("account.prove_to_connect", "POST", OWN, 303, 404, 404, 404, 404, 404),
    row("account.go_to_connect", "GET", OWN, 303, 404, 404, 404, 404, 404),
    row("account.end_provider", "POST", OWN, 303, 404, 404, 404, 404, 404),
    row("account.offer_to_add", "POST", OWN, 303, 404, 422, 422, 422, 422),
    row("account.submit_new_passkey", "POST", OWN, 303, 404, 303, 303, 303, 303),
    row("account.drop_passkey", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("account.end_session", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("account.end_other_sessions", "POST", OWN, 303),
    row("account.take_out", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("account.show_delete", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("account.delete_account", "POST", OWN, 303, 422, 422, 422, 422, 422),
    row("account.show_receipt", "GET", OWN, 404),
    row("account.allow_mail", "POST", OWN, 303),
    row("account.allow_mail", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("account.show_forgotten", "GET", OWN, 200),
    row("account.submit_forgotten", "POST", OWN, 404),  # these sites send no mails
    row("account.show_sign_in_link", "GET", OWN, 200),
    row("account.show_sign_in_link", "GET", MISSING, 404),
    row("account.use_sign_in_link", "POST", OWN, 422),
    row("account.use_sign_in_link", "POST", MISSING, 404),
    row("account.show_confirm_email", "GET", OWN, 200),
    row("account.show_confirm_email", "GET", MISSING, 404),
    row("account.confirm_email", "POST", OWN, 303),
    row("account.confirm_email", "POST", MISSING, 404),
    row("account.show_stop_mail", "GET", OWN, 200),
    row("account.show_stop_mail", "GET", MISSING, 404),
    row("account.stop_mail", "POST", OWN, 200),
    row("account.stop_mail", "POST", MISSING, 404),
    row("account.show_become_instructor", "GET", OWN, 200),
    row("account.show_become_instructor", "GET", MISSING, 404),
    row("account.become_instructor", "POST", OWN, 422, 422, 303, 303, 303, 303),
    row("account.become_instructor", "POST", MISSING, 404),
    row("account.take_back_share", "POST", OWN, 303, 404, 303, 404, 404, 404),  # Ada alone is in Ines’s cohort
    row("account.take_back_share", "POST", OTHERS, 303, 404, 404, 303, 404, 404),  # the other learner’s cohort
    row("account.take_back_share", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("public.show_cohort_to_join", "GET", OWN, 200),
    row("public.show_cohort_to_join", "GET", MISSING, 404),
    row("public.join", "POST", OWN, 422, 303, 303, 303, 303, 303),
    row("public.join", "POST", MISSING, 404),
    row("public.show_invitation", "GET", OWN, 200),
    row("public.show_invitation", "GET", MISSING, 404),
    row("public.accept", "POST", OWN, 422, 303, 303, 303, 303, 303),
    row("public.accept", "POST", MISSING, 404),
    row("public.leave", "POST", OWN, 303),
    row("public.leave", "POST", MISSING, 303),
    row("public.show_worker", "GET", OWN, 200),
    row("public.show_manifest", "GET", OWN, 200),
    row("public.show_offline", "GET", OWN, 200),
    row("learner.list_open_pages", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.list_open_pages", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.show_course", "GET", OWN, 200),
    row("learner.show_course", "GET", MISSING, 404),
    row("learner.start", "POST", OWN, 303),
    row("learner.start", "POST", MISSING, 404),
    row("learner.show_lesson", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.show_lesson", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.continue_anyway", "POST", OWN, 303),
    row("learner.continue_anyway", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.finish", "POST", OWN, 303, 404, 404, 404, 404, 404),
    row("learner.finish", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.answer_question", "POST", OWN, 303, 422, 422, 422, 422, 422),
    row("learner.answer_question", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.show_progress", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.show_progress", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.show_review", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.show_review", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.show_review_answer", "GET", OWN, 303, 404, 200, 404, 404, 404),  # Ada alone missed it
    row("learner.show_review_answer", "GET", OTHERS, 303, 404, 404, 200, 404, 404),  # the other learner missed that one
    row("learner.show_review_answer", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.answer_review", "POST", OWN, 303, 404, 422, 404, 404, 404),
    row("learner.answer_review", "POST", OTHERS, 303, 404, 404, 422, 404, 404),
    row("learner.answer_review", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.write", "POST", OWN, 303),
    row("learner.write", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.autosave", "POST", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.autosave", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.show_history", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.show_history", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.restore", "POST", OWN, 303, 404, 303, 303, 404, 404, alma=404),
    row("learner.restore", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.share", "POST", OWN, 303, 404, 303, 404, 404, 404),
    row("learner.share", "POST", OTHERS, 303, 404, 404, 303, 404, 404),
    row("learner.share", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.take_share_back", "POST", OWN, 303, 404, 303, 404, 404, 404),
    row("learner.take_share_back", "POST", OTHERS, 303, 404, 404, 303, 404, 404),
    row("learner.take_share_back", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.write_on_course", "POST", OWN, 303),
    row("learner.write_on_course", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.autosave_on_course", "POST", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.autosave_on_course", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.show_history_on_course", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.show_history_on_course", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.restore_on_course", "POST", OWN, 303),  # each has written it, some rows above
    row("learner.restore_on_course", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.share_on_course", "POST", OWN, 303, 404, 303, 404, 404, 404),
    row("learner.share_on_course", "POST", OTHERS, 303, 404, 404, 303, 404, 404),
    row("learner.share_on_course", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.take_share_back_on_course", "POST", OWN, 303, 404, 303, 404, 404, 404),
    row("learner.take_share_back_on_course", "POST", OTHERS, 303, 404, 404, 303, 404, 404),
    row("learner.take_share_back_on_course", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.show_plan", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.show_plan", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.download_markdown", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.download_markdown", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.download_pdf", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.download_pdf", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.write_on_plan", "POST", OWN, 303),
    row("learner.write_on_plan", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.autosave_on_plan", "POST", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.autosave_on_plan", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.show_history_on_plan", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.show_history_on_plan", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.restore_on_plan", "POST", OWN, 303, 404, 404, 404, 404, 404),  # there is no version of it yet
    row("learner.restore_on_plan", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.share_on_plan", "POST", OWN, 303, 404, 404, 404, 404, 404),  # own words are shared with nobody
    row("learner.share_on_plan", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.take_share_back_on_plan", "POST", OWN, 303, 404, 303, 404, 404, 404),
    row("learner.take_share_back_on_plan", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("check_ins.show_check_ins", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("check_ins.answer", "POST", OWN, 303, 404, 303, 404, 404, 404),
    row("check_ins.answer", "POST", OTHERS, 303, 404, 404, 303, 404, 404),
    row("check_ins.answer", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("check_ins.choose", "POST", OWN, 303),
    row("check_ins.download_calendar", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row(
        "check_ins.make_calendar", "POST", OWN, 303, 200, 200, 303, 200, 200, alma=200
    ),  # the other learner has one already
    row("check_ins.revoke_calendar", "POST", OWN, 303),
    row("public.show_calendar", "GET", OWN, 200),
    row("public.show_calendar", "GET", MISSING, 404),
    # Nobody here has done the work of the course.
    row("learner.show_own_certificate", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.show_own_certificate", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.download_certificate", "GET", OWN, 303, 404, 404, 404, 404, 404),
    row("learner.download_certificate", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.make_certificate", "POST", OWN, 303, 404, 404, 404, 404, 404),
    row("learner.make_certificate", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("learner.revoke_own_certificate", "POST", OWN, 303),
    row("learner.revoke_own_certificate", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("design.show_design", "GET", OWN, 200),
    row("design.come_back", "POST", OWN, 303),
    row("public.show_certificate", "GET", MISSING, 404),
    row("instructor.show_cohorts", "GET", OWN, 303, 403, 403, 403, 200, 200),
    row("instructor.make_cohort", "POST", OWN, 303, 403, 403, 403, 422, 422),
    row("instructor.show_cohort", "GET", OWN, 303, 403, 403, 403, 200, 404),
    row("instructor.show_cohort", "GET", OTHERS, 303, 403, 403, 403, 404, 200),
    row("instructor.show_cohort", "GET", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.show_learner", "GET", OWN, 303, 403, 403, 403, 200, 404),
    row("instructor.show_learner", "GET", OTHERS, 303, 403, 403, 403, 404, 200),
    row("instructor.show_learner", "GET", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.make_link", "POST", OWN, 303, 403, 403, 403, 303, 404),
    row("instructor.make_link", "POST", OTHERS, 303, 403, 403, 403, 404, 303),
    row("instructor.make_link", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.show_needs", "GET", OWN, 303, 403, 403, 403, 200, 404),
    row("instructor.show_needs", "GET", OTHERS, 303, 403, 403, 403, 404, 200),
    row("instructor.show_needs", "GET", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.put_need_aside", "POST", OWN, 303, 403, 403, 403, 303, 404),
    row("instructor.put_need_aside", "POST", OTHERS, 303, 403, 403, 403, 404, 303),
    row("instructor.put_need_aside", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.bring_need_back", "POST", OWN, 303, 403, 403, 403, 303, 404),
    row("instructor.bring_need_back", "POST", OTHERS, 303, 403, 403, 403, 404, 303),
    row("instructor.bring_need_back", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.open_lesson_for_learner", "POST", OWN, 303, 403, 403, 403, 422, 404),
    row("instructor.open_lesson_for_learner", "POST", OTHERS, 303, 403, 403, 403, 404, 422),
    row("instructor.open_lesson_for_learner", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.remove_learner", "POST", OWN, 303, 403, 403, 403, 303, 404),
    row("instructor.remove_learner", "POST", OTHERS, 303, 403, 403, 403, 404, 303),
    row("instructor.remove_learner", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.submit_move", "POST", OWN, 303, 403, 403, 403, 303, 404),
    row("instructor.submit_move", "POST", OTHERS, 303, 403, 403, 403, 404, 303),
    row("instructor.submit_move", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    *(
        each
        for name, method, found in (
            ("show_settings", "GET", 200),
            ("change_settings", "POST", 422),
            ("submit_new_code", "POST", 303),
            ("change_joining", "POST", 303),
            ("change_archive", "POST", 303),
            ("submit_teacher", "POST", 422),
            ("submit_teacher_removal", "POST", 303),
            ("show_invitations", "GET", 200),
            ("submit_invitations", "POST", 422),
            ("submit_taking_back", "POST", 303),
        )
        for each in (
            row(f"instructor.{name}", method, OWN, 303, 403, 403, 403, found, 404),
            row(f"instructor.{name}", method, OTHERS, 303, 403, 403, 403, 404, found),
            row(f"instructor.{name}", method, MISSING, 303, 403, 403, 403, 404, 404),
        )
    ),
    *(
        row(f"admin.{name}", "GET", OWN, 303, 403, 403, 403, 403, 403, alma=200)
        for name in ("show_people", "show_all_cohorts", "show_courses", "show_acts", "show_person", "show_giving")
    ),
    *(
        row(f"admin.{name}", "POST", OWN, 303, 403, 403, 403, 403, 403, alma=found)
        for name, found in (
            ("change_person", 303),
            ("suspend_person", 422),
            ("make_link_for", 303),
            ("give_cohort", 422),
        )
    ),
    *(
        row(f"admin.{name}", method, MISSING, 303, 403, 403, 403, 403, 403, alma=404)
        for name, method in (
            ("show_person", "GET"),
            ("show_giving", "GET"),
            ("change_person", "POST"),
            ("suspend_person", "POST"),
            ("make_link_for", "POST"),
            ("give_cohort", "POST"),
        )
    ),
    row("instructor.put_learner_back", "POST", OWN, 303, 403, 403, 403, 303, 404),
    row("instructor.put_learner_back", "POST", OTHERS, 303, 403, 403, 403, 404, 303),
    row("instructor.put_learner_back", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    *(
        each
        for name in ("show_questions", "show_question", "show_acceptance_of", "show_exports")
        for each in (
            row(f"instructor.{name}", "GET", OWN, 303, 403, 403, 403, 200, 404),
            row(f"instructor.{name}", "GET", OTHERS, 303, 403, 403, 403, 404, 200),
            row(f"instructor.{name}", "GET", MISSING, 303, 403, 403, 403, 404, 404),
        )
    ),
    *(
        each
        for name in ("download_progress", "download_responses", "download_questions")
        for each in (
            row(f"instructor.{name}", "GET", OWN, 303, 403, 403, 403, 200, 404),
            row(f"instructor.{name}", "GET", OTHERS, 303, 403, 403, 403, 404, 200),
            row(f"instructor.{name}", "GET", MISSING, 303, 403, 403, 403, 404, 404),
        )
    ),
    row("instructor.show_prompts", "GET", OWN, 303, 403, 403, 403, 200, 404),
    row("instructor.show_prompts", "GET", OTHERS, 303, 403, 403, 403, 404, 200),
    row("instructor.show_prompts", "GET", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.show_shared", "GET", OWN, 303, 403, 403, 403, 200, 404),
    row("instructor.show_shared", "GET", OTHERS, 303, 403, 403, 403, 404, 200),
    row("instructor.show_shared", "GET", MISSING, 303, 403, 403, 403, 404, 404),
    *(
        each
        for name, status in ABOUT_SHARED.items()
        for each in (
            row(f"instructor.{name}", "POST", OWN, 303, 403, 403, 403, status, 404),
            row(f"instructor.{name}", "POST", OTHERS, 303, 403, 403, 403, 404, status),
            row(f"instructor.{name}", "POST", MISSING, 303, 403, 403, 403, 404, 404),
        )
    ),
    row("instructor.keep_phrase", "POST", OWN, 303, 403, 403, 403, 303, 303),
    row("instructor.drop_phrase", "POST", OWN, 303, 403, 403, 403, 303, 404),
    row("instructor.drop_phrase", "POST", OTHERS, 303, 403, 403, 403, 404, 303),
    row("instructor.drop_phrase", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    row("learner.show_dialogues", "GET", OWN, 303, 200, 200, 200, 200, 200),
    row("learner.show_dialogues", "GET", MISSING, 303, 404, 404, 404, 404, 404),
    *(
        each
        for name, status in ABOUT_MINE.items()
        for each in (
            row(f"learner.{name}", "POST", OWN, 303, 404, status, 404, 404, 404),
            row(f"learner.{name}", "POST", OTHERS, 303, 404, 404, status, 404, 404),
            row(f"learner.{name}", "POST", MISSING, 303, 404, 404, 404, 404, 404),
        )
    ),
    row(
        "learner.read_dialogue", "POST", OWN, 303, 404, 303, 303, 404, 404, alma=404
    ),  # about both answers something was said
    row("learner.read_dialogue", "POST", MISSING, 303, 404, 404, 404, 404, 404),
    row("instructor.show_tokens", "GET", OWN, 303, 403, 403, 403, 200, 200),
    row("instructor.submit_token", "POST", OWN, 303, 403, 403, 403, 422, 422),
    row("instructor.revoke", "POST", OWN, 303, 403, 403, 403, 303, 404),
    row("instructor.revoke", "POST", OTHERS, 303, 403, 403, 403, 404, 303),
    row("instructor.revoke", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    # Being signed in opens nothing here: who has a token is in tests/web/test_api.py.
    row("api.show_cohorts", "GET", OWN, 401),
    *(
        row(f"api.{name}", "GET", thing, 401)
        for name in ("show_cohort", "show_progress", "show_responses", "show_questions")
        for thing in (OWN, OTHERS, MISSING)
    ),
    row("instructor.preview", "POST", MISSING, 303, 403, 403, 403, 404, 404),
    row("instructor.preview", "POST", OWN, 303, 403, 403, 403, 303, 303),
    row("account.end_preview", "POST", OWN, 303, 404, 404, 404, 303, 303),  # who has just begun to practice
)

LESSON = {"course": GARDEN, "lesson": SOIL}
NO_LESSON = {"course": GARDEN, "lesson": "weeds"}
SENT: Mapping[str, Mapping[str, str]] = {
    "account.submit_sign_in": {"email": "nobody@example.org", "password": PASSWORD},
    "learner.answer_question": {"revision": "1", "submission_key": "k"},
    "learner.answer_review": {"revision": "1", "submission_key": "k"},
    "account.change_preferences": {"theme": "dark"},
    "learner.make_certificate": {"name": "Ada"},
    "learner.write": {"base": "0", "field-text": "Sand."},
    "learner.autosave": {"base": "0", "field-text": "Sand.", "device": "phone"},
    "learner.write_on_plan": {"base": "0", "field-text": "Mine."},
    "learner.autosave_on_plan": {"base": "0", "field-text": "Mine.", "device": "phone"},
    "check_ins.answer": {"base": "1", "submission_key": "k", "outcome": "done"},
    "check_ins.make_calendar": {"number": "1"},
    "learner.restore": {"base": "1", "submission_key": "k", "version": digest_of({"text": "Loam."})},
    "learner.restore_on_plan": {"base": "1", "submission_key": "k", "version": "nonexistent0"},
    "learner.restore_on_course": {"base": "1", "submission_key": "k", "version": digest_of({"text": "Beans."})},
    "learner.write_on_course": {"base": "0", "field-text": "Beans."},
    "learner.autosave_on_course": {"base": "0", "field-text": "Beans.", "device": "phone"},
    "instructor.keep_phrase": {"words": "Well observed."},
    **{f"instructor.{name}": {"base": "2", "field-text": "Clay?", "device": "desk"} for name in ABOUT_SHARED},
    **{f"learner.{name}": {"field-text": "Clay.", "device": "phone"} for name in ABOUT_MINE},
}


SENT_OF: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("account.allow_mail", OWN): {"kind": CHECK_IN.name},
    ("account.allow_mail", MISSING): {"kind": "weeds"},
}
WITH_TOKEN = {
    SIGN_IN: ("show_sign_in_link", "use_sign_in_link"),
    EMAIL: ("show_confirm_email", "confirm_email"),
    "stop": ("show_stop_mail", "stop_mail"),
}


def make_mail_tokens(session: Session, person: int, school: School) -> dict[str, str]:
    """The links that mails to somebody carry."""
    tokens = {
        purpose: make_personal_link(session, person, purpose, email="new@example.org", lasts=A_DAY, now=school.now)
        for purpose in (SIGN_IN, EMAIL)
    }
    queue_mail(session, person, CHECK_IN, subject="Check-in", body="How did it go?", now=school.now)
    letter = next_letter(session, make_mailed_link, now=school.now)
    assert letter is not None
    return tokens | {"stop": letter.stop_token}


def _teaching_places(
    cohort: CohortCard, autumn: CohortCard, ada: str, other: str
) -> dict[tuple[str, str], dict[str, str]]:
    by_thing: dict[tuple[str, str], dict[str, str]] = {}
    for endpoint in ("show_cohort", "show_needs", "put_need_aside", "bring_need_back"):
        by_thing |= {
            (f"instructor.{endpoint}", OWN): {"cohort": cohort.public_id},
            (f"instructor.{endpoint}", OTHERS): {"cohort": autumn.public_id},
            (f"instructor.{endpoint}", MISSING): {"cohort": "nonexistent0"},
        }
    for endpoint in (
        "show_learner",
        "open_lesson_for_learner",
        "remove_learner",
        "put_learner_back",
        "make_link",
        "submit_move",
    ):
        by_thing |= {
            (f"instructor.{endpoint}", OWN): {"cohort": cohort.public_id, "learner": ada},
            (f"instructor.{endpoint}", OTHERS): {"cohort": autumn.public_id, "learner": other},
            (f"instructor.{endpoint}", MISSING): {"cohort": cohort.public_id, "learner": "nonexistent0"},
        }
    return by_thing


def _dialogue_places(
    school: School, *dialogues: tuple[str, int, int, CohortCard]
) -> dict[tuple[str, str], dict[str, str]]:
    """In each cohort an answer is shared, its instructor and its writer have said a word, and a phrase is saved."""
    by_thing: dict[tuple[str, str], dict[str, str]] = {}
    missing = {"cohort": "nonexistent0", "prompt": "my-earth", "learner": "nonexistent0", "comment": "nonexistent0"}
    of_instructors = ("show_prompts", "show_shared", *ABOUT_SHARED)
    for thing, instructor, learner, cohort in dialogues:
        earth = school.write(learner, "my-earth", {"text": "Clay."}, base=school.base(learner, "my-earth"))
        school.share(learner, earth, cohort)
        asked = school.say(instructor, learner, "my-earth", cohort, "Clay?")
        answered = school.say(learner, learner, "my-earth", cohort, "Clay.")
        where = {"cohort": cohort.public_id, "prompt": "my-earth", "learner": school.public_id(learner)}
        for name in of_instructors:
            by_thing[f"instructor.{name}", thing] = {**where, "comment": asked}
        for name in ABOUT_MINE:
            by_thing[f"learner.{name}", thing] = {"course": GARDEN, **where, "comment": answered}
        by_thing["instructor.drop_phrase", thing] = {"phrase": school.phrase(instructor, "Well observed.")}
    for name in of_instructors:
        by_thing[f"instructor.{name}", MISSING] = missing
    for name in ABOUT_MINE:
        by_thing[f"learner.{name}", MISSING] = {"course": GARDEN, **missing}
    by_thing["instructor.drop_phrase", MISSING] = {"phrase": "nonexistent0"}
    by_thing["learner.show_dialogues", OWN] = {"course": GARDEN}
    by_thing["learner.show_dialogues", MISSING] = {"course": "weeds"}
    by_thing["learner.read_dialogue", OWN] = {"course": GARDEN, "prompt": "my-earth"}
    by_thing["learner.read_dialogue", MISSING] = {"course": GARDEN, "prompt": "first-bed"}
    return by_thing


@pytest.fixture
def places(school: School, ada: int, ines: int, max_: int, cohort: CohortCard) -> dict[tuple[str, str], dict[str, str]]:
    """The parts of each route’s address, by endpoint and thing."""
    school.publish({GARDEN: with_welcome_prompt(school.published().course, "my-hopes")})
    other = school.member("Other")
    autumn = school.cohort(max_, other, name="Autumn")
    with school.database.writing() as session:
        link = make_instructor_link(session, now=school.now)
        tokens = make_mail_tokens(session, other, school)
        ids = {
            person: session.execute(select(Person.public_id).where(Person.id == person)).scalar_one()
            for person in (ada, other)
        }
    for person in (ada, other):
        school.write(person, "my-earth", {"text": "Loam."})
        school.write(person, "my-hopes", {"text": "Beans."})
        school.write(person, "first-bed", BED)
    school.answer(ada, "good-signs", WRONG["good-signs"])
    school.answer(other, "when-to-water", WRONG["when-to-water"])
    school.enrol(ines, max_)
    by_thing: dict[tuple[str, str], dict[str, str]] = {
        ("learner.show_course", OWN): {"course": GARDEN},
        ("learner.start", OWN): {"course": GARDEN},
        ("learner.list_open_pages", OWN): {"course": GARDEN},
        ("learner.list_open_pages", MISSING): {"course": "weeds"},
        ("instructor.preview", OWN): {"course": GARDEN},
        ("instructor.preview", MISSING): {"course": "weeds"},
        ("learner.show_course", MISSING): {"course": "weeds"},
        ("learner.start", MISSING): {"course": "weeds"},
        ("public.show_certificate", MISSING): {"certificate": "weeds"},
        ("account.drop_passkey", MISSING): {"passkey": "nonexistent0"},
        ("learner.answer_question", OWN): LESSON | {"question": "holds-water"},
        ("learner.answer_question", MISSING): LESSON | {"question": "weeds"},
    }
    by_thing |= _teaching_places(cohort, autumn, ids[ada], ids[other])
    by_thing |= _dialogue_places(school, (OWN, ines, ada, cohort), (OTHERS, max_, other, autumn))
    by_thing |= places_through_cohorts({OWN: cohort.public_id, OTHERS: autumn.public_id, MISSING: "nonexistent0"})
    by_thing |= _looking_after(school, cohort, autumn)
    by_thing["instructor.revoke", OWN] = {"token": school.token(ines, cohort)[1]}
    by_thing["instructor.revoke", OTHERS] = {"token": school.token(max_, autumn)[1]}
    by_thing["instructor.revoke", MISSING] = {"token": "nonexistent0"}
    by_thing |= places_of_reviews()
    for endpoint in ("show_lesson", "continue_anyway", "finish"):
        by_thing |= {(f"learner.{endpoint}", OWN): LESSON, (f"learner.{endpoint}", MISSING): NO_LESSON}
    for endpoint in ("write", "autosave", "show_history", "restore", "share", "take_share_back"):
        by_thing |= dict.fromkeys(
            [(f"learner.{endpoint}", OWN), (f"learner.{endpoint}", OTHERS)], LESSON | {"prompt": "my-earth"}
        )
        by_thing[f"learner.{endpoint}", MISSING] = LESSON | {"prompt": "weeds"}
        for thing in (OWN, OTHERS):
            by_thing[f"learner.{endpoint}_on_course", thing] = {"course": GARDEN, "prompt": "my-hopes"}
        by_thing[f"learner.{endpoint}_on_course", MISSING] = {"course": GARDEN, "prompt": "my-earth"}
    by_thing |= places_of_plans(school, ada, other)
    for endpoint in ("show_become_instructor", "become_instructor"):
        by_thing |= {
            (f"account.{endpoint}", OWN): {"token": link},
            (f"account.{endpoint}", MISSING): {"token": "weeds"},
        }
    for purpose, endpoints in WITH_TOKEN.items():
        for endpoint in endpoints:
            by_thing |= {
                (f"account.{endpoint}", OWN): {"token": tokens[purpose]},
                (f"account.{endpoint}", MISSING): {"token": "weeds"},
            }
    for endpoint in ("show_cohort_to_join", "join", "leave"):
        by_thing |= {
            (f"public.{endpoint}", OWN): {"code": cohort.join_code},
            (f"public.{endpoint}", MISSING): {"code": "weeds"},
        }
    for endpoint in ("show_own_certificate", "download_certificate", "make_certificate", "revoke_own_certificate"):
        by_thing[f"learner.{endpoint}", OWN] = {"course": GARDEN}
        by_thing[f"learner.{endpoint}", MISSING] = {"course": "weeds"}
    by_thing[SHARED_WITH, OWN] = {"cohort": cohort.public_id, "base": "1", "submission_key": "k", "prompt": "my-earth"}
    by_thing[SHARED_WITH, OTHERS] = {
        "cohort": autumn.public_id,
        "base": "1",
        "submission_key": "k",
        "prompt": "my-earth",
    }
    by_thing[SHARED_WITH, MISSING] = {
        "cohort": "nonexistent0",
        "base": "1",
        "submission_key": "k",
        "prompt": "my-earth",
    }
    return by_thing


def places_of_plans(school: School, ada: int, other: int) -> dict[tuple[str, str], dict[str, str]]:
    """Plans, check-ins and calendars, by endpoint and thing."""
    by_thing: dict[tuple[str, str], dict[str, str]] = {}
    for endpoint in ("show_plan", "download_markdown", "download_pdf"):
        by_thing |= {
            (f"learner.{endpoint}", OWN): {"course": GARDEN},
            (f"learner.{endpoint}", MISSING): {"course": "weeds"},
        }
    for endpoint in ("write", "autosave", "show_history", "restore", "share", "take_share_back"):
        by_thing |= {
            (f"learner.{endpoint}_on_plan", OWN): {"course": GARDEN, "prompt": "own--my-plot--1"},
            (f"learner.{endpoint}_on_plan", MISSING): {"course": GARDEN, "prompt": "own--weeds--1"},
        }
    with school.database.writing() as session:
        for person, thing in ((ada, OWN), (other, OTHERS)):
            (card,) = open_check_ins(session, person)
            by_thing["check_ins.answer", thing] = {"check_in": card.public_id}
        token = make_address(session, other, 1, now=school.now)
    assert token is not None
    by_thing["check_ins.answer", MISSING] = {"check_in": "nonexistent0"}
    by_thing["public.show_calendar", OWN] = {"token": token}
    by_thing["public.show_calendar", MISSING] = {"token": "weeds"}
    return by_thing


def places_of_reviews() -> dict[tuple[str, str], dict[str, str]]:
    """What Ada missed, what the other learner missed, and what there is not."""
    missed = {OWN: "good-signs", OTHERS: "when-to-water", MISSING: "weeds"}
    by_thing = {
        (f"learner.{endpoint}", thing): {"course": GARDEN, "question": question}
        for endpoint in ("show_review_answer", "answer_review")
        for thing, question in missed.items()
    }
    for endpoint in ("show_review", "show_progress"):
        by_thing[f"learner.{endpoint}", OWN] = {"course": GARDEN}
        by_thing[f"learner.{endpoint}", MISSING] = {"course": "weeds"}
    return by_thing


def _looking_after(school: School, cohort: CohortCard, autumn: CohortCard) -> dict[tuple[str, str], dict[str, str]]:
    """Invitations, teachers, and what admins look after: Grace, among others."""
    ids, missing = {}, "nonexistent0"
    with school.database.writing() as session:
        for card, teacher in ((cohort, "Ines"), (autumn, "Max")):
            by = session.execute(select(Person.id).where(Person.name == teacher)).scalar_one()
            lines = [AddressLine(1, "new@example.org"), AddressLine(2, "another@example.org")]
            made = invite(session, card.id, lines, by=by, now=school.now)
            ids[card.public_id] = [each.invitation for each in made]
    teachers = {card.public_id: _teacher_of(school, card) for card in (cohort, autumn)}
    grace = school.public_id(school.member("Grace"))
    by_thing: dict[tuple[str, str], dict[str, str]] = {}
    for thing, card_id, own in (
        (OWN, cohort.public_id, cohort.public_id),
        (OTHERS, autumn.public_id, autumn.public_id),
        (MISSING, missing, cohort.public_id),
    ):
        parts = {"invitation": ids[own][1], "teacher": teachers[own]}
        for endpoint in (
            "show_settings change_settings submit_new_code change_joining change_archive submit_teacher "
            "show_invitations submit_invitations"
        ).split():
            by_thing[f"instructor.{endpoint}", thing] = {"cohort": card_id}
        by_thing["instructor.submit_taking_back", thing] = {"cohort": card_id, "invitation": parts["invitation"]}
        by_thing["instructor.submit_teacher_removal", thing] = {"cohort": card_id, "teacher": parts["teacher"]}
    for endpoint in ("show_invitation", "accept"):
        by_thing[f"public.{endpoint}", OWN] = {"invitation": ids[cohort.public_id][0]}
        by_thing[f"public.{endpoint}", MISSING] = {"invitation": missing}
    for thing, who, given in ((OWN, grace, cohort.public_id), (MISSING, missing, missing)):
        for endpoint in ("show_person", "suspend_person", "make_link_for"):
            by_thing[f"admin.{endpoint}", thing] = {"who": who}
        by_thing["admin.change_person", thing] = {"who": who, "change": "make-instructor"}
        by_thing |= {(f"admin.{endpoint}", thing): {"cohort": given} for endpoint in ("show_giving", "give_cohort")}
    return by_thing


def _teacher_of(school: School, card: CohortCard) -> str:
    with school.database.reading() as session:
        return teachers_of(session, card.id)[0].public_id


def places_through_cohorts(cohorts: Mapping[str, str]) -> dict[tuple[str, str], dict[str, str]]:
    """Addresses below a cohort’s, by endpoint and thing."""
    own_parts: Mapping[str, Mapping[str, str]] = {
        "api.show_cohort": {},
        "api.show_progress": {},
        "api.show_responses": {},
        "api.show_questions": {},
        "instructor.show_questions": {},
        "instructor.show_question": {"question": "nitrogen-crop"},
        "instructor.show_acceptance_of": {"question": "nitrogen-crop"},
        "instructor.show_exports": {},
        "instructor.download_progress": {"form": "csv"},
        "instructor.download_responses": {"form": "csv"},
        "instructor.download_questions": {"form": "csv"},
    }
    return {
        (endpoint, thing): {"cohort": cohort, **parts}
        for endpoint, parts in own_parts.items()
        for thing, cohort in cohorts.items()
    }


SHARED_WITH = "the form of sharing"
SHARING = ("learner.share", "learner.take_share_back", "account.take_back_share")


Arrive = Callable[[str], Visitor]


@pytest.fixture
def arrive(app: Flask, school: School, sign_in: SignIn, alma: int, places: object) -> Arrive:
    school.enrol(alma)

    def arrive(who: str) -> Visitor:
        if who == SUSPENDED:
            return _suspended(school, sign_in)
        if who not in (NOBODY, GUEST):
            return sign_in({OTHER: "other"}.get(who, who.lower()))
        visitor = Visitor(app)
        if who == GUEST:
            visitor.get(f"/courses/{GARDEN}")
            visitor.submit("/start")
        return visitor

    return arrive


def _suspended(school: School, sign_in: SignIn) -> Visitor:
    """Somebody who could do a lot, and was suspended while they were signed in."""
    zoe = school.member("Zoe", instructor=True)
    visitor = sign_in("zoe")
    with school.database.writing() as session:
        make_admin(session, zoe, by=None, now=school.now)
    visitor = sign_in("zoe")
    with school.database.writing() as session:
        suspend(session, zoe, reason="a test", by=None, now=school.now)
    return visitor


def address_of(app: Flask, endpoint: str, parts: Mapping[str, str]) -> str:
    with app.test_request_context():
        return app.url_for(endpoint, **dict[str, Any](parts))


class Asking:
    """Somebody who asks one thing after the other; their token serves until they become somebody else."""

    def __init__(self, app: Flask, who: str, visitor: Visitor) -> None:
        self._app = app
        self._who = who
        self._visitor = visitor
        self._token = ""

    def ask(self, one: Row, address: str, sent: Mapping[str, str]) -> int:
        visitor = Visitor(self._app) if self._who == NOBODY else self._visitor
        if one.method == "GET":
            return visitor.request("GET", address).status_code
        token = self._token or _token_of(visitor)
        self._token = "" if self._who == NOBODY or one.endpoint in LATE else token
        return visitor.request(one.method, address, data=dict(sent) | {"csrf_token": token}).status_code


def _token_of(visitor: Visitor) -> str:
    visitor.request("GET", "/account")
    if visitor.response and visitor.response.status_code == 303:
        visitor.get("/login")
    return next(form.fields["csrf_token"].values[0] for form in visitor.page.forms if "csrf_token" in form.fields)


def sent_with(one: Row, places: Mapping[tuple[str, str], Mapping[str, str]]) -> Mapping[str, str]:
    if one.endpoint.removesuffix("_on_course").removesuffix("_on_plan") in SHARING:
        return places[SHARED_WITH, one.thing]
    return SENT_OF.get((one.endpoint, one.thing), SENT.get(one.endpoint, {}))


@pytest.mark.parametrize("who", VISITORS)
def test_every_cell_of_the_table(
    app: Flask, places: dict[tuple[str, str], dict[str, str]], arrive: Arrive, who: str
) -> None:
    asking, wrong = Asking(app, who, arrive(who)), []
    for one in sorted(TABLE, key=_lateness):
        address = address_of(app, one.endpoint, places.get((one.endpoint, one.thing), {}))
        found = asking.ask(one, address, sent_with(one, places))
        if found != (wanted := one.status_for(who)):
            wrong.append(f"{one.method} {one.endpoint} ({one.thing}): {found} instead of {wanted}")

    assert not wrong, "\n".join(wrong)


LATE = (
    "account.take_back_share",
    "learner.take_share_back",
    "account.confirm_email",
    "public.join",
    "learner.start",
    "public.leave",
    "public.accept",
    "instructor.change_archive",
    "instructor.submit_new_code",
    "instructor.submit_teacher_removal",
    "instructor.remove_learner",
    "instructor.put_learner_back",
    "instructor.preview",
    "account.end_preview",
    "account.become_instructor",
    "account.submit_sign_out",
)


def _lateness(one: Row) -> tuple[str, int]:
    """First what only looks; coming in, signing out and leaving last: they change who is asking."""
    return one.method, LATE.index(one.endpoint) if one.endpoint in LATE else -1


def test_every_route_is_in_the_table(app: Flask) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert {(one.endpoint, one.method) for one in TABLE} == routes


def test_every_route_with_a_part_is_tried_with_a_part_that_does_not_exist(app: Flask) -> None:
    with_parts = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments}

    assert {one.endpoint for one in TABLE if one.thing == MISSING} >= with_parts


def test_route_without_an_access_rule_keeps_the_application_from_starting(app: Flask) -> None:
    check_every_route(app)
    app.view_functions["new_page"] = lambda: "hello"
    app.url_map.add(app.url_rule_class("/new", endpoint="new_page"))

    with pytest.raises(
        UndeclaredRoute,
        match=r"/new \(new_page\) needs @public, @for_person, @for_instructor, @for_admin or @for_token.",
    ):
        check_every_route(app)


# ------------------------------------------------------------------------------------- another's and nonexistent alike


THROUGH_COHORT = (
    "show_cohort show_settings show_invitations show_needs show_learner show_questions show_question "
    "show_acceptance_of show_exports "
    "download_progress download_responses download_questions"
).split()


@pytest.mark.parametrize("endpoint", [f"instructor.{each}" for each in THROUGH_COHORT])
def test_anothers_and_nonexistent_answer_byte_for_byte_alike(
    app: Flask, places: dict[tuple[str, str], dict[str, str]], ines_here: Visitor, endpoint: str
) -> None:
    theirs, missing = places[endpoint, OTHERS], dict(places[endpoint, MISSING])
    tried = [theirs, missing, dict.fromkeys(theirs, "nonexistent0")]
    if "form" in theirs:
        tried[-1] = {"cohort": places[endpoint, OWN]["cohort"], "form": "weeds"}
    if endpoint == "instructor.show_question":
        tried.append(places[endpoint, OWN] | {"question": "weeds"})
    if endpoint == "instructor.show_learner":
        tried += [places[endpoint, OWN] | {"learner": theirs["learner"]}, theirs | {"learner": "nonexistent0"}]

    answers = [ines_here.request("GET", address_of(app, endpoint, parts)) for parts in tried]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert len({str(answer.headers) for answer in answers}) == 1


def test_wrong_area_is_decided_before_anything_is_looked_up(
    app: Flask, places: dict[tuple[str, str], dict[str, str]], ada_here: Visitor
) -> None:
    addresses = [
        address_of(app, "instructor.show_learner", places["instructor.show_learner", thing])
        for thing in (OWN, OTHERS, MISSING)
    ]

    answers = [ada_here.request("GET", address) for address in addresses]

    assert {(answer.status_code, answer.data, str(answer.headers)) for answer in answers} == {
        (403, answers[0].data, str(answers[0].headers))
    }


def test_not_found_carries_no_form_and_no_token(ada_here: Visitor) -> None:
    ada_here.get("/nowhere", status=404)

    assert ada_here.page.forms == ()
    assert "csrf" not in ada_here.page.html
    assert ada_here.response is not None
    assert "Set-Cookie" not in ada_here.response.headers


# ------------------------------------------------------------------------------------------------------------- forgery


def unsafe_routes(app: Flask, places: Mapping[tuple[str, str], Mapping[str, str]]) -> list[str]:
    posts = [one for one in TABLE if one.method == "POST" and one.thing == OWN]
    return [address_of(app, one.endpoint, places.get((one.endpoint, OWN), {})) for one in posts]


FORGED: Mapping[str, Mapping[str, str]] = {
    "no token": {},
    "foreign origin": {"Origin": "https://evil.example"},
    "hidden origin": {"Origin": "null"},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same-site": {"Sec-Fetch-Site": "same-site"},
}


def test_forged_form_is_refused_everywhere(
    app: Flask, school: School, places: dict[tuple[str, str], dict[str, str]], arrive: Arrive
) -> None:
    visitors = {who: arrive(who) for who in (NOBODY, ADA, INES)}
    before = school.dump()
    taken = []
    for who, visitor in visitors.items():
        visitor.get("/account")
        token = next(form.fields["csrf_token"].values[0] for form in visitor.page.forms if "csrf_token" in form.fields)
        for how, headers in FORGED.items():
            for address in unsafe_routes(app, places):
                data = {"csrf_token": token} if headers else {}
                if visitor.client.post(address, data=data, headers=headers).status_code != 400:
                    taken.append((who, how, address))

    assert taken == []
    assert school.dump() == before


def test_form_of_this_site_is_taken(ada_here: Visitor) -> None:
    ada_here.get("/account")
    token = ada_here.page.form("/logout").fields["csrf_token"].values[0]
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

    assert ada_here.request("POST", "/logout", data={"csrf_token": token}, headers=headers).status_code == 303


def test_token_of_somebody_else_is_refused(app: Flask, ada_here: Visitor) -> None:
    ada_here.get("/account")
    token = ada_here.page.form("/logout").fields["csrf_token"].values[0]

    assert Visitor(app).request("POST", "/logout", data={"csrf_token": token}).status_code == 400


# --------------------------------------------------------------------------------------------- reading changes nothing


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # what writes, writes in both
def test_looking_changes_nothing(
    app: Flask, school: School, places: dict[tuple[str, str], dict[str, str]], arrive: Arrive
) -> None:
    visitors = [arrive(who) for who in VISITORS]
    before = _but_noted(school.dump())
    for visitor in visitors:
        for one in (each for each in TABLE if each.method == "GET"):
            address = address_of(app, one.endpoint, places.get((one.endpoint, one.thing), {}))
            for method in ("GET", "HEAD", "OPTIONS"):
                assert visitor.client.open(address, method=method).status_code < 500

    assert _but_noted(school.dump()) == before


def _but_noted(dump: Dump) -> Dump:
    """That somebody downloaded is a line in the log of acts, and a join code that leads nowhere is counted."""
    return {table: rows for table, rows in dump.items() if table not in ("act", "act_party", "failed_sign_in")}


def test_script_that_is_signed_out_is_told_in_a_word(visitor: Visitor) -> None:
    visitor.get("/login")
    token = visitor.page.form("/login").fields["csrf_token"].values[0]
    address = f"/courses/{GARDEN}/lessons/{SOIL}/questions/holds-water"

    reply = visitor.client.post(address, data={"csrf_token": token}, headers={"X-Fragment": "1"})

    assert reply.status_code == 401


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_production_marks_cookies_secure(school: School, school_url: str) -> None:
    config = import_module("config")
    settings = config.Settings(secret_key="s" * 64, database_url=school_url, environment="production")
    app = import_module("app").create_app(settings)

    client = app.test_client()
    page, style = (
        client.get(path, base_url="https://localhost", buffered=True) for path in ("/login", _style_sheet(app))
    )

    assert "; Secure" in page.headers["Set-Cookie"]
    assert [each.status_code for each in (page, style)] == [200, 200]
    assert all("max-age=" in each.headers["Strict-Transport-Security"] for each in (page, style))
    app.extensions["runway.database"].dispose()


def _style_sheet(app: Flask) -> str:
    with app.test_request_context():
        return app.jinja_env.from_string("{{ static_url('css/runway.css') }}").render()
