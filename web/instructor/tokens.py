"""Tokens for programs: made, shown once, revoked."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from course.people.api_tokens import TokenCard, make_token, revoke_token, tokens_of
from course.people.cohorts import cohorts_taught, find_taught
from web import clock
from web.access import for_instructor
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.tokens import LASTS_DAYS, TokenForm
from web.identity import person
from web.instructor.cohorts import blueprint
from web.language import _


@blueprint.get("/tokens")
@for_instructor
def show_tokens() -> str:
    return _page(_form())


@blueprint.post("/tokens")
@for_instructor
def submit_token() -> Response | str | tuple[str, int]:
    form = _form()
    card = find_taught(session(), person().id, form.cohort.data or "") if form.validate_on_submit() else None
    if card is None:
        return _page(form), KEPT_THOUGH_REFUSED
    token = make_token(
        session(),
        person().id,
        card.id,
        form.name.data or "",
        lasts=timedelta(days=int(form.lasts.data)),
        submission_key=form.submission_key.data or "",
        now=clock.now(),
    )
    if token is None:
        flash(_("That token was made already, and is not shown again. If you have not copied it, revoke it."))
        return redirect(url_for("instructor.show_tokens"), 303)
    # No redirect: the token must be on no page that can be fetched again, in no address and in no cookie.
    return render_template(
        "instructor/show_token.html",
        token=token,
        cohort={"name": card.name, "address": url_for("api.show_cohort", cohort=card.public_id, _external=True)},
        name=form.name.data,
    )


@blueprint.post("/tokens/<token>/revoke")
@for_instructor
def revoke(token: str) -> Response:
    if not revoke_token(session(), person().id, token, now=clock.now()):
        abort(404)
    flash(_("The token is revoked. Its program reads nothing any more."))
    return redirect(url_for("instructor.show_tokens"), 303)


def _form() -> TokenForm:
    form = TokenForm()
    form.cohort.choices = [(card.public_id, card.name) for card in cohorts_taught(session(), person().id)]
    form.lasts.choices = list(LASTS_DAYS.items())
    return form


def _page(form: TokenForm) -> str:
    tokens = tokens_of(session(), person().id)
    if not form.is_submitted():
        form.submission_key.data = f"token.{len(tokens)}"
    return render_template(
        "instructor/show_tokens.html",
        tokens=[_line(each) for each in tokens],
        has_cohorts=form.cohort.choices,
        form=form,
    )


def _line(token: TokenCard) -> dict[str, object]:
    return {
        "name": token.name,
        "cohort_name": token.cohort_name,
        "created_utc": token.created_at_utc,
        "expires_utc": token.expires_at_utc,
        "revoked_utc": token.revoked_at_utc,
        "revoke_action": f"/teach/tokens/{token.public_id}/revoke" if token.is_good(clock.now()) else "",
    }
