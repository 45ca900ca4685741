"""A brief's own page, and saving it while it is typed."""

from flask import Blueprint, Response, abort

from webapp.core import clock, htmx
from webapp.core.links import safe_next
from webapp.core.rate_limit import limiter
from webapp.goals import service
from webapp.goals.forms import BriefForm
from webapp.goals.models import Brief
from webapp.goals.queries import brief_of
from webapp.people.access import current_person, signed_in

bp = Blueprint("goals", __name__)


@bp.get("/briefs/<public_id>")
@signed_in
def brief(public_id: str) -> Response:
    found = find_brief(public_id)
    return show(found, BriefForm(obj=found))


@bp.post("/briefs/<public_id>")
@limiter.limit("120 per minute")
@signed_in
def save(public_id: str) -> Response:
    """Save what is typed; htmx does so at every pause, a browser when the button is pressed."""
    found, form = find_brief(public_id), BriefForm()
    if not form.validate():
        return show(found, form, status=422)
    service.save_brief(found, form.prompts, now=clock.now())
    if htmx.wants_fragment():
        return show(found, form)
    return htmx.go_to(safe_next(f"/briefs/{public_id}"))


def find_brief(public_id: str) -> Brief:
    return brief_of(current_person(), public_id) or abort(404)


def show(brief: Brief, form: BriefForm, status: int = 200) -> Response:
    return htmx.render(
        "goals/brief.html",
        fragment="goals/_saved.html",
        status=status,
        brief=brief,
        form=form,
        back=safe_next("/bookings"),
    )
