"""What is said between this site and a provider of sign-ins: OpenID Connect's code flow with PKCE, state and nonce.

What a provider says is believed once its token is signed by its own keys, made for this site, and answers this round.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from course.people.provider import Provider, ProviderFails, Round, Vouched

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "Ed25519")
LEEWAY_SECONDS = 60
"""So much may the provider's clock differ from ours."""
WAITS_SECONDS = (3.0, 5.0)
"""For a connection, and for each piece of an answer."""
KEPT_FOR = timedelta(hours=1)
LONGEST_SUBJECT = 255
"""Characters, by OpenID Connect Core 1.0, section 2."""
LONGEST_EMAIL = 254
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class _Published:
    """What a provider tells of itself, and its keys."""

    metadata: Mapping[str, Any]
    keys: KeySet
    read_at_utc: datetime


_kept: dict[str, _Published] = {}


def address_to_ask(provider: Provider, begun: Round, *, now: datetime) -> str:
    """Give where to send a browser; raises ProviderFails."""
    endpoint = _published(provider, now).metadata["authorization_endpoint"]
    asked = {"state": begun.state, "nonce": begun.nonce, "code_verifier": begun.verifier}
    address, _state = _client(provider).create_authorization_url(endpoint, **asked)
    return str(address)


def take_code(provider: Provider, code: str, begun: Round, *, now: datetime) -> Vouched:
    """Exchange the code that a browser brought back for who it is; raises ProviderFails."""
    published = _published(provider, now)
    methods = published.metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    client = _client(provider, "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post")
    try:
        answer = client.fetch_token(
            published.metadata["token_endpoint"], code=code, code_verifier=begun.verifier, timeout=WAITS_SECONDS
        )
        token = str(answer["id_token"])
    except (requests.RequestException, AuthlibBaseError, KeyError, TypeError, ValueError) as error:
        raise ProviderFails(f"The code was not taken: {type(error).__name__}.") from error
    try:
        claims = _read(token, published.keys, provider, begun, now)
    except ProviderFails:
        # The provider may have new keys since we asked for them.
        claims = _read(token, _read_published(provider, now).keys, provider, begun, now)
    return _vouched(provider, claims)


def check_provider(provider: Provider, *, now: datetime) -> None:
    """Raise ProviderFails where the provider cannot be asked now."""
    _read_published(provider, now)


def _client(provider: Provider, method: str = "client_secret_basic") -> OAuth2Session:
    return OAuth2Session(
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        token_endpoint_auth_method=method,
        scope="openid email profile",
        redirect_uri=provider.back,
        code_challenge_method="S256",
    )


def _published(provider: Provider, now: datetime) -> _Published:
    kept = _kept.get(provider.issuer)
    return kept if kept and kept.read_at_utc <= now < kept.read_at_utc + KEPT_FOR else _read_published(provider, now)


def _read_published(provider: Provider, now: datetime) -> _Published:
    metadata = _get(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    missing = [name for name in NEEDED if not isinstance(metadata.get(name), str)]
    if missing:
        raise ProviderFails(f"It does not name its {', '.join(missing)}.")
    if metadata["issuer"] != provider.issuer:
        raise ProviderFails(f"It calls itself {metadata['issuer']!r}: set OIDC_ISSUER to just that, if it is right.")
    try:
        keys = KeySet.import_key_set(_get(metadata["jwks_uri"]))  # type: ignore[arg-type]
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise ProviderFails(f"Its keys cannot be read: {type(error).__name__}.") from error
    found = _kept[provider.issuer] = _Published(metadata, keys, now)
    return found


def _get(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=WAITS_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ProviderFails(f"{address} does not answer as it should: {type(error).__name__}.") from error
    if not isinstance(found, dict):
        raise ProviderFails(f"{address} gives no object.")
    return found


def _read(token: str, keys: KeySet, provider: Provider, begun: Round, now: datetime) -> dict[str, Any]:
    rules = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        nonce={"essential": True, "value": begun.nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        rules.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise ProviderFails(f"Its token is not good: {type(error).__name__}.") from error
    others = not isinstance(claims["aud"], str) and len(claims["aud"]) > 1
    if (others or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise ProviderFails("Its token was made for another site.")
    return claims


def _vouched(provider: Provider, claims: Mapping[str, Any]) -> Vouched:
    subject = claims["sub"]
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ProviderFails("It names somebody by what is no name.")
    email = _text(claims.get("email")) if claims.get("email_verified") is True else ""
    is_email = "@" in email and len(email) <= LONGEST_EMAIL
    return Vouched(provider.issuer, subject, email if is_email else "", _text(claims.get("name")))


def _text(value: object) -> str:
    """Give a text on one line, as names and addresses are."""
    given = value if isinstance(value, str) else ""
    return " ".join("".join(each if each.isprintable() else " " for each in given).split())
