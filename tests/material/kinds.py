"""What the tests know about the course `every-kind`, which has the questions that the garden lacks."""

from collections.abc import Mapping
from pathlib import Path

KINDS_FOLDER = Path(__file__).parent / "kinds_courses"
EVERY_KIND, KITCHEN = "every-kind", "the-kitchen-garden"

ALL_RIGHT: Mapping[str, tuple[str, ...]] = {
    "what-they-do": ("peas=climb", "carrots=root", "lettuce=heads"),
    "garden-order": ("sow=1", "water=2", "wait=3", "harvest=4"),
    "water-holders": ("stays=Clay", "goes=sand"),
    "know-earth": ("2",),
    "lets-go": ("sand",),
}
