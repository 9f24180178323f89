"""Settings: what they are when nobody says anything, and what start refuses."""

import os
from pathlib import Path

import pytest

from config import ROOT, Settings, SettingsError, read_settings

SECRET = "0123456789abcdef" * 2


def database_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'runway.db'}"


def test_settings_have_defaults() -> None:
    settings = read_settings({"SECRET_KEY": SECRET})

    assert settings == Settings(
        secret_key=SECRET,
        database_url=f"sqlite:///{ROOT / 'var' / 'runway.db'}",
        content_dir=ROOT / "content",
        environment="development",
        host="127.0.0.1",
        port=8000,
    )
    assert settings.address == "http://127.0.0.1:8000"
    assert settings.in_development


def test_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "SECRET_KEY": SECRET,
            "DATABASE_URL": "postgresql://runway@db/runway",
            "CONTENT_DIR": str(tmp_path),
            "RUNWAY_ENV": "production",
            "HOST": "0.0.0.0",  # noqa: S104 - read, not bound
            "PORT": "80",
        }
    )

    assert (settings.database_url, settings.content_dir) == ("postgresql://runway@db/runway", tmp_path)
    assert (settings.host, settings.port, settings.in_development) == ("0.0.0.0", 80, False)  # noqa: S104


def test_settings_left_empty_are_those_nobody_gave(tmp_path: Path) -> None:
    given = {"SECRET_KEY": "", "PORT": "", "HOST": "", "CONTENT_DIR": "", "DATABASE_URL": database_in(tmp_path)}

    settings = read_settings(given)

    assert (settings.port, settings.host, settings.content_dir) == (8000, "127.0.0.1", ROOT / "content")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"RUNWAY_ENV": "staging"}, "RUNWAY_ENV is 'staging'. Set it to development or production."),
        ({"PORT": "eighty"}, "PORT is 'eighty'."),
        ({"PORT": "0"}, "from 1 to 65535"),
        ({"PORT": "65536"}, "from 1 to 65535"),
        ({"PORT": "²"}, "from 1 to 65535"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing or shorter than 32 characters. Make one with: "),
        ({"RUNWAY_ENV": "production", "SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SMTP_URL": "http://user:secret@host"}, "SMTP_URL is no mail server. Set it like smtp://"),
        ({"SMTP_URL": "smtp://host:port", "MAIL_FROM": "a@b.example"}, "SMTP_URL is no mail server."),
        ({"SMTP_URL": "smtp://host?tls=perhaps", "MAIL_FROM": "a@b.example"}, "SMTP_URL is no mail server."),
        ({"MAIL_FROM": "a@b.example"}, "SMTP_URL is no mail server."),
        ({"SMTP_URL": "smtp://host"}, "MAIL_FROM is ''."),
        (
            {"SMTP_URL": "smtp://host", "MAIL_FROM": "a@b.example", "RUNWAY_ENV": "production"},
            "SMTP_URL needs PUBLIC_URL",
        ),
    ],
)
def test_setting_that_would_hurt_is_refused(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({"SECRET_KEY": SECRET} | given)

    assert said in str(refused.value)
    assert "secret@" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_ledger_of_the_erased_is_beside_the_database_unless_said(tmp_path: Path) -> None:
    given = {"SECRET_KEY": SECRET, "DATABASE_URL": database_in(tmp_path)}
    on_postgresql = given | {"DATABASE_URL": "postgresql://runway@db/runway"}

    assert read_settings(given).ledger_path == tmp_path / "erased.jsonl"
    assert read_settings(on_postgresql).ledger_path == ROOT / "var" / "erased.jsonl"
    assert read_settings(given | {"ERASURE_LEDGER": "/srv/erased.jsonl"}).ledger_path == Path("/srv/erased.jsonl")


def test_secret_of_development_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    given = {"DATABASE_URL": database_in(tmp_path / "var")}

    first, second = read_settings(given), read_settings(given)

    path = tmp_path / "var" / "secret-key"
    assert first.secret_key == second.secret_key == path.read_text()
    assert len(first.secret_key) == 64
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == ["secret-key"]


def test_secret_of_two_processes_that_start_at_once_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"DATABASE_URL": database_in(tmp_path)}
    monkeypatch.setattr(Path, "exists", lambda _path: False)  # both looked before either wrote

    first = read_settings(given)
    monkeypatch.setattr(os, "getpid", lambda: 4_000_000)
    second = read_settings(given)

    assert first.secret_key == second.secret_key


PROVIDER = {"OIDC_ISSUER": "https://accounts.example.org", "OIDC_CLIENT_ID": "runway", "OIDC_CLIENT_SECRET": "s"}


def test_provider_is_named_by_its_host_and_leads_back_here() -> None:
    settings = read_settings({"SECRET_KEY": SECRET, "PUBLIC_URL": "https://learn.example.org/", **PROVIDER})

    assert settings.provider["name"] == "accounts.example.org"
    assert settings.provider["back"] == "https://learn.example.org/login/provider/back"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET is missing"),
        ({"OIDC_ISSUER": "accounts.example.org"}, "OIDC_ISSUER is no address"),
        ({"OIDC_ISSUER": "https://accounts.example.org/?x=1"}, "OIDC_ISSUER is no address"),
        ({"OIDC_ISSUER": "http://accounts.example.org"}, "not an address with https"),
        ({"OIDC_ISSUER": "http://127.0.0.1:1", "RUNWAY_ENV": "production"}, "not an address with https"),
        ({"RUNWAY_ENV": "production"}, "needs PUBLIC_URL"),
    ],
)
def test_half_a_provider_is_refused(given: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        read_settings({"SECRET_KEY": SECRET, **PROVIDER, **given})
