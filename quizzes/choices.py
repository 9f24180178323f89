"""Task lists made into options, for the kinds that are answered by ticking."""

from quizzes.body import OptionLines, QuestionBody
from quizzes.ids import Identified, read_identified
from quizzes.inline import read_inline
from quizzes.option_rules import MOST_OPTIONS, check_options
from quizzes.question import Option
from quizzes.result import Mark
from sources.ids import is_id
from sources.places import Problem, Severity


def read_options(body: QuestionBody, problems: list[Problem]) -> tuple[Option, ...]:
    """Return the options of a choice in their author's order; no `= answer` may stand beside them."""
    if len(body.options) < 2:
        message = f"This question has {len(body.options)} options; a choice needs two at least."
        mend = "Write each as `- [ ] words {#id}`, or name another kind, such as `kind: short`."
        problems.append(Problem(body.stem.place, "too-few-options", message, mend))
    for answer in body.answers:
        mend = "Tick the right option with `- [x]`, or write `kind: truefalse`, `kind: short` or `kind: numeric`."
        problems.append(Problem(answer.place, "answer-beside-options", f"A choice has no `= {answer.text}`.", mend))
    taken: set[str] = set()
    options = []
    # One more than may be is enough to say so: a broken file is not rendered whole.
    for lines in body.options[: MOST_OPTIONS + 1]:
        options.append(_read_option(lines, taken, problems))
        taken.add(options[-1].id)
    check_options(options, [lines.label.place for lines in body.options[: len(options)]], problems)
    return tuple(options)


def _read_option(lines: OptionLines, taken: set[str], problems: list[Problem]) -> Option:
    found = read_identified(lines.label, taken, problems, "option")
    wording = read_inline((found.line,), problems, "the option")
    return Option(
        id=found.id,
        label=wording.html,
        text=wording.text,
        right=lines.ticked,
        reason=_read_reason(lines, found, problems),
        misconception=_read_misconception(lines, found, problems),
    )


def _read_reason(lines: OptionLines, found: Identified, problems: list[Problem]) -> str:
    reasons = tuple(line for line in lines.reasons if line.text)
    if reasons:
        return read_inline(reasons, problems, "the reason").html
    message = f"The option {found.line.text!r} has no reason."
    mend = "Write `> ` and why it is right or wrong on the line below it."
    problems.append(Problem(lines.label.place, "reason-missing", message, mend, Severity.WARNING))
    return ""


def _read_misconception(lines: OptionLines, found: Identified, problems: list[Problem]) -> str:
    for name in sorted(found.values.keys() - {"mis"}):
        message = f"An option has no `{name}=`."
        problems.append(Problem(lines.label.place, "unknown-attribute", message, "Delete it; known is `mis=`."))
    misconception = found.values.get("mis", "")
    if misconception and not is_id(misconception):
        message = f"{misconception!r} cannot name a misconception."
        mend = "Use small letters, digits and single hyphens, such as `mis=loyalty-protects-me`."
        problems.append(Problem(lines.label.place, "misconception-unreadable", message, mend))
    if misconception and lines.ticked:
        message = f"A right option stands for no misconception, but has `mis={misconception}`."
        problems.append(Problem(lines.label.place, "misconception-of-key", message, "Delete it, or untick the box."))
    return misconception


def known_picks(options: tuple[Option, ...], answer: tuple[str, ...]) -> tuple[Option, ...]:
    """Return the options that were picked, each once; ids of none of them are ignored."""
    return tuple(option for option in options if option.id in answer)


def mark_options(options: tuple[Option, ...], answer: tuple[str, ...]) -> tuple[Mark, ...]:
    """Return for each option whether it was picked."""
    return tuple(Mark(option.id, option.text, option.id in answer, is_key=option.right) for option in options)


def describe_picks(options: tuple[Option, ...], answer: tuple[str, ...]) -> str:
    """Return the words of what was picked in the author's order; "(removed)" for an option that is no more."""
    words = [option.text for option in known_picks(options, answer)]
    known = {option.id for option in options}
    return "; ".join(words + ["(removed)" for picked in dict.fromkeys(answer) if picked and picked not in known])
