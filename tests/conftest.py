"""What every test may ask for. The fixtures themselves stand in tests/fixtures, one file a topic."""

import gc
from collections.abc import Mapping

import pytest
from hypothesis import settings

from tests.trust.amounts import IS_LONG

# No test depends on how fast the machine is at the moment, nor on luck; the long runs look for the unknown.
settings.register_profile("runway", deadline=None, derandomize=not IS_LONG)
settings.load_profile("runway")

# An application for each test is a lot of garbage; looking through it as often as by default takes a tenth of the time.
gc.set_threshold(50_000, 20, 20)

pytest_plugins = [
    "tests.fixtures.postgresql",
    "tests.fixtures.databases",
    "tests.fixtures.browser",
    "tests.fixtures.servers",
    "tests.fixtures.application",
    "tests.fixtures.people",
    "tests.fixtures.campus",
    "tests.fixtures.mail",
]

MARKED_BY_FIXTURE: Mapping[str, str] = {
    "postgresql_server": "postgresql",
    "browser": "browser",
    "start_server": "server",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they need, so that `pytest -m "not browser"` is always right."""
    for item in items:
        for fixture, marker in MARKED_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
        callspec = getattr(item, "callspec", None)
        if callspec is not None and callspec.params.get("database_kind") == "postgresql":
            item.add_marker("postgresql")
