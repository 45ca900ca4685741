"""The calendar page: every week, one date, and how time is offered."""

from datetime import date, timedelta

from flask import Blueprint, abort, request, url_for

from webapp.core import clock, htmx
from webapp.core.db import db
from webapp.people.access import current_person, signed_in
from webapp.scheduling import service
from webapp.scheduling.calendar_page import (
    WEEKDAYS,
    date_cells,
    hours_of,
    is_overridden,
    spans_on,
    talks_a_week,
    week_rows,
)
from webapp.scheduling.calendars import Calendar
from webapp.scheduling.forms import (
    AS_EVERY_WEEK,
    CLOSED,
    OTHER,
    DateForm,
    QuartersForm,
    SettingsForm,
)
from webapp.scheduling.models import CalendarSettings
from webapp.scheduling.queries import schedules_of

bp = Blueprint("scheduling", __name__)

WORKDAYS = range(5)
FURTHEST = timedelta(days=2 * 366)


@bp.get("/availability")
@signed_in
def availability():
    calendar = calendar_of_reader()
    today = calendar.schedule.today(clock.now())
    weekday = request.args.get("day", today.weekday(), int)
    if weekday not in range(7):
        abort(404)
    return render_week(calendar, weekday, QuartersForm())


@bp.post("/availability/weekdays/<int:weekday>")
@signed_in
def open_weekday(weekday: int):
    if weekday not in range(7):
        abort(404)
    calendar, form = calendar_of_reader(), QuartersForm()
    if not form.validate():
        return render_week(calendar, weekday, form, status=422)
    weekdays = {weekday, *WORKDAYS} if request.form.get("also") == "workdays" else {weekday}
    service.open_weekdays(current_person(), weekdays, form.windows)
    if not htmx.wants_fragment():
        return htmx.go_to(url_for(".availability", day=weekday))
    return render_week(calendar_of_reader(), weekday, form, fragment="scheduling/_weekdays.html")


@bp.get("/availability/dates")
@signed_in
def dates():
    calendar = calendar_of_reader()
    today = calendar.schedule.today(clock.now())
    chosen = request.args.get("date", today, date.fromisoformat)
    refuse_far_off(chosen, today)
    return render_date(calendar, chosen, DateForm(holds=what_holds(calendar, chosen)))


@bp.post("/availability/dates/<day>")
@signed_in
def change_date(day: str):
    calendar, chosen, form = calendar_of_reader(), date_in_url(day), DateForm()
    refuse_far_off(chosen, calendar.schedule.today(clock.now()))
    if not form.validate():
        return render_date(calendar, chosen, form, status=422)
    if form.holds.data == AS_EVERY_WEEK:
        service.restore_day(current_person(), chosen)
    else:
        windows = form.windows if form.holds.data == OTHER else []
        service.override_day(current_person(), chosen, windows)
    return htmx.go_to(url_for(".dates", date=chosen.isoformat()))


@bp.get("/availability/settings")
@signed_in
def settings():
    calendar_of_reader()
    return render_settings(SettingsForm(obj=settings_of_reader()))


@bp.post("/availability/settings")
@signed_in
def change_settings():
    calendar_of_reader()
    form = SettingsForm()
    if not form.validate():
        return render_settings(form, status=422)
    changes = {name: value for name, value in form.data.items() if name != "csrf_token"}
    service.change_settings(settings_of_reader(), **changes)
    return htmx.go_to(url_for(".settings", saved=1))


def calendar_of_reader() -> Calendar:
    """Return the reader's calendar; whoever is no mentor has none, and no such page."""
    person = current_person()
    return schedules_of([person]).get(person.id) or abort(404)


def settings_of_reader() -> CalendarSettings:
    return db.session.get(CalendarSettings, current_person().id)


def date_in_url(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def refuse_far_off(day: date, today: date) -> None:
    """Dates of the past cannot be changed, and nobody plans years ahead."""
    if not today <= day <= today + FURTHEST:
        abort(404)


def what_holds(calendar: Calendar, day: date) -> str:
    if not is_overridden(calendar, day):
        return AS_EVERY_WEEK
    return OTHER if calendar.schedule.windows_on(day) else CLOSED


def render_week(calendar, weekday, form, *, fragment="scheduling/_week.html", status=200):
    return htmx.render(
        "scheduling/week.html",
        fragment=fragment,
        status=status,
        calendar=calendar,
        form=form,
        weekday=weekday,
        weekday_name=WEEKDAYS[weekday],
        rows=week_rows(calendar),
        hours=hours_of(calendar.schedule.weekly[weekday], wants_all=wants_all_hours()),
        talks=talks_a_week(calendar),
    )


def render_date(calendar, chosen, form, *, status=200):
    weekly = calendar.schedule.weekly[chosen.weekday()]
    today = calendar.schedule.today(clock.now())
    return htmx.render(
        "scheduling/dates.html",
        fragment="scheduling/_date.html",
        status=status,
        calendar=calendar,
        form=form,
        chosen=chosen,
        weekday_name=WEEKDAYS[chosen.weekday()],
        cells=date_cells(calendar, today),
        usual=spans_on(weekly),
        hours=hours_of(calendar.schedule.windows_on(chosen), wants_all=wants_all_hours()),
        different=[o for o in calendar.schedule.overrides if o.day >= today],
        spans_on=spans_on,
        today=today,
    )


def render_settings(form, *, status=200):
    return htmx.render(
        "scheduling/settings.html", fragment="scheduling/_settings.html", form=form, status=status
    )


def wants_all_hours() -> bool:
    return request.args.get("hours") == "all"
