"""Everything of a person, to take along: one zip, built a few rows at a time, with nothing of anybody else.

A new table with a column that names a person joins here: its rows in a `Section`, or a line in `LEFT_OUT` with the
reason. A test fails until it does.
"""

from course.leaving.take_out import account, dialogues, learning, reflecting
from course.leaving.take_out.section import Section

SECTIONS: tuple[Section, ...] = (*account.SECTIONS, *learning.SECTIONS, *reflecting.SECTIONS, *dialogues.SECTIONS)

LEFT_OUT = {
    "comment_read.person_id": "it is told beside each word",
    "invitation.invited_by_id": "it names whom one invited; each of them takes it out",
    "lesson_opening.opened_by_id": "it names learners; each of them takes it out",
    "membership.removed_by_id": "it names learners",
    "need_aside.person_id": "a note of an instructor's names learners, and belongs to the cohort's work",
    "person.practice_of_id": "what an instructor tries out is taken out while they practice",
    "share_reader.person_id": "what others shared with an instructor is theirs",
    "share_seen.person_id": "it is about what others shared, which is theirs",
    "sign_in_link_made.made_by_id": "it names learners; each of them takes it out",
}
