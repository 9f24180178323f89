"""Codes are those of RFC 6238, appendix B, and are good for a step around now."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from course.people.totp import address_for_apps, code_of, new_secret, step_at, step_of

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)

    assert code_of(SECRET, step_at(at), digits=8) == code
    assert step_of(SECRET, code[2:], now=at) == step_at(at)


@pytest.mark.parametrize(("late", "is_good"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_code_is_good_for_a_step_around(late: int, is_good: bool) -> None:
    code = code_of(SECRET, step_at(NOW))

    assert (step_of(SECRET, code, now=NOW + timedelta(seconds=late)) is not None) == is_good


@pytest.mark.parametrize("code", ["", "12345", "1234567", "٣٣٣٣٣٣", "abcdef"])
def test_what_is_no_code_is_not_taken(code: str) -> None:
    assert step_of(SECRET, code, now=NOW) is None


def test_secrets_differ_and_apps_are_told_whose_they_are() -> None:
    assert new_secret() != new_secret()
    assert address_for_apps(SECRET, "ada@example.org").startswith("otpauth://totp/Runway:ada%40example.org?secret=")
