"""Typed settings, read from the environment once at start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parent
SHORTEST_SECRET = 32
SHORTEST_TOKEN = 20

Environment = Literal["development", "production"]


class SettingsError(Exception):
    """A setting that start refuses; the text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ between two installations."""

    secret_key: str
    database_url: str
    content_dir: Path = ROOT / "content"
    environment: Environment = "development"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    """Where people reach the site, if that is not host and port: for the links that are given out."""
    trusted_proxies: int = 0
    """How many proxies stand before the server, whose word on who asks and how is believed."""
    smtp_url: str = ""
    """The mail server, such as smtp://user:password@host:587?tls=starttls; empty where no mails are sent."""
    mail_from: str = ""
    erasure_ledger: Path | None = None
    """Where the ledger of the erased is, if that is not beside the database."""

    oidc_issuer: str = ""
    """The address by which a provider of sign-ins (OpenID Connect) calls itself; empty where there is none."""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = ""
    """What the button says: "Sign in with …"."""

    metrics_token: str = ""
    """With what /metrics is read from elsewhere than this machine; empty where that is not wanted."""
    figures_dir: Path | None = None
    """Where the serving processes share what they count, if that is not beside the database."""

    @property
    def in_development(self) -> bool:
        return self.environment == "development"

    @property
    def ledger_path(self) -> Path:
        return self.erasure_ledger or _folder_beside(self.database_url) / "erased.jsonl"

    @property
    def figures_path(self) -> Path:
        return self.figures_dir or _folder_beside(self.database_url) / "figures"

    @property
    def provider(self) -> dict[str, str]:
        """What is asked of a provider of sign-ins, and as whom; empty where there is none."""
        if not self.oidc_issuer:
            return {}
        return {
            "name": self.oidc_name,
            "issuer": self.oidc_issuer,
            "client_id": self.oidc_client_id,
            "client_secret": self.oidc_client_secret,
            "back": f"{self.address}/login/provider/back",
        }

    @property
    def address(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    environment = _environment(environ.get("RUNWAY_ENV", "development"))
    database_url = environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'runway.db'}"
    public_url = _public_url(environ.get("PUBLIC_URL", ""))
    smtp_url, mail_from = _smtp(environ.get("SMTP_URL", ""), environ.get("MAIL_FROM", ""))
    ledger = environ.get("ERASURE_LEDGER")
    figures = environ.get("FIGURES_DIR")
    if smtp_url and environment == "production" and not public_url:
        raise SettingsError("SMTP_URL needs PUBLIC_URL: mails carry links. Set it to where people reach the site.")
    return Settings(
        environment=environment,
        database_url=database_url,
        secret_key=_secret_key(environ.get("SECRET_KEY", ""), environment, database_url),
        content_dir=Path(environ.get("CONTENT_DIR") or ROOT / "content"),
        host=environ.get("HOST") or "127.0.0.1",
        port=_port(environ.get("PORT") or "8000"),
        public_url=public_url,
        trusted_proxies=_trusted_proxies(environ.get("TRUSTED_PROXIES") or "0"),
        smtp_url=smtp_url,
        mail_from=mail_from,
        **_oidc(environ, environment, public_url),
        erasure_ledger=Path(ledger) if ledger else None,
        metrics_token=_metrics_token(environ.get("METRICS_TOKEN", "")),
        figures_dir=Path(figures) if figures else None,
    )


def _environment(given: str) -> Environment:
    if given == "development":
        return "development"
    if given == "production":
        return "production"
    raise SettingsError(f"RUNWAY_ENV is {given!r}. Set it to development or production.")


def _port(given: str) -> int:
    if given.isdecimal() and 0 < int(given) < 65536:
        return int(given)
    raise SettingsError(f"PORT is {given!r}. Set it to a number from 1 to 65535, for example PORT=8000.")


def _public_url(given: str) -> str:
    if given and not (given.startswith(("http://", "https://")) and urlsplit(given).netloc):
        raise SettingsError(f"PUBLIC_URL is {given!r}. Set it to an address like https://learn.example.org")
    return given.rstrip("/")


def _trusted_proxies(given: str) -> int:
    if given.isdecimal() and int(given) < 10:
        return int(given)
    raise SettingsError(f"TRUSTED_PROXIES is {given!r}. Set it to how many proxies stand before the server, such as 1.")


def _smtp(url: str, sender: str) -> tuple[str, str]:
    if not url and not sender:
        return "", ""
    if not _is_mail_server(url):
        # The URL is not repeated: its password would stand in a log.
        raise SettingsError("SMTP_URL is no mail server. Set it like smtp://user:password@host:587?tls=starttls")
    if "@" not in sender or not sender.isprintable():
        raise SettingsError(f"MAIL_FROM is {sender!r}. Set it to an address, or to: Name <name@example.org>")
    return url, sender


def _oidc(environ: Mapping[str, str], environment: Environment, public_url: str) -> dict[str, str]:
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    given = {name.lower(): environ.get(name, "").strip() for name in names}
    missing = [name for name in names if not given[name.lower()]]
    if len(missing) == len(names):
        return {}
    if missing:
        raise SettingsError(f"{', '.join(missing)} is missing: {', '.join(names)} go together.")
    issuer = urlsplit(given["oidc_issuer"])
    if not issuer.hostname or issuer.scheme not in ("https", "http") or issuer.query or issuer.fragment:
        raise SettingsError("OIDC_ISSUER is no address. Set it like https://accounts.example.org")
    if issuer.scheme == "http" and (environment == "production" or issuer.hostname not in ("127.0.0.1", "localhost")):
        raise SettingsError("OIDC_ISSUER is not an address with https://: anybody between could sign in as anybody.")
    if environment == "production" and not public_url:
        raise SettingsError("OIDC_ISSUER needs PUBLIC_URL: the provider sends people back to it.")
    return {**given, "oidc_name": environ.get("OIDC_NAME", "").strip() or issuer.hostname}


def _metrics_token(given: str) -> str:
    if given and len(given) < SHORTEST_TOKEN:
        raise SettingsError(
            f"METRICS_TOKEN is shorter than {SHORTEST_TOKEN} characters. Make a longer one, or unset it."
        )
    return given


def _is_mail_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_complete = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number
        return False
    tls = parse_qs(parts.query).get("tls", ["starttls"])[0]
    return parts.scheme in ("smtp", "smtps") and is_complete and tls in ("starttls", "tls", "none")


def _secret_key(given: str, environment: Environment, database_url: str) -> str:
    if len(given) >= SHORTEST_SECRET:
        return given
    if environment == "production" or given:
        raise SettingsError(
            f"SECRET_KEY is missing or shorter than {SHORTEST_SECRET} characters. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    return _development_secret(database_url)


def _development_secret(database_url: str) -> str:
    """Generated once and kept beside the database, so that a restart signs nobody out."""
    path = _folder_beside(database_url) / "secret-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        # Two processes may start at once: the first link wins, and both read that one.
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def _folder_beside(database_url: str) -> Path:
    if database_url.startswith("sqlite:///"):
        return Path(database_url.removeprefix("sqlite:///")).parent
    return ROOT / "var"
