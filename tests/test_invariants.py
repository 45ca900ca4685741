"""What must be true of all rows together, and each way to break it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import current_app

from tests.access.world import World
from tests.making.booking import slot_at
from webapp.booking.models import Booking, BookingChange, BookingStatus, Seat
from webapp.core.db import db, transaction
from webapp.core.outbox import Outbox, put
from webapp.demo import cast, meetings
from webapp.followup.chain_models import FollowUp
from webapp.followup.models import Action, Closing, Insight
from webapp.followup.verdict_models import Attended
from webapp.goals.models import Brief
from webapp.invariants import CHECKS, violations
from webapp.live.models import Attendance, AttendanceKind, LiveSession
from webapp.live.private_pad import keep_pad

MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(make):
    return World(make)


def broken() -> list[str]:
    """Return the rules that are broken, in words."""
    senders = current_app.extensions["outbox_senders"]
    return sorted({line.partition(":")[0] for line in violations(senders=senders)})


def change(table, row, **values):
    with transaction():
        db.session.execute(sa.update(table).where(table.id == row.id).values(values))


def test_a_world_made_by_the_product_breaks_nothing(world):
    assert broken() == []


def test_the_demo_breaks_nothing(now):
    with transaction():
        cast.add_cast(now=now)
        meetings.add_joinable(now=now)
        meetings.add_past(now=now)
    assert broken() == []


def overlap(world):
    # the database refuses this by itself: a booking of other people that is given to the mentee
    other = world.make.booking(slot=slot_at(15))
    drop_guards()
    seat = next(seat for seat in other.seats if seat.part == "mentee")
    change(Seat, seat, person_id=world.mentee.id)


def drop_guards():
    """Take away what refuses two places at a time, as if a migration had lost it."""
    with transaction():
        if db.session.connection().dialect.name == "postgresql":
            text = "ALTER TABLE seat DROP CONSTRAINT ex_seat_person_id_time"
            db.session.execute(sa.text(text))
            return
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'seat'"
        for name in db.session.scalars(sa.text(triggers)).all():
            db.session.execute(sa.text(f"DROP TRIGGER {name}"))


def seat_apart(world):
    change(Seat, world.later.seats[0], status=BookingStatus.CANCELLED)


def two_mentors(world):
    change(Seat, next(s for s in world.off.seats if s.part == "mentee"), part="mentor")


def endless_hold(world):
    change(Booking, world.hold, held_until=None)
    for seat in world.hold.seats:
        change(Seat, seat, held_until=None)


def change_unwritten(world):
    change(BookingChange, world.later.changes[-1], to_status=BookingStatus.HELD)


def foreign_brief(world):
    change(Brief, world.later.brief, person_id=world.stranger.id)


def early_session(world):
    world.make.save(LiveSession(booking_id=world.hold.id, opened_at=world.make.now))


def foreign_closing(world):
    closing = Closing(booking_id=world.past.id, person_id=world.stranger.id)
    closing.updated_at = world.make.now
    world.make.save(closing)


def foreign_action(world):
    row = db.session.scalars(sa.select(Action)).first()
    change(Action, row, owner_id=world.stranger.id)
    asked = db.session.scalars(sa.select(FollowUp).where(FollowUp.action_id == row.id)).all()
    for question in asked:
        change(FollowUp, question, person_id=world.stranger.id)


def foreign_question(world):
    change(FollowUp, asked_in(world), person_id=world.stranger.id)


def idle_question(world):
    change(Action, asked_in(world).action, status="done")


def asked_in(world) -> FollowUp:
    return db.session.scalars(sa.select(FollowUp).filter_by(public_id=world.ids["asked"])).one()


def foreign_insight(world):
    row = db.session.scalars(sa.select(Insight)).first()
    change(Insight, row, person_id=world.stranger.id)


def foreign_verdict(world):
    change(Attended, db.session.scalars(sa.select(Attended)).first(), person_id=world.stranger.id)


def first_session():
    return db.session.scalars(sa.select(LiveSession).order_by(LiveSession.id)).first()


def foreign_visit(world):
    session = first_session()
    visit = Attendance(live_session_id=session.id, person_id=world.stranger.id, peer_id="p")
    visit.kind, visit.at = AttendanceKind.JOINED, world.make.now
    world.make.save(visit)


def foreign_pad(world):
    keep_pad(world.past, world.mentee, "mine", rev=0, now=world.make.now)


def sent_by_nobody(world):
    sent = db.session.scalars(sa.select(Outbox).where(Outbox.sent_at.is_not(None))).first()
    change(Outbox, sent, attempts=0)


def unknown_kind(world):
    with transaction():
        put("pigeon", recipient="x", payload={}, key="pigeon", due_at=world.make.now)


def impossible_clock(world):
    session = first_session()
    change(LiveSession, session, ends_at=world.past.ends_at + 6 * MINUTE)


def halted_clock(world):
    change(LiveSession, first_session(), ends_at=None)


WAYS = {
    overlap: "a person is booked twice at a time",
    seat_apart: "a seat says something else than its booking",
    two_mentors: "a booking has not one mentor and one mentee, or as many as its group has places",
    endless_hold: "a hold has no end, or something else has one",
    change_unwritten: "a booking is not what its last change made of it",
    foreign_brief: "a brief is beside a booking of somebody else",
    early_session: "a talk was opened that nobody had confirmed",
    foreign_closing: "somebody without a seat answered the closing",
    foreign_action: "somebody without a seat has an action",
    foreign_question: "somebody is asked about an action of somebody else",
    idle_question: "somebody is asked about an action that is answered",
    foreign_insight: "somebody without a seat learned something in a talk",
    foreign_verdict: "somebody without a seat came to a talk, or did not",
    foreign_visit: "somebody without a seat was in the room",
    foreign_pad: "somebody who is not the mentor has a pad of their own",
    sent_by_nobody: "an outbox row was sent without a try",
    unknown_kind: "nobody sends outbox rows of this kind",
    impossible_clock: "a clock could not have run so",
    halted_clock: "a clock could not have run so",
}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_broken_rule_is_found_and_no_other(world, way):
    way(world)
    assert broken() == [WAYS[way]]


def test_every_rule_was_broken_once():
    # two live sessions of a booking are refused by a unique key, on both engines
    by_the_database = {"a booking has several live sessions"}
    assert {words for words, _select in CHECKS} <= set(WAYS.values()) | by_the_database


def test_the_command_names_rows_but_nothing_that_people_wrote(world, run_command):
    assert run_command("check", "invariants") == "Everything stored fits together.\n"
    seat_apart(world)
    said = run_command("check", "invariants")
    assert world.later.public_id in said
    assert world.mentee.name not in said
