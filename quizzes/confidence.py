"""How sure a learner can say they are, beside an answer."""

from typing import Literal, get_args

Confidence = Literal["sure", "think-so", "guess"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
"""From the surest to the least sure."""
SURE = CONFIDENCES[0]
