"""Passwords that are guessed first are told from those that take more."""

import hashlib

import pytest

from config import ROOT
from course.people.guessable import COMMON, Guess, how_guessed

ABOUT = ("Ada Moreau", "ada@gardeners.example", "Runway", "https://learn.example.org")


@pytest.mark.parametrize(
    "password", ["basketball", "Password123", "q1w2e3r4t5", "Manchester", "basketball!", "CALIFORNIA"]
)
def test_common_password_is_known(password: str) -> None:
    assert how_guessed(password) is Guess.COMMON


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaa",
        "zxcvbnm12345",
        "abcdefghijkl",
        "lkjhgfdsapoiuy",
        "xyxyxyxyxyxy",
        "98765 98765 98765",
        "yxcvbnm,,,,,,",
    ],
)
def test_row_of_keys_is_known(password: str) -> None:
    assert how_guessed(password) in (Guess.PATTERN, Guess.COMMON)


@pytest.mark.parametrize(
    "password", ["AdaMoreau1999", "runway-2027-runway", "gardeners!ada", "learn.example.org", "moreau_MOREAU_7"]
)
def test_what_is_made_of_names_is_known(password: str) -> None:
    assert how_guessed(password, ABOUT) is Guess.NAME
    assert how_guessed("quietly " + password + " in writing", ABOUT) is None


@pytest.mark.parametrize(
    "password", ["own your spade", "a longer spade", "coffee on thursday at 7:30", "x7#Lq0!mVz", "8305719462"]
)
def test_other_passwords_are_taken(password: str) -> None:
    assert how_guessed(password, ABOUT) is None


def test_the_list_is_the_one_that_is_described() -> None:
    described = (ROOT / "static" / "VENDORED.md").read_text(encoding="utf-8")

    assert hashlib.sha256(COMMON.read_bytes()).hexdigest() in described
