"""What the tests know about the course `every-prompt`, which asks in every way, in lessons and outside them."""

from collections.abc import Mapping
from pathlib import Path

PROMPTS_FOLDER = Path(__file__).parent / "prompt_courses"
EVERY_PROMPT, SPRING, AUTUMN = "every-prompt", "spring", "autumn"
COURSE_PAGE = f"/courses/{EVERY_PROMPT}"

WRITTEN: Mapping[str, Mapping[str, str]] = {
    "know-garden": {"level": "2"},
    "my-hopes": {"text": "Beans until October."},
    "my-wish": {"wish": "grow beans", "outcome": "a full jar", "obstacle": "that I forget", "plan": "water at once"},
    "first-bed": {"what": "sow two rows of peas", "when": "2027-03-20"},
    "sure-hand": {"level": "0"},
    "seeds": {"if": "see a dry pod", "then": "put it into a jar"},
    "sure-hand--again": {"level": "2"},
    "looking-back": {"text": "How early it began."},
    "know-garden--again": {"level": "4"},
}
"""An answer to each prompt, in the order in which they are met."""
