"""Light or dark, and single keys: how pages look and work for this person."""

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from course.people.preferences import Preferences, Theme, prefer
from web.access import for_person
from web.account.accounts import blueprint
from web.account.proving import own_account
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.preferences import PreferencesForm
from web.language import _


@blueprint.get("/account/preferences")
@for_person
def show_preferences() -> str:
    who = own_account()
    form = PreferencesForm(theme=who.theme, shortcuts=who.shortcuts)
    return render_template("account/show_preferences.html", form=form)


@blueprint.post("/account/preferences")
@for_person
def change_preferences() -> Response | tuple[str, int]:
    who, form = own_account(), PreferencesForm()
    if not form.validate_on_submit():
        return render_template("account/show_preferences.html", form=form), KEPT_THOUGH_REFUSED
    prefer(session(), who.id, Preferences(Theme(form.theme.data), shortcuts=form.shortcuts.data))
    flash(_("Changed."))
    return redirect("/account/preferences", 303)
