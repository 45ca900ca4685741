"""Coming into the room and leaving it: who may, who hears, who is where."""

import pytest
import sqlalchemy as sa

from tests.making.live import gone
from webapp.booking.models import BookingStatus
from webapp.booking.service import cancel_booking
from webapp.core.db import db, transaction
from webapp.core.text import initials
from webapp.live import rounds
from webapp.live.countdown import milliseconds
from webapp.live.models import Attendance, LiveSession, Presence
from webapp.live.peers import peers


def came_and_went(person):
    rows = db.session.scalars(sa.select(Attendance).where(Attendance.person_id == person.id))
    return [(row.kind, row.reason) for row in rows]


def test_who_joins_first_waits_alone(mentor, booking):
    answer = mentor.join(booking)

    assert answer["ok"]
    assert (answer["peer"], answer["part"], answer["here"]) == (mentor.peer, "mentor", [])
    assert answer["clock"]["starts_at"] is None
    assert answer["notes"] == {"update": "AAA=", "state_vector": "AA=="}


def test_who_joins_second_finds_the_first_and_the_first_hears_of_it(mentor, mentee, booking):
    mentor.join(booking)
    answer = mentee.join(booking)

    assert answer["here"] == [
        {
            "peer": mentor.peer,
            "visit": mentor.visit,
            "person": booking.mentor.public_id,
            "name": booking.mentor.name,
            "initials": initials(booking.mentor.name),
            "part": "mentor",
        }
    ]
    assert mentor.heard("peer_joined") == [
        {
            "peer": mentee.peer,
            "visit": mentee.visit,
            "person": booking.mentee.public_id,
            "name": booking.mentee.name,
            "initials": initials(booking.mentee.name),
            "part": "mentee",
        }
    ]
    assert mentee.heard("peer_joined") == []


def test_the_clock_starts_when_both_are_there_and_both_hear_it(mentor, mentee, booking, clock):
    mentor.join(booking)
    clock.advance(minutes=2)
    answer = mentee.join(booking)

    began = milliseconds(clock.now())
    assert answer["clock"]["starts_at"] == began
    assert answer["clock"]["ends_at"] == began + 20 * 60_000
    assert answer["clock"]["rev"] == 1
    assert mentor.heard("clock") == mentee.heard("clock") == [answer["clock"]]


def test_a_late_start_ends_where_the_next_booking_of_either_begins(make, connect, booking, clock):
    next_slot = make.slot(booking.ends_at.replace(minute=22), minutes=10)
    make.booking(slot=next_slot, mentee=booking.mentee)
    clock.advance(minutes=14)  # four minutes late
    connect(booking.mentor).join(booking)
    answer = connect(booking.mentee).join(booking)

    assert answer["clock"]["ends_at"] == milliseconds(next_slot.start)


def test_a_lapsed_hold_next_to_the_booking_costs_no_time(make, connect, booking, clock):
    next_slot = make.slot(booking.ends_at.replace(minute=22), minutes=10)
    make.hold(slot=next_slot, mentee=booking.mentee)  # ran out 45 minutes ago
    clock.advance(minutes=14)
    connect(booking.mentor).join(booking)
    answer = connect(booking.mentee).join(booking)

    assert answer["clock"]["ends_at"] == milliseconds(clock.now()) + 20 * 60_000


def test_coming_back_does_not_start_the_clock_again(both, booking, clock):
    mentor, mentee = both
    clock.advance(minutes=3)
    answer = mentee.join(booking)

    assert answer["clock"]["rev"] == 1
    assert milliseconds(clock.now()) - answer["clock"]["starts_at"] == 3 * 60_000
    assert mentor.heard() == []


def test_strangers_find_no_room(make, connect, booking):
    assert connect(make.person()).join(booking) == {"ok": False, "error": "not_found"}


@pytest.mark.parametrize("status", [BookingStatus.HELD, BookingStatus.CANCELLED])
def test_a_booking_that_is_not_confirmed_has_no_room(mentor, booking, status):
    with transaction():
        booking.status = status
    assert mentor.join(booking)["error"] == "not_found"


