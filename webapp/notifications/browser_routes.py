"""Letting a browser ring, trying it out, and letting it be."""

from flask import Response, abort, current_app, request, url_for

from webapp.core import clock
from webapp.core.links import safe_next
from webapp.core.rate_limit import limiter
from webapp.core.web_push import Browser
from webapp.notifications.browser_panel import browsers_shown
from webapp.notifications.choice_routes import bp, show_page
from webapp.notifications.forms import BrowserForm
from webapp.notifications.ringing import ring_to_test
from webapp.notifications.server_key import public_key
from webapp.notifications.subscriptions import forget, subscribe_browser, subscription_of
from webapp.people.access import current_device, current_person, signed_in
from webapp.people.routes.answers import changed


@bp.post("/settings/notifications/browsers")
@limiter.limit("30 per minute")
@signed_in
def subscribe() -> Response:
    """Ring the browser that asks; a script fills the form once the person has agreed."""
    form = BrowserForm()
    problem = "" if form.validate() else "This browser did not say where it can be rung."
    browser = Browser(form.endpoint.data, form.p256dh.data, form.auth.data)
    problem = problem or browser.problem(current_app.config["PUSH_SERVICES"])
    if problem:
        return show_page(fragment="notifications/_browsers.html", problem=problem, status=422)
    subscribe_browser(current_device(), browser, server_key=public_key(), now=clock.now())
    if "next" in request.form:  # the page of a booking asked
        page = safe_next(url_for(".settings"))
        return changed(page, "notifications/_asked.html", words="This browser rings from now on.")
    return answer("This browser rings from now on.")


@bp.post("/settings/notifications/browsers/<public_id>/remove")
@signed_in
def remove(public_id: str) -> Response:
    row = subscription_of(current_person(), public_id, now=clock.now()) or abort(404)
    name = "This browser" if row.device_id == current_device().id else row.device.name
    forget(row)
    return answer(f"{name} rings no more.")


@bp.post("/settings/notifications/test")
@limiter.limit("5 per minute")
@signed_in
def test() -> Response:
    count = ring_to_test(current_person(), now=clock.now())
    if not count:
        return answer("No browser rings yet.")
    return answer(
        "On its way to one browser." if count == 1 else f"On its way to {count} browsers."
    )


def answer(words: str) -> Response:
    page = url_for(".settings", _anchor="browsers")
    return changed(page, "notifications/_browsers.html", words=words, **browsers_shown())
