"""Why a question is to be mended, in words."""

from collections.abc import Iterable

from course.teaching.weak_questions import Weakness
from quizzes.kinds import AnyQuestion
from quizzes.statistics.options import choices_of
from quizzes.statistics.to_mend import Reason, ToMend
from web.language import _, ngettext


def reasons_in_words(each: ToMend) -> tuple[str, ...]:
    about = {Reason.WRONG_KEY: each.suspected, Reason.NOBODY_CHOOSES: each.unchosen}
    return tuple(
        reason_in_words(
            reason,
            answered=each.item.answered,
            sure=each.item.sure_and_wrong,
            options=(option.choice.text for option in about.get(reason, ())),
        )
        for reason in each.reasons
    )


def weakness_in_words(weakness: Weakness, question: AnyQuestion) -> str:
    return reason_in_words(
        Reason[weakness.reason],
        answered=weakness.answered,
        sure=weakness.sure,
        options=(choice.text for choice in choices_of(question) if choice.id in weakness.options),
    )


def reason_in_words(reason: Reason, *, answered: int, sure: int, options: Iterable[str]) -> str:
    named = ", ".join(f"“{option}”" for option in options)
    if reason is Reason.WRONG_KEY:
        return _("The key may be wrong: those who do better elsewhere choose %(options)s.") % {"options": named}
    if reason is Reason.NOBODY_RIGHT:
        return _("Nobody of %(n)d was right at first.") % {"n": answered}
    if reason is Reason.SURE_AND_WRONG:
        words = ngettext("%(sure)d of %(n)d was sure, and wrong.", "%(sure)d of %(n)d were sure, and wrong.", sure)
        return words % {"sure": sure, "n": answered}
    return _("Nobody of %(n)d chooses %(options)s.") % {"n": answered, "options": named}