def test_before_it_opens_the_room_says_when(make, connect, clock):
    booking = make.booking()
    clock.advance(minutes=44, seconds=59)
    answer = connect(booking.mentor).join(booking)

    assert (answer["error"], answer["opens_at"]) == ("not_open", milliseconds(clock.now()) + 1000)
    assert db.session.scalar(sa.select(sa.func.count(LiveSession.id))) == 0
    clock.advance(seconds=1)
    assert connect(booking.mentor).join(booking)["ok"]


def test_after_the_grace_the_room_is_over(make, connect, booking, clock):
    clock.advance(minutes=32)
    assert connect(booking.mentor).join(booking)["error"] == "over"


def test_a_meeting_that_has_ended_is_over(mentor, booking):
    with transaction():
        booking.status = BookingStatus.ENDED
    assert mentor.join(booking)["error"] == "over"


def test_a_refused_tab_hears_nothing_of_the_room(make, connect, mentor, mentee, booking):
    second = connect(booking.mentor)
    mentor.join(booking)
    assert second.join(booking)["error"] == "elsewhere"
    mentee.join(booking)

    assert second.heard() == []
    assert second.send("read_clock", {})["error"] == "not_joined"


def test_leaving_is_told_to_the_other_once(both):
    mentor, mentee = both

    assert mentee.send("leave", {}) == mentee.send("leave", {}) == {"ok": True}
    assert mentor.heard("peer_left") == [{"peer": mentee.peer, "reason": "left"}]
    assert mentee.heard() == []


def test_a_lost_connection_frees_the_place(both, booking):
    mentor, mentee = both
    mentee.vanish()

    assert mentor.heard("peer_left") == [gone(mentee, kept_for=120)]
    assert came_and_went(booking.mentee) == [("joined", None), ("left", "gone")]
    assert mentor.join(booking)["here"] == []


def test_the_place_of_one_who_lost_the_connection_is_kept_for_two_minutes(both, booking, clock):
    mentor, mentee = both
    mentee.vanish()
    clock.advance(seconds=50)

    [away] = mentor.join(booking)["away"]
    assert (away["person"], away["kept_for"]) == (booking.mentee.public_id, 70)
    clock.advance(seconds=70)
    assert mentor.join(booking)["away"] == []


def test_nobody_is_away_who_left_or_is_back_on_another_device(both, booking, connect):
    mentor, mentee = both
    mentee.send("leave", {})
    assert mentor.join(booking)["away"] == []
    mentee.join(booking)
    mentee.vanish()
    connect(booking.mentee).join(booking)
    answer = mentor.join(booking)
    assert (len(answer["here"]), answer["away"]) == (1, [])


def test_the_place_of_a_socket_that_died_with_its_process_is_kept_too(both, booking, clock):
    mentor, mentee = both
    peers.pop(next(socket for socket, peer in peers.items() if peer.id == mentee.peer))
    clock.advance(seconds=30)

    assert [away["kept_for"] for away in mentor.join(booking)["away"]] == [90]


def test_the_same_tab_on_a_new_socket_takes_its_place_without_a_farewell(
    connect, sign_in, booking, mentee
):
    browser = sign_in(booking.mentor)
    old = connect(booking.mentor, browser)
    old.join(booking)
    mentee.join(booking)
    mentee.heard()
    new = connect(booking.mentor, browser, peer=old.peer)
    answer = new.join(booking)
    old.vanish()

    assert [other["peer"] for other in answer["here"]] == [mentee.peer]
    assert mentee.heard("peer_left") == []
    assert came_and_went(booking.mentor) == [("joined", None)]
    assert not old.is_connected


def test_a_reload_is_told_with_its_new_visit(connect, sign_in, booking, mentee):
    browser = sign_in(booking.mentor)
    old = connect(booking.mentor, browser)
    old.join(booking)
    mentee.join(booking)
    mentee.heard()
    new = connect(booking.mentor, browser, peer=old.peer)
    new.join(booking)

    assert [fact["visit"] for fact in mentee.heard("peer_joined")] == [new.visit]
    assert old.visit != new.visit


