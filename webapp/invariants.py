"""What must be true of the rows together, whatever was killed or raced: `flask check invariants`.

Each check selects the rows that break it, by keys and never by what people wrote.
"""

from collections.abc import Callable, Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.group_models import GroupHour
from webapp.booking.lifecycle import BLOCKING
from webapp.booking.models import Booking, BookingChange, BookingStatus, Part, Seat
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.core.outbox import Outbox
from webapp.followup import strange_rows
from webapp.followup.models import TALK_ID, Action, Closing
from webapp.goals.models import Brief
from webapp.live.countdown import LATEST_OVERRUN, Countdown
from webapp.live.models import Attendance, LiveSession, NoteUpdate, Presence
from webapp.live.note_models import PrivatePad

AT_MOST = 20  # rows named for each check
HELD = BookingStatus.HELD
MET = (BookingStatus.CONFIRMED, BookingStatus.ENDED, BookingStatus.CANCELLED)

Check = Callable[[], sa.Select]
CHECKS: list[tuple[str, Check]] = [*strange_rows.CHECKS]


def check(words: str) -> Callable[[Check], Check]:
    def register(select: Check) -> Check:
        CHECKS.append((words, select))
        return select

    return register


def violations(*, senders: Iterable[str]) -> Iterator[str]:
    """Yield a line for each row that breaks a rule; nothing means that all is well."""
    for words, select in CHECKS:
        yield from lines(words, select())
    yield from lines("nobody sends outbox rows of this kind", unsendable(senders))
    yield from odd_clocks()


def lines(words: str, broken: sa.Select) -> Iterator[str]:
    for row in db.session.execute(broken.limit(AT_MOST)):
        yield f"{words}: {', '.join(map(str, row))}"


@check("a person is booked twice at a time")
def overlaps() -> sa.Select:
    one, two = orm.aliased(Seat), orm.aliased(Seat)
    return sa.select(one.person_id, one.booking_id, two.booking_id).where(
        one.person_id == two.person_id,
        one.id < two.id,
        one.status.in_(BLOCKING),
        two.status.in_(BLOCKING),
        one.starts_at < two.ends_at,
        two.starts_at < one.ends_at,
    )


@check("a seat says something else than its booking")
def seats_apart() -> sa.Select:
    return sa.select(Booking.public_id, Seat.part).where(
        Seat.booking_id == Booking.id,
        sa.or_(
            Seat.status != Booking.status,
            Seat.starts_at != Booking.starts_at,
            Seat.ends_at != Booking.ends_at,
            Seat.held_until.is_distinct_from(Booking.held_until),
        ),
    )


@check("a booking has not one mentor and one mentee, or as many as its group has places")
def odd_seats() -> sa.Select:
    mentors, mentees = (seats_with(part) for part in (Part.MENTOR, Part.MENTEE))
    people = sa.func.count(sa.distinct(Seat.person_id))
    most = sa.func.coalesce(GroupHour.places, 1)
    fewest = sa.case((GroupHour.places.is_(None), 1), else_=0)
    return (
        sa.select(Booking.public_id)
        .outerjoin(Seat, Seat.booking_id == Booking.id)
        .outerjoin(GroupHour, GroupHour.booking_id == Booking.id)
        .group_by(Booking.id, Booking.public_id, GroupHour.places)
        .having(sa.or_(mentors != 1, mentees > most, mentees < fewest, people != mentors + mentees))
    )


def seats_with(part: Part) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((Seat.part == part, 1)))


@check("a hold has no end, or something else has one")
def odd_holds() -> sa.Select:
    is_held, has_end = Booking.status == HELD, Booking.held_until.is_not(None)
    return sa.select(Booking.public_id).where(is_held != has_end)


@check("a booking is not what its last change made of it")
def odd_changes() -> sa.Select:
    last = sa.select(sa.func.max(BookingChange.id)).group_by(BookingChange.booking_id)
    return sa.select(Booking.public_id).where(
        BookingChange.booking_id == Booking.id,
        BookingChange.id.in_(last),
        BookingChange.to_status != Booking.status,
    )


@check("a brief is beside a booking of somebody else")
def strange_briefs() -> sa.Select:
    return sa.select(Booking.public_id).where(
        Booking.brief_id == Brief.id,
        ~Booking.seats.any(Seat.person_id == Brief.person_id),
    )


@check("a booking has several live sessions")
def many_sessions() -> sa.Select:
    by_booking = sa.select(LiveSession.booking_id).group_by(LiveSession.booking_id)
    return by_booking.having(sa.func.count() > 1)


@check("a talk was opened that nobody had confirmed")
def early_sessions() -> sa.Select:
    return sa.select(Booking.public_id).where(
        LiveSession.booking_id == Booking.id, Booking.status.not_in(MET)
    )


@check("somebody without a seat answered the closing")
def strange_closings() -> sa.Select:
    return without_seat(sa.select(Closing.id), Closing.booking_id, Closing.person_id)


@check("somebody without a seat has an action")
def strange_actions() -> sa.Select:
    from_talks = sa.select(Action.public_id).where(TALK_ID.is_not(None))
    return without_seat(from_talks, TALK_ID, Action.owner_id)


@check("somebody who is not the mentor has a pad of their own")
def strange_pads() -> sa.Select:
    leads = sa.exists().where(
        Seat.booking_id == PrivatePad.booking_id,
        Seat.person_id == PrivatePad.person_id,
        Seat.part == Part.MENTOR,
    )
    return sa.select(PrivatePad.id).where(~leads)


@check("somebody without a seat was in the room")
def strange_visits() -> sa.Select:
    return in_room(Attendance).union(in_room(Presence), in_room(NoteUpdate))


def in_room(table: type) -> sa.Select:
    session = sa.select(table.live_session_id, table.person_id).where(
        table.live_session_id == LiveSession.id, table.person_id.is_not(None)
    )
    return without_seat(session, LiveSession.booking_id, table.person_id)


def without_seat(rows: sa.Select, booking_id, person_id) -> sa.Select:
    seat = sa.exists().where(Seat.booking_id == booking_id, Seat.person_id == person_id)
    return rows.where(~seat)


@check("an outbox row was sent without a try")
def odd_rows() -> sa.Select:
    return sa.select(Outbox.id).where(Outbox.sent_at.is_not(None), Outbox.attempts == 0)


def unsendable(senders: Iterable[str]) -> sa.Select:
    return sa.select(Outbox.id, Outbox.kind).where(
        Outbox.waiting(), Outbox.kind.not_in(list(senders))
    )


def odd_clocks() -> Iterator[str]:
    columns = (LiveSession.starts_at, LiveSession.ends_at, LiveSession.rev)
    rows = db.session.execute(
        sa.select(Booking.public_id, Booking.starts_at, Booking.ends_at, *columns).where(
            LiveSession.booking_id == Booking.id
        )
    )
    for public_id, begins, ends, *clock in rows:
        if not is_possible(Countdown(Interval(begins, ends), *clock)):
            yield f"a clock could not have run so: {public_id}"


def is_possible(clock: Countdown) -> bool:
    """Say whether the two could have been given this time together."""
    if clock.starts_at is None or clock.ends_at is None:
        return clock.starts_at == clock.ends_at
    return (
        clock.rev > 0
        and clock.opens_at <= clock.starts_at < clock.ends_at
        and clock.ends_at <= clock.booked.end + LATEST_OVERRUN
        and clock.ends_at - clock.starts_at <= clock.booked.length
    )
