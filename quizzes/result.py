"""The judgement of an answer."""

from fractions import Fraction

from msgspec import Struct

Credit = Fraction | None
"""An exact share of the full credit, from 0 to 1; None where nothing was answered."""


class Result(Struct, frozen=True):
    """What an answer earned: `credit` from 0 to 1, None where nothing was answered.

    Where there is no right answer, `is_judged` is false, and any answer has full credit: it counts as done.
    """

    credit: float | None
    is_judged: bool = True

    @property
    def answered(self) -> bool:
        """Whether there was an answer to judge; a blank is not a wrong one."""
        return self.credit is not None

    @property
    def right(self) -> bool:
        """Whether the answer earned full credit."""
        return self.credit == 1

    @property
    def state(self) -> str:
        """One of "unanswered", "noted" (there is no right answer), "right", "partly" and "wrong"."""
        if self.credit is None:
            return "unanswered"
        if not self.is_judged:
            return "noted"
        if self.right:
            return "right"
        return "partly" if self.credit > 0 else "wrong"


class Mark(Struct, frozen=True):
    """What an answer did with one part of its question: a side of a pair, a blank, an option.

    `hit` says that it has the part right or, of what can be picked, that it was picked; then `is_key` says whether
    it should have been, None where there is no right answer.
    """

    id: str
    words: str
    hit: bool
    is_key: bool | None = None


class UnreadableAnswer(Exception):
    """An answer that cannot be judged and must not be recorded; the page turns `message_code` into a sentence.

    Codes: "number-unreadable", "thousands-separator", "unit-missing", "unit-not-asked", "place-twice".
    """

    def __init__(self, message_code: str) -> None:
        super().__init__(message_code)
        self.message_code = message_code
