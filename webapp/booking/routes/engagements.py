"""One engagement: where it stands, its end, the closing lines, and going on."""

from flask import Response, abort, redirect, url_for

from webapp.booking import engagement as service
from webapp.booking.engagement_forms import EndForm, ReflectionForm
from webapp.booking.engagement_models import Engagement
from webapp.booking.engagement_queries import engagement_of, renewal_of
from webapp.booking.routes.blueprint import bp
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, signed_in


@bp.get("/engagements/<public_id>")
@signed_in
def show_engagement(public_id: str) -> Response:
    return render_engagement(find_engagement(public_id), ReflectionForm())


@bp.post("/engagements/<public_id>/reflection")
@limiter.limit("30 per minute")
@signed_in
def reflect(public_id: str) -> Response:
    engagement, form = find_engagement(public_id), ReflectionForm()
    if not form.validate():
        return render_engagement(engagement, form, status=422)
    service.write_reflection(engagement, current_person(), form.line.data, now=clock.now())
    return redirect(url_for(".show_engagement", public_id=public_id), 303)


@bp.post("/engagements/<public_id>/renew")
@limiter.limit("30 per minute")
@signed_in
def renew(public_id: str) -> Response:
    service.agree_to_renew(find_engagement(public_id), current_person(), now=clock.now())
    return redirect(url_for(".show_engagement", public_id=public_id), 303)


@bp.get("/engagements/<public_id>/end")
@signed_in
def ask_to_end(public_id: str) -> Response:
    engagement = find_engagement(public_id)
    if not engagement.is_running:
        return redirect(url_for(".show_engagement", public_id=public_id), 303)
    return render_end(engagement, EndForm())


@bp.post("/engagements/<public_id>/end")
@limiter.limit("30 per minute")
@signed_in
def end(public_id: str) -> Response:
    engagement, form = find_engagement(public_id), EndForm()
    if not form.validate():
        return render_end(engagement, form, status=422)
    service.end_engagement(engagement, current_person(), why=form.why.data, now=clock.now())
    return redirect(url_for(".show_engagement", public_id=public_id), 303)


def find_engagement(public_id: str) -> Engagement:
    return engagement_of(current_person(), public_id) or abort(404)


def render_engagement(engagement: Engagement, form: ReflectionForm, *, status=200) -> Response:
    me, now = current_person(), clock.now()
    is_mentee = me.id == engagement.mentee_id
    mine = engagement.mentee_line if is_mentee else engagement.mentor_strength
    if status == 200:
        form.line.data = mine
    return htmx.render(
        "booking/engagement.html",
        status=status,
        engagement=engagement,
        me=me,
        other=engagement.other(me),
        is_mentee=is_mentee,
        mine=mine,
        theirs=engagement.mentor_strength if is_mentee else engagement.mentee_line,
        i_renew=engagement.mentee_renews_at if is_mentee else engagement.mentor_renews_at,
        they_renew=engagement.mentor_renews_at if is_mentee else engagement.mentee_renews_at,
        went_on=renewal_of(engagement),
        ahead=[b for b in engagement.bookings if b.is_confirmed and b.ends_at > now],
        form=form,
    )


def render_end(engagement: Engagement, form: EndForm, *, status: int = 200) -> Response:
    me, now = current_person(), clock.now()
    left = [b for b in engagement.bookings if b.is_confirmed and b.starts_at > now]
    return htmx.render(
        "booking/engagement_end.html",
        status=status,
        engagement=engagement,
        other=engagement.other(me),
        left=left,
        form=form,
    )
