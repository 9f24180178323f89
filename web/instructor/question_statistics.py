"""A cohort's questions: what to mend first, one page for each, and what accepting an answer would do."""

from flask import abort, render_template, request

from course.teaching.item_analysis import first_answerers
from course.teaching.tallies import COUNTED_LIVE_UP_TO
from quizzes.kinds import ShortAnswer
from web.access import for_instructor
from web.database import catalog, session
from web.forms.work import LONGEST_ANSWER
from web.instructor.acceptance import show_acceptance
from web.instructor.analyses import analysis_of, find_question
from web.instructor.cohorts import blueprint, find_cohort
from web.instructor.figures import show_figure
from web.instructor.question_list import QuestionList, source_of
from web.instructor.question_report import report_question


@blueprint.get("/<cohort>/questions")
@for_instructor
def show_questions(cohort: str) -> str:
    card = find_cohort(cohort)
    published, analysis = analysis_of(card)
    statistics = analysis.statistics
    listed = QuestionList(published, statistics, f"/teach/{card.public_id}")
    return render_template(
        "instructor/show_questions.html",
        cohort={"name": card.name, "href": f"/teach/{card.public_id}", "course_title": published.course.title},
        people=statistics.people,
        is_large=statistics.people > COUNTED_LIVE_UP_TO,
        to_mend=listed.to_mend(),
        lessons=listed.lessons(),
        beliefs=listed.beliefs(),
        alpha=show_figure(statistics.reliability.alpha),
        left_out=listed.left_out(),
        platforms=listed.platforms(),
        consistency=show_figure(statistics.platforms.internal_consistency),
        standard_error=show_figure(statistics.platforms.standard_error),
    )


@blueprint.get("/<cohort>/questions/<question>")
@for_instructor
def show_question(cohort: str, question: str) -> str:
    card = find_cohort(cohort)
    published, analysis = analysis_of(card)
    question = find_question(published, question)
    words, href, times = source_of(published, analysis.statistics.revisions_of(question)[-1])
    answerers = first_answerers(session(), card.id, published, question)
    return render_template(
        "instructor/show_question.html",
        cohort={"name": card.name, "href": f"/teach/{card.public_id}"},
        stem=published.questions[question].stem_text,
        source={"words": words, "href": href, "times": times},
        report=report_question(published, analysis, question, answerers, cohort_href=f"/teach/{card.public_id}"),
    )


@blueprint.get("/<cohort>/questions/<question>/accept")
@for_instructor
def show_acceptance_of(cohort: str, question: str) -> str:
    card = find_cohort(cohort)
    published = catalog().find_by_id(session(), card.course_id)
    question = find_question(published, question)
    answer = request.args.get("answer", "")[:LONGEST_ANSWER]
    if not isinstance(published.questions[question], ShortAnswer):
        abort(404)
    return render_template(
        "instructor/show_acceptance.html",
        cohort={"name": card.name, "href": f"/teach/{card.public_id}"},
        question={
            "stem": published.questions[question].stem_text,
            "href": f"/teach/{card.public_id}/questions/{question}",
        },
        answer=answer,
        acceptance=show_acceptance(published, question, answer),
    )
