"""Every column that names a person, and what becomes of its row when that person is erased.

A new table with such a column is named here, in one line; a test fails until it is.
"""

from enum import Enum


class Rule(Enum):
    """What erasure does with a row that names the person."""

    GOES = "the row is the person's, and goes with all that hangs on it"
    FORGETS = "the row is another's, and forgets the person"


REFERENCES = {
    "act_party.person_id": Rule.FORGETS,
    "act_reason.person_id": Rule.GOES,
    "api_token.person_id": Rule.GOES,
    "calendar_address.person_id": Rule.GOES,
    "check_in.person_id": Rule.GOES,
    "certificate.person_id": Rule.GOES,
    "code_app.person_id": Rule.GOES,
    "cohort_instructor.person_id": Rule.GOES,
    "comment.person_id": Rule.GOES,
    "comment_draft.person_id": Rule.GOES,
    "comment_read.person_id": Rule.GOES,
    "completion.person_id": Rule.GOES,
    "draft.person_id": Rule.GOES,
    "enrolment.person_id": Rule.GOES,
    "gate_pass.person_id": Rule.GOES,
    "invitation.invited_by_id": Rule.FORGETS,
    "invitation.person_id": Rule.GOES,
    "lesson_finish.person_id": Rule.GOES,
    "lesson_opening.opened_by_id": Rule.FORGETS,
    "lesson_opening.person_id": Rule.GOES,
    "mail_stop.person_id": Rule.GOES,
    "mail_wish.person_id": Rule.GOES,
    "membership.person_id": Rule.GOES,
    "membership.removed_by_id": Rule.FORGETS,
    "merged_guest.person_id": Rule.GOES,
    "need_aside.person_id": Rule.GOES,
    "one_time_link.person_id": Rule.GOES,
    "outbox.person_id": Rule.GOES,
    "passkey.person_id": Rule.GOES,
    "person.practice_of_id": Rule.GOES,
    "person_session.person_id": Rule.GOES,
    "progress.person_id": Rule.GOES,
    "provider_identity.person_id": Rule.GOES,
    "recovery_code.person_id": Rule.GOES,
    "reflection_revision.person_id": Rule.GOES,
    "reminder_choice.person_id": Rule.GOES,
    "response.person_id": Rule.GOES,
    "review_answer.person_id": Rule.GOES,
    "saved_phrase.person_id": Rule.GOES,
    "share_reader.person_id": Rule.GOES,
    "share_seen.person_id": Rule.GOES,
    "sign_in_link_made.made_by_id": Rule.FORGETS,
    "sign_in_link_made.person_id": Rule.GOES,
}
