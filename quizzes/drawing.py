"""Which questions of a pool a learner is asked: their own, and no hint at the key."""

from collections.abc import Callable, Sequence, Set
from hashlib import blake2b


def draw_questions(question_ids: Sequence[str], places: int, seed: str, *, kept: Set[str]) -> tuple[str, ...]:
    """Return the questions that a learner is asked, in their author's order.

    Those that are `kept` are among them in any case; as many of the others as there are places left are those with
    the lowest hash of seed and id. So a new question takes the place of one at most, and only where it is drawn itself.
    """
    kept_here = [each for each in question_ids if each in kept]
    others = sorted((each for each in question_ids if each not in kept), key=_lot_of(seed))
    drawn = {*kept_here, *others[: max(0, places - len(kept_here))]}
    return tuple(each for each in question_ids if each in drawn)


def _lot_of(seed: str) -> Callable[[str], bytes]:
    # Named apart from the order of options, which has the same seed.
    key = blake2b(seed.encode(), digest_size=32).digest()
    return lambda question_id: blake2b(question_id.encode(), key=key, digest_size=16, person=b"draw").digest()
