"""Reading without a network: which page may be kept on the device, and for whom."""

import hashlib

from flask import Flask, Response, g

from web.identity import session_token

NOBODY = "nobody"


def install(app: Flask) -> None:
    app.after_request(_name_session)


def let_keep() -> None:
    """Let a browser keep this page for reading without a network, as long as this session lasts on it."""
    g.may_be_kept = True


def _name_session(response: Response) -> Response:
    """Tell the worker in the browser whose page this is, by a name that says nothing and opens nothing.

    It clears what it kept for another session as soon as it sees one. Where nobody was asked for, nothing is said.
    """
    if "viewer" in g:
        response.headers["Runway-Session"] = _session_name() if g.viewer else NOBODY
        if "may_be_kept" in g and response.status_code == 200:
            response.headers["Runway-Keep"] = "yes"
    return response


def _session_name() -> str:
    return hashlib.blake2b(session_token().encode(), digest_size=9, person=b"offline").hexdigest()
