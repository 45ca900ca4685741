"""What reaches me, and when: kinds, quiet hours, browsers that ring, and stopping from a mail."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for

from webapp.core import htmx
from webapp.core.rate_limit import limiter
from webapp.extensions import csrf
from webapp.notifications import service
from webapp.notifications.browser_panel import browsers_shown
from webapp.notifications.forms import WORDS, KindsForm, QuietForm
from webapp.notifications.unsubscribing import meant_by
from webapp.notifications.wishes import quiet_setting_of, wishes_of
from webapp.people.access import current_person, signed_in
from webapp.people.routes.answers import changed

bp = Blueprint("telling", __name__)


@bp.get("/settings/notifications")
@signed_in
def settings() -> Response:
    return show_page()


@bp.get("/settings/notifications/<any(kinds, quiet, browsers, test):part>")
@signed_in
def part(part: str) -> Response:
    """A form that came back with an error has this address: loading it again shows its page."""
    return redirect(url_for(".settings"), 303)


def show_page(*, fragment=None, status=200, **forms) -> Response:
    me = current_person()
    defaults = {
        "kinds": KindsForm.of(wishes_of(me), formdata=None),
        "quiet": QuietForm.of(quiet_setting_of(me), formdata=None),
        "zone": me.time_zone,
    }
    context = defaults | browsers_shown() | forms
    return htmx.render("notifications/settings.html", fragment=fragment, status=status, **context)


@bp.post("/settings/notifications/kinds")
@signed_in
def save_kinds() -> Response:
    form = KindsForm.of(wishes_of(current_person()))
    if not form.validate():
        return show_page(kinds=form, status=422)
    service.choose(current_person(), form.wishes)
    return changed(url_for(".settings"), "notifications/_said.html", words="Saved.")


@bp.post("/settings/notifications/quiet")
@signed_in
def save_quiet() -> Response:
    form = QuietForm.of(quiet_setting_of(current_person()))
    if not form.validate():
        return show_page(fragment="notifications/_quiet.html", quiet=form, status=422)
    service.set_quiet_hours(current_person(), **form.setting)
    return changed(
        url_for(".settings"),
        "notifications/_quiet.html",
        words="Your quiet hours are saved.",
        quiet=QuietForm.of(quiet_setting_of(current_person()), formdata=None),
        zone=current_person().time_zone,
    )


@bp.get("/stop/<token>")
def ask_to_stop(token: str) -> str:
    _, kind = meant_by(token) or abort(404)
    return render_template("notifications/stop.html", what=WORDS[kind][0], token=token)


@bp.post("/stop/<token>")
@limiter.limit("30 per minute")
@csrf.exempt  # mail programs press this button; the token is what allows it
def stop(token: str) -> str:
    person, kind = meant_by(token) or abort(404)
    service.stop_mail(person, kind)
    return render_template("notifications/stopped.html", what=WORDS[kind][0])
