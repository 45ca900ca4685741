"""What mentees see, in any zone, and why something is not offered."""

from datetime import datetime

from flask import Response, request

from webapp.core import clock, htmx
from webapp.core.zones import is_zone
from webapp.people.access import reader_zone, signed_in
from webapp.scheduling.diary import Diary
from webapp.scheduling.preview import question, seen_in
from webapp.scheduling.routes.blueprint import bp
from webapp.scheduling.routes.reading import diary_of_reader, today_of
from webapp.scheduling.seen_forms import PreviewForm, WhyForm
from webapp.scheduling.troubles import Answer, answer_to


@bp.get("/availability/preview")
@signed_in
def preview() -> Response:
    diary = diary_of_reader()
    return htmx.render(
        "scheduling/preview.html",
        fragment="scheduling/_preview.html",
        calendar=diary.calendar,
        **preview_of(diary, now=clock.now()),
    )


@bp.get("/availability/why")
@signed_in
def why() -> Response:
    diary = diary_of_reader()
    form = form_about(diary)
    return htmx.render(
        "scheduling/why.html",
        fragment="scheduling/_why.html",
        status=422 if form.is_asked and form.errors else 200,
        calendar=diary.calendar,
        form=form,
        answer=answer_about(diary, form) if form.is_asked and not form.errors else None,
    )


def preview_of(diary: Diary, *, now: datetime) -> dict:
    """Return what the preview's fragment needs, as the request says it is looked at."""
    wanted, length = request.values.get("zone", ""), request.values.get("length", type=int)
    calendar = diary.calendar
    zone_name = wanted if is_zone(wanted) else reader_zone()
    length = length if length in calendar.lengths else calendar.usual_length
    form = PreviewForm(calendar, zone=zone_name, length=length)
    return {"preview": seen_in(diary, zone_name, length, now=now), "preview_form": form}


def form_about(diary: Diary) -> WhyForm:
    form = WhyForm(request.args, meta={"csrf": False})
    form.offer(diary.calendar, today_of(diary.calendar.schedule))
    if form.is_asked:
        form.validate()
    return form


def answer_about(diary: Diary, form: WhyForm) -> Answer:
    asked = question(diary, form.length.data, now=clock.now())
    return answer_to(diary, asked, form.date.data, form.minute)
