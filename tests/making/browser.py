"""People and talks that browser tests meet in a running product."""

from datetime import datetime, timedelta

from tests.making import requests
from tests.making.followup import action, already_asked, closing, insight, kept, past_talk
from webapp.booking import request_answers as answers
from webapp.booking.engagement import Wish, book_engagement, end_engagement, write_reflection
from webapp.booking.handing_on import hand_on
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, BookingChange, BookingStatus
from webapp.booking.moving import move_booking
from webapp.booking.queries import free_slots
from webapp.booking.request_models import PassReason
from webapp.booking.request_thread import close_thread, write
from webapp.core.db import Model, db, transaction
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.followup.chain import FollowUpKind
from webapp.followup.verdict_models import Attended
from webapp.live.verdicts import Verdict
from webapp.people.events import ProfileChanged
from webapp.people.favourite_models import Favourite
from webapp.people.models import HelpTopic, Person
from webapp.scheduling.events import AvailabilityChanged

ALWAYS_OPEN = [(weekday, 0, 1440) for weekday in range(7)]


def findable_mentor(make, handle, *, topics=(), rules=ALWAYS_OPEN, lengths=(10,), **more) -> Person:
    """A mentor who is found by words, and has a slot within minutes unless told otherwise."""
    attributes = {"name": handle.title(), "email": f"{handle}@example.test"} | more
    mentor = make.mentor(handle=handle, rules=rules, lengths=lengths, **attributes)
    with transaction():
        mentor.profile.topics = [
            HelpTopic(position=at, title=title) for at, title in enumerate(topics)
        ]
        db.session.flush()
        announce(ProfileChanged(mentor.id))
        announce(AvailabilityChanged(mentor.id))
    return mentor


def talk_in(make, minutes: int, *, lasts=20, **attributes) -> Booking:
    """A booking that starts in this many minutes from now, with a brief."""
    start = make.now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    slot = Interval(start, start + timedelta(minutes=lasts))
    mentee = attributes.pop("mentee", None) or make.person()
    return make.booking(slot=slot, mentee=mentee, brief=make.brief(mentee), **attributes)


def take(make, handle: str, starts_at: datetime, minutes: int = 10, mentee="") -> Booking:
    """Be a second faster than somebody else."""
    mentor = Person.query.filter_by(handle=handle).one()
    other = Person.query.filter_by(handle=mentee).one() if mentee else None
    return make.booking(slot=make.slot(starts_at, minutes), mentor=mentor, mentee=other)


def make_places(make) -> dict[str, str]:
    """Rae's talks and actions in every state, and mentors without time; what addresses call them.

    Needs the people of the demo.
    """
    findable_mentor(make, "never-free", name="Nell Ver", rules=[])
    findable_mentor(make, "on-a-break", name="Olu Break", is_paused=True)
    make.person(handle="newcomer", name="Nia Newcomer", time_zone="Europe/Berlin")
    rae = make.person(handle="rae", name="Rae Lindholm", time_zone="Europe/Berlin")
    rows = talks_ahead(make, rae) | talks_before(make, rae) | talks_together(make, rae)
    rows |= requests_of(make, rae)
    return {name: row.public_id for name, row in rows.items()}


def talks_ahead(make, rae: Person) -> dict[str, Model]:
    soon, gone = make.now + timedelta(minutes=15), make.now - timedelta(minutes=1)
    held = talk_in(make, 300, mentee=rae, status=BookingStatus.HELD, held_until=soon)
    lapsed = talk_in(make, 400, mentee=rae, status=BookingStatus.HELD, held_until=gone)
    confirmed = talk_in(make, 600, mentee=rae)
    return {
        "held": held,
        "lapsed": lapsed,
        "cancelled": cancelled_talk(make, rae),
        "confirmed": confirmed,
        "brief": confirmed.brief,
    }


def cancelled_talk(make, rae: Person) -> Booking:
    mentor = findable_mentor(make, "ill", name="Ilja Lauer", time_zone="Asia/Kolkata")
    talk = talk_in(make, 500, mentor=mentor, mentee=rae, status=BookingStatus.CANCELLED)
    change = {"from_status": BookingStatus.CONFIRMED, "to_status": BookingStatus.CANCELLED}
    make.save(
        BookingChange(
            booking_id=talk.id, person_id=mentor.id, at=make.now, why="I am ill.", **change
        )
    )
    return talk


