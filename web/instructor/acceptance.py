"""What accepting an answer would do, and the command that an author runs to do it; nothing is written here."""

import shlex
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from course.learning.enrolment import count_enrolled
from course.material.catalog import Published
from course.revising.accepting import NotAcceptable, prepare_acceptance
from course.revising.rehearsal import Rehearsal, rehearse
from sources.places import MaterialError
from web.database import session
from web.language import _, ngettext

LARGEST_REHEARSAL = 500
"""So many learners are rehearsed for a page; of more courses the command does it, and takes the time that it takes."""


@dataclass(frozen=True, slots=True)
class AcceptanceShown:
    """The line that would be added, what it would do, and the command; `trouble` says why it cannot be rehearsed."""

    command: str
    file: str
    line: str
    effects: tuple[str, ...]
    trouble: str


def show_acceptance(published: Published, question_id: str, answer: str) -> AcceptanceShown:
    # After the two dashes nothing is taken for an option, whatever was typed.
    command = shlex.join(["flask", "course", "accept", "--", published.slug, question_id, answer])
    folder: Path = current_app.extensions["runway.content_dir"]
    try:
        acceptance = prepare_acceptance(published, folder.resolve() / published.slug, question_id, answer)
    except NotAcceptable as error:
        return AcceptanceShown(command, "", "", (), str(error))
    except (MaterialError, OSError):
        trouble = _("The course’s files cannot be read from here, or do not check.")
        return AcceptanceShown(command, "", "", (), trouble)
    file = str(acceptance.path.relative_to(folder.resolve()))
    if count_enrolled(session(), published.course_id) > LARGEST_REHEARSAL:
        effects = [_("Too many people are in this course to rehearse it on a page.")]
    else:
        effects = _effects(rehearse(session(), published, acceptance.compiled.course, lower=False))
    return AcceptanceShown(command, file, acceptance.line, tuple(effects), "")


def _effects(rehearsal: Rehearsal) -> list[str]:
    """In numbers alone: people of other cohorts are in them, whose names are nobody’s business here."""
    raised, people = rehearsal.raised.answers, len(rehearsal.raised.people)
    if not raised:
        return [_("Nobody would gain.")]
    answers = ngettext("%d answer would count for more", "%d answers would count for more", raised) % raised
    whose = ngettext("of %d person", "of %d people", people) % people
    effects = [f"{answers}, {whose}."]
    if number := len(rehearsal.completing):
        completing = ngettext("%d person would complete a lesson.", "%d people would complete a lesson.", number)
        effects.append(completing % number)
    return effects
