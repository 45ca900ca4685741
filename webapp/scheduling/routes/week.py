"""Every week: a day in quarter hours, copied to others, and all seven in half hours."""

from collections.abc import Sequence

from flask import Response, abort, request, url_for

from webapp.core import clock, htmx
from webapp.people.access import current_person, signed_in
from webapp.scheduling import service
from webapp.scheduling.calendar_page import WEEKDAYS, hours_of, talks_a_week, week_rows
from webapp.scheduling.diary import Diary
from webapp.scheduling.forms import SpanForm, WeekdayForm
from webapp.scheduling.routes.blueprint import bp
from webapp.scheduling.routes.reading import (
    diary_of_reader,
    today_of,
    wants_all_hours,
    weekday_in_url,
)
from webapp.scheduling.routes.seen import preview_of
from webapp.scheduling.schedule import Window
from webapp.scheduling.week_grid import week_grid

FIRST_HOURS = {1: [Window(12 * 60, 13 * 60)], 3: [Window(12 * 60, 13 * 60)]}


@bp.get("/availability")
@signed_in
def availability() -> Response:
    diary = diary_of_reader()
    today = today_of(diary.calendar.schedule)
    weekday = weekday_in_url(request.args.get("day", today.weekday(), int))
    return render_week(diary, weekday, WeekdayForm())


@bp.post("/availability/weekdays/<int:weekday>")
@signed_in
def open_weekday(weekday: int) -> Response:
    weekday_in_url(weekday)
    diary, form = diary_of_reader(), WeekdayForm()
    if not form.validate():
        return render_week(diary, weekday, form, status=422)
    service.open_weekdays(current_person(), {weekday} | form.others, form.windows)
    return saved(weekday, form)


@bp.post("/availability/week")
@signed_in
def change_week() -> Response:
    """Open or close a stretch of some weekdays, and leave the rest of the week as it is."""
    diary_of_reader()
    form = SpanForm()
    if not form.validate():
        abort(422)
    service.change_week(current_person(), form.stretch)
    weekday = form.stretch.weekdays[0]
    return saved(weekday, WeekdayForm(formdata=None), fragment="scheduling/_week.html")


@bp.post("/availability/first-hours")
@signed_in
def take_first_hours() -> Response:
    """Begin with two lunch hours; whoever is open already keeps what there is."""
    if not any(diary_of_reader().calendar.schedule.weekly):
        service.open_week(current_person(), FIRST_HOURS)
    return htmx.go_to(url_for(".availability", day=1))


def saved(weekday: int, form: WeekdayForm, fragment="scheduling/_saved_day.html") -> Response:
    if not htmx.wants_fragment():
        return htmx.go_to(url_for(".availability", day=weekday, week=weeks_ahead() or None))
    return render_week(diary_of_reader(), weekday, form, fragment=fragment)


def render_week(
    diary: Diary, weekday: int, form: WeekdayForm, *, fragment="scheduling/_week.html", status=200
) -> Response:
    return htmx.render(
        "scheduling/week.html",
        fragment=fragment,
        status=status,
        form=form,
        weekday=weekday,
        weekday_name=WEEKDAYS[weekday],
        others=[(n, name) for n, name in enumerate(WEEKDAYS) if n != weekday],
        hours=hours_of(
            windows_in(form, diary.calendar.schedule.weekly[weekday]), wants_all=wants_all_hours()
        ),
        **whole_week(diary),
        **preview_of(diary, now=clock.now()),
    )


def whole_week(diary: Diary) -> dict:
    calendar = diary.calendar
    today = today_of(calendar.schedule)
    return {
        "calendar": calendar,
        "outside": diary.outside,
        "weekdays": WEEKDAYS,
        "rows": week_rows(calendar),
        "grid": week_grid(diary, today, wants_all=wants_all_hours(), ahead=weeks_ahead()),
        "talks": talks_a_week(calendar),
    }


def weeks_ahead() -> int:
    return request.values.get("week", 0, int)


def windows_in(form: WeekdayForm, saved: tuple[Window, ...]) -> Sequence[Window]:
    """Return what was filled in, where that is not saved, so that nothing is lost."""
    return form.windows if form.errors and not form.quarter.errors else saved
