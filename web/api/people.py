"""Learners and their responses as JSON."""

from course.teaching.cohort_people import LearnerProgress
from course.teaching.response_rows import ResponseRow
from course.teaching.written import ByPrompt
from web.api.schema import Learner, LessonState, Reflection, Response


def learner(each: LearnerProgress, written: ByPrompt) -> Learner:
    return Learner(
        id=each.public_id,
        name=each.name,
        is_guest=each.is_guest,
        joined_at=each.joined_at_utc,
        last_active_at=each.last_active_at_utc,
        done=each.standing.done,
        total=each.standing.total,
        lessons=[
            LessonState(lesson=one.lesson_id, state=one.state, right=one.right, needed=one.needed)
            for one in each.standing.lessons
        ],
        reflections=[Reflection(prompt=prompt, words=text.words) for prompt, text in written.items()],
    )


def response(row: ResponseRow) -> Response:
    return Response(
        learner=row.learner_id,
        lesson=row.lesson_id,
        question=row.question_id,
        revision=row.revision,
        try_=row.number,
        answer=row.answer,
        credit=row.credit,
        state=row.state,
        confidence=row.confidence,
        answered_at=row.answered_at_utc,
    )
