"""One date: as every week, other times, or closed."""

from datetime import date

from flask import Response, request, url_for

from webapp.core import htmx
from webapp.people.access import current_person, signed_in
from webapp.scheduling import service
from webapp.scheduling.calendar_page import (
    WEEKDAYS,
    booked_quarters,
    date_cells,
    hours_of,
    spans_on,
)
from webapp.scheduling.diary import Diary, outside
from webapp.scheduling.forms import AS_EVERY_WEEK, CLOSED, OTHER, DateForm
from webapp.scheduling.routes.blueprint import bp
from webapp.scheduling.routes.reading import (
    date_in_url,
    diary_of_reader,
    today_of,
    wants_all_hours,
)
from webapp.scheduling.schedule import Schedule


@bp.get("/availability/dates")
@signed_in
def dates() -> Response:
    diary = diary_of_reader()
    schedule = diary.calendar.schedule
    today = today_of(schedule)
    chosen = date_in_url(request.args.get("date") or today.isoformat(), today)
    return render_date(diary, chosen, DateForm(holds=what_holds(schedule, chosen)))


@bp.post("/availability/dates/<day>")
@signed_in
def change_date(day: str) -> Response:
    diary, form = diary_of_reader(), DateForm()
    chosen = date_in_url(day, today_of(diary.calendar.schedule))
    if not form.validate():
        return render_date(diary, chosen, form, status=422)
    if form.holds.data == AS_EVERY_WEEK:
        service.restore_day(current_person(), chosen)
    else:
        windows = form.windows if form.holds.data == OTHER else []
        service.override_day(current_person(), chosen, windows)
    return htmx.go_to(url_for(".dates", date=chosen.isoformat()))


def what_holds(schedule: Schedule, day: date) -> str:
    if not schedule.is_overridden(day):
        return AS_EVERY_WEEK
    return OTHER if schedule.planned_on(day) else CLOSED


def render_date(diary: Diary, chosen: date, form: DateForm, *, status=200) -> Response:
    calendar, schedule = diary.calendar, diary.calendar.schedule
    today = today_of(schedule)
    return htmx.render(
        "scheduling/dates.html",
        fragment="scheduling/_date.html",
        status=status,
        calendar=calendar,
        form=form,
        chosen=chosen,
        today=today,
        cells=date_cells(calendar, today),
        different=[o for o in schedule.overrides if o.day >= today],
        spans_on=spans_on,
        **the_date(diary, chosen),
    )


def the_date(diary: Diary, chosen: date) -> dict:
    schedule = diary.calendar.schedule
    booked = booked_quarters(diary, chosen)
    planned = schedule.planned_on(chosen)
    return {
        "weekday_name": WEEKDAYS[chosen.weekday()],
        "usual": spans_on(schedule.weekly[chosen.weekday()]),
        "vacation": schedule.vacation_on(chosen),
        "outside": outside(diary.talks_on(chosen, chosen), schedule),
        "hours": hours_of(planned, wants_all=wants_all_hours(), booked=booked),
    }
