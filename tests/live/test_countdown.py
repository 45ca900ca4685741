from datetime import UTC, datetime, timedelta

import pytest

from webapp.core.intervals import Interval
from webapp.live.countdown import Countdown, RoomState, Sighting, time_together


def at(minute, second=0):
    return datetime(2026, 3, 2, 14, 0, second, tzinfo=UTC) + timedelta(minutes=minute)


BOOKED = Countdown(Interval(at(10), at(30)))


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (at(-6), RoomState.EARLY),
        (at(-5), RoomState.WAITING),
        (at(29, 59), RoomState.WAITING),
        (at(30), RoomState.GRACE),
        (at(31, 59), RoomState.GRACE),
        (at(32), RoomState.CLOSED),
    ],
)
def test_a_room_nobody_shares_opens_15_minutes_early_and_closes_with_the_grace(now, state):
    assert BOOKED.state(now) == state
    assert BOOKED.is_open(now) == (state not in (RoomState.EARLY, RoomState.CLOSED))


@pytest.mark.parametrize(
    ("both_there", "ends_at"),
    [
        (at(10), at(30)),
        (at(2), at(22)),
        (at(13), at(33)),
        (at(20), at(35)),
        (at(31), at(35)),
    ],
)
def test_both_get_the_booked_length_but_at_most_five_minutes_over(both_there, ends_at):
    started = BOOKED.start(both_there)

    assert (started.starts_at, started.ends_at, started.rev) == (both_there, ends_at, 1)
    assert started.state(both_there) == RoomState.RUNNING
    assert started.state(ends_at) == RoomState.GRACE
    assert started.state(ends_at + timedelta(minutes=2)) == RoomState.CLOSED


def test_a_late_start_does_not_run_into_what_comes_next():
    assert BOOKED.start(at(14), taken_from=at(32)).ends_at == at(32)
    assert BOOKED.start(at(14), taken_from=at(50)).ends_at == at(34)


def test_the_clock_does_not_start_when_no_time_is_left():
    assert BOOKED.start(at(31), taken_from=at(30)) == BOOKED


def test_a_running_clock_is_not_started_again():
    started = BOOKED.start(at(10))
    assert started.start(at(12)) == started


def test_the_wire_has_milliseconds_and_nulls_for_what_has_not_begun():
    waiting = BOOKED.as_json(at(9, 30))
    assert waiting["now"] == 1772460570000
    assert (waiting["starts_at"], waiting["ends_at"], waiting["rev"]) == (None, None, 0)
    assert waiting["booked_ends_at"] - waiting["booked_starts_at"] == 20 * 60_000
    assert waiting["booked_starts_at"] - waiting["opens_at"] == 15 * 60_000
    assert waiting["closes_at"] - waiting["booked_ends_at"] == 1000 * waiting["grace_seconds"]

    running = BOOKED.start(at(11)).as_json(at(11))
    assert running["starts_at"] == running["now"]
    assert running["ends_at"] - running["now"] == 20 * 60_000
    assert running["rev"] == 1


def came(person, minute, peer="tab"):
    return Sighting(person, f"{peer}{person}", True, at(minute))


def went(person, minute, peer="tab"):
    return Sighting(person, f"{peer}{person}", False, at(minute))


@pytest.mark.parametrize(
    ("sightings", "minutes"),
    [
        ([], 0),
        ([came(1, 0)], 0),
        ([came(1, 0), came(2, 5), went(1, 20), went(2, 21)], 15),
        ([came(1, 0), came(2, 5)], 25),
        ([came(1, 0), came(2, 5), went(2, 10), came(2, 12), went(2, 20), went(1, 20)], 13),
        ([came(1, 0), came(2, 5), came(2, 8, "phone"), went(2, 9), went(2, 20, "phone")], 15),
        ([came(1, 0), came(1, 1, "phone"), went(1, 9), went(1, 9, "phone")], 0),
        ([came(1, 0), came(1, 2), came(2, 5), went(1, 10)], 5),
        ([came(1, 0), came(2, 40), went(2, 50)], 0),
        ([came(2, 5), went(1, 20), came(1, 0)], 15),
    ],
)
def test_time_together_is_when_both_are_there_with_any_tab(sightings, minutes):
    assert time_together(sightings, until=at(30)) == timedelta(minutes=minutes)
