"""The blueprint, and what it says to somebody who asks too often."""

from flask import Blueprint, Response
from flask_limiter import RateLimitExceeded

from webapp.core import clock, htmx
from webapp.people.entrance import note_device_seen
from webapp.people.limits import free_again_at

bp = Blueprint("people", __name__)
bp.after_app_request(note_device_seen)


@bp.errorhandler(RateLimitExceeded)
def show_too_often(_error: RateLimitExceeded) -> Response:
    again_at = free_again_at() or clock.now()
    response = htmx.render(
        "people/too_often.html", fragment="people/_too_often.html", status=429, again_at=again_at
    )
    response.retry_after = max(1, int((again_at - clock.now()).total_seconds()) + 1)
    return response
