"""What the tests know about the course `first-garden`: its lessons, and answers to its questions."""

from collections.abc import Mapping
from pathlib import Path

COURSES = Path(__file__).parent / "courses"
GARDEN, SKY = "first-garden", "night-sky"

SOIL, FEED, PLANTS, WATER = "know-your-soil", "feed-the-soil", "choose-plants", "water-wisely"
LESSONS = (SOIL, FEED, PLANTS, WATER)

LESSON_OF: Mapping[str, str] = {
    "holds-water": SOIL,
    "good-signs": SOIL,
    "my-earth": SOIL,
    "lettuce-shade": PLANTS,
    "nitrogen-crop": PLANTS,
    "loose-earth": PLANTS,
    "first-bed": PLANTS,
    "when-to-water": WATER,
    "my-water": WATER,
}

RIGHT: Mapping[str, tuple[str, ...]] = {
    "holds-water": ("clay",),
    "good-signs": ("worms", "crumbs"),
    "lettuce-shade": ("true",),
    "nitrogen-crop": ("clover",),
    "loose-earth": ("15 cm",),
    "when-to-water": ("morning",),
}
WRONG: Mapping[str, tuple[str, ...]] = {
    "holds-water": ("sand",),
    "good-signs": ("crust",),
    "lettuce-shade": ("false",),
    "nitrogen-crop": ("lettuce",),
    "loose-earth": ("40 cm",),
    "when-to-water": ("noon",),
}
EARTH = {"text": "Heavy and dark, and it sticks to the spade."}
BED = {"if": "see the first warm Saturday", "then": "I will dig one square metre"}


def lesson_page(lesson: str, course: str = GARDEN) -> str:
    return f"/courses/{course}/lessons/{lesson}"


def question_address(question: str) -> str:
    return f"{lesson_page(LESSON_OF[question])}/questions/{question}"


def prompt_address(prompt: str) -> str:
    return f"{lesson_page(LESSON_OF[prompt])}/prompts/{prompt}"