def test_a_second_tab_may_take_over(connect, mentor, mentee, booking):
    mentor.join(booking)
    mentee.join(booking)
    mentee.heard(), mentor.heard()
    second = connect(booking.mentor)

    assert second.join(booking) == {"ok": False, "error": "elsewhere"}
    assert second.take_over(booking)["ok"]
    assert mentor.heard() == ["taken_over"]
    assert mentor.is_connected
    assert mentee.heard("peer_left") == [{"peer": mentor.peer, "reason": "moved"}]
    assert second.heard() == []


def test_the_tab_that_gave_way_may_take_over_again(connect, mentor, booking):
    mentor.join(booking)
    second = connect(booking.mentor)
    second.take_over(booking)

    assert mentor.send("read_clock", {})["error"] == "not_joined"
    assert mentor.take_over(booking)["ok"]
    assert second.heard() == ["taken_over"]


def test_a_place_whose_process_died_is_simply_taken(connect, mentor, booking):
    from_before = connect(booking.mentor)
    from_before.join(booking)
    with transaction():
        db.session.execute(sa.update(Presence).values(socket_id="of-a-dead-process"))

    assert mentor.join(booking)["ok"]


def test_a_place_whose_process_died_does_not_start_the_clock(connect, mentor, mentee, booking):
    mentor.join(booking)
    with transaction():
        db.session.execute(sa.update(Presence).values(socket_id="of-a-dead-process"))
    answer = mentee.join(booking)

    assert (answer["here"], answer["clock"]["rev"]) == ([], 0)


def test_a_place_long_unseen_is_given_up_when_it_was_last_seen(both, booking, clock, go_round):
    mentor, mentee = both
    clock.advance(minutes=4)
    with transaction():
        db.session.execute(
            sa.update(Presence)
            .where(Presence.peer_id == mentee.peer)
            .values(socket_id="of-a-dead-process")
        )
    go_round(rounds.note_presence)

    assert mentor.heard("peer_left") == [gone(mentee, kept_for=0)]
    left = db.session.scalars(sa.select(Attendance).where(Attendance.kind == "left")).one()
    assert left.at == booking.starts_at.replace(hour=9, minute=50)
    assert mentor.join(booking)["ok"]


def test_going_to_another_meeting_leaves_this_one(make, connect, booking, clock):
    other = make.booking(mentor=booking.mentor, slot=make.slot(booking.ends_at, minutes=10))
    clock.advance(minutes=20)
    mentor, mentee = connect(booking.mentor), connect(booking.mentee)
    mentor.join(booking)
    mentee.join(booking)
    mentee.heard()

    assert mentor.join(other)["ok"]
    assert mentee.heard("peer_left") == [{"peer": mentor.peer, "reason": "left"}]


def test_when_the_grace_is_over_both_hear_it_once(both, booking, clock, go_round):
    mentor, mentee = both
    clock.advance(minutes=21, seconds=59)
    go_round(rounds.end_rooms)
    assert mentor.heard() == []
    clock.advance(seconds=1)
    go_round(rounds.end_rooms)
    go_round(rounds.end_rooms)

    assert mentor.heard() == mentee.heard() == ["ended"]


def test_a_minute_after_the_end_nobody_is_in_the_room(both, booking, clock, go_round):
    mentor, mentee = both
    clock.advance(minutes=23)
    go_round(rounds.end_rooms)

    assert mentor.send("read_clock", {})["error"] == "not_joined"
    assert came_and_went(booking.mentee) == [("joined", None), ("left", "ended")]


def test_a_talk_that_both_came_to_is_ended_as_completed(both, booking, clock, go_round):
    clock.advance(minutes=22)
    go_round(rounds.end_rooms)
    assert (booking.status, booking.ended_reason) == ("ended", "completed")


def test_a_talk_that_one_waited_for_says_who_did_not_come(mentor, booking, clock, go_round):
    mentor.join(booking)
    clock.advance(minutes=32)
    go_round(rounds.end_rooms)
    assert (booking.status, booking.ended_reason) == ("ended", "absent_mentee")


def test_calling_off_closes_the_room_for_who_is_in_it(mentor, booking, clock, go_round):
    mentor.join(booking)
    cancel_booking(booking, booking.mentee, now=clock.now())
    assert mentor.heard() == ["ended"]

    go_round(rounds.end_rooms)
    assert mentor.join(booking)["error"] == "not_found"
    assert came_and_went(booking.mentor) == [("joined", None), ("left", "ended")]
