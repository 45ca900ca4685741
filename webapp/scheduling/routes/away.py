"""Time off: vacations, and days on which somebody works by other clocks."""

from flask import Response, abort, flash, url_for

from webapp.core import htmx
from webapp.core.errors import DomainError
from webapp.people.access import current_person, signed_in
from webapp.scheduling import away
from webapp.scheduling.away_forms import TimeOffForm, TripForm
from webapp.scheduling.diary import Diary
from webapp.scheduling.models import TimeOff, Trip
from webapp.scheduling.routes.blueprint import bp
from webapp.scheduling.routes.reading import diary_of_reader, today_of


@bp.get("/availability/time-off")
@signed_in
def time_off() -> Response:
    diary = diary_of_reader()
    return render_away(diary, *empty_forms(diary))


@bp.post("/availability/time-off")
@signed_in
def add_time_off() -> Response:
    diary = diary_of_reader()
    _, trip = empty_forms(diary)
    form = TimeOffForm(today=today_of(diary.calendar.schedule), prefix="")
    return add_with(diary, form, (form, trip), away.add_time_off, note=form.note.data or "")


@bp.post("/availability/trips")
@signed_in
def add_trip() -> Response:
    diary = diary_of_reader()
    time_off, _ = empty_forms(diary)
    schedule = diary.calendar.schedule
    form = TripForm(today=today_of(schedule), zone=schedule.zone, prefix=TRIP)
    return add_with(diary, form, (time_off, form), away.add_trip, time_zone=form.time_zone.data)


@bp.post("/availability/time-off/<public_id>/remove")
@signed_in
def remove_time_off(public_id: str) -> Response:
    return remove(TimeOff, public_id)


@bp.post("/availability/trips/<public_id>/remove")
@signed_in
def remove_trip(public_id: str) -> Response:
    return remove(Trip, public_id)


TRIP = "trip-"  # before the names of its fields: both forms are on one page


def empty_forms(diary: Diary) -> tuple[TimeOffForm, TripForm]:
    schedule = diary.calendar.schedule
    today = today_of(schedule)
    return (
        TimeOffForm(formdata=None, today=today),
        TripForm(formdata=None, today=today, zone=schedule.zone, prefix=TRIP),
    )


def add_with(diary: Diary, form, forms: tuple, add, **said) -> Response:
    if not form.validate():
        return render_away(diary, *forms, status=422)
    today = today_of(diary.calendar.schedule)
    try:
        add(current_person(), form.first_day.data, form.last_day.data, today=today, **said)
    except DomainError as refused:
        form.first_day.errors = [str(refused)]
        return render_away(diary, *forms, status=refused.status)
    return htmx.go_to(url_for(".time_off"))


def remove(kind: type[TimeOff] | type[Trip], public_id: str) -> Response:
    absence = away.absence_of(kind, current_person(), public_id) or abort(404)
    away.remove(absence)
    flash("Undone. Your hours hold on these days again.")
    return htmx.go_to(url_for(".time_off"))


def render_away(diary: Diary, form: TimeOffForm, trip_form: TripForm, *, status=200) -> Response:
    today, person_id = today_of(diary.calendar.schedule), current_person().id
    return htmx.render(
        "scheduling/away.html",
        fragment="scheduling/_away.html",
        status=status,
        calendar=diary.calendar,
        diary=diary,
        outside=diary.outside,
        form=form,
        trip_form=trip_form,
        vacations=away.absences_from(TimeOff, person_id, today),
        trips=away.absences_from(Trip, person_id, today),
        today=today,
    )