def talks_before(make, rae: Person) -> dict[str, Model]:
    ada = Person.query.filter_by(handle="ada").one()
    ended = past_talk(make, mentor=ada, mentee=rae, ago=timedelta(days=3))
    closing(make, ended, rae, none_needed=False)
    return {
        "over": talk_in(make, -90, mentee=rae),
        "ended": ended,
        "open": action(make, booking=ended),
        "unsaid": past_talk(make, mentee=rae, ago=timedelta(days=9), status=BookingStatus.ENDED),
        "answered": action(make, owner=rae, status="done", note="He took it well."),
        "missed": missed_talk(make, ada, rae),
        "insight": insight(make, ended, rae),
        "day": already_asked(kept(make, owner=rae, ago=timedelta(days=4)), FollowUpKind.DAY),
        "month": already_asked(kept(make, owner=rae, ago=timedelta(days=5)), FollowUpKind.MONTH),
    }


def missed_talk(make, ada: Person, rae: Person) -> Booking:
    talk = past_talk(
        make, mentor=ada, mentee=rae, ago=timedelta(days=6), status=BookingStatus.ENDED,
        ended_reason=EndedReason.ABSENT_MENTEE,
    )  # fmt: skip
    for person, verdict in ((ada, Verdict.ATTENDED), (rae, Verdict.ABSENT)):
        make.save(Attended(booking_id=talk.id, person_id=person.id, verdict=verdict, at=make.now))
    return talk


def talks_together(make, rae: Person) -> dict[str, Model]:
    """Two engagements with one who is open all week: one runs, one is over; and a moved talk."""
    mentor = findable_mentor(make, "weekly", name="Wanda Weekly", time_zone="Asia/Kolkata")
    slots = free_slots(mentor, rae, now=make.now)[150::300]
    running, closed = (
        book_engagement(mentor, rae, wish_for(some), now=make.now)
        for some in (slots[:2], slots[2:4])
    )
    end_engagement(closed, mentor, why="I change jobs.", now=make.now)
    write_reflection(closed, mentor, "You ask back before you answer.", now=make.now)
    moved = running.bookings[1]
    move_booking(moved, mentor, slots[5].start, why="A school play.", now=make.now)
    return {"running": running, "closed": closed, "moved": moved}


def wish_for(slots: list[Interval]) -> Wish:
    last_day = slots[-1].end.date() + timedelta(days=30)
    starts = [slot.start for slot in slots]
    return Wish(starts, 10, "Lead the platform half", "Who tells Jonas?", last_day)


def requests_of(make, rae) -> dict[str, Model]:
    """Rae's requests to Remy, who reads first, in every state there is a page for."""
    ways = {"reads_first": True, "answers_in_writing": True}
    remy = findable_mentor(make, "remy", name="Remy Okafor", lengths=(20,), calendar=ways)
    slots = iter(slots_far_ahead(make))
    open_, questioned, turned_down = (
        requests.sent(make, mentor=remy, mentee=rae, slot=next(slots)) for _ in range(3)
    )
    answers.ask_one_thing(questioned, remy, requests.QUESTION, now=make.now)
    answers.pass_request(turned_down, remy, PassReason.CLOSE, line="I know him.", now=make.now)
    hand_on(turned_down, now=make.now)
    thread, closed = a_thread(make, remy, rae), a_thread(make, remy, rae)
    close_thread(closed, rae, now=make.now)
    hold = make.hold(mentor=remy, mentee=rae, slot=next(slots), brief=make.brief(rae))
    return {
        "to_read": open_, "questioned": questioned, "turned_down": turned_down,
        "thread": thread, "thread_closed": closed, "for_a_reader": hold,
    }  # fmt: skip


def a_thread(make, mentor, mentee) -> Model:
    request = requests.written(make, mentor=mentor, mentee=mentee)
    write(request, mentor, "Tell him first.", now=make.now)
    return request


def slots_far_ahead(make) -> list[Interval]:
    day = make.now.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=9)
    return [make.slot(day + timedelta(hours=hour)) for hour in range(4)]


def friends_of(make, person: Person, friends: list[Person]) -> None:
    for friend in friends:
        make.save(Favourite(person_id=person.id, favourite_id=friend.id, at=make.now))
