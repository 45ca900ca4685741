"""Who came to a talk, from joins and leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.live.countdown import Sighting
from webapp.live.verdicts import Verdict, is_there, time_there, verdicts

ADA, BEN, CHIDI = 1, 2, 3
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ATTENDED, ABSENT, UNKNOWN = Verdict


def minute(number: float) -> datetime:
    return START + timedelta(minutes=number)


def came(person, at, *, tab="a"):
    return Sighting(person, f"{person}{tab}", True, minute(at))


def went(person, at, *, tab="a"):
    return Sighting(person, f"{person}{tab}", False, minute(at))


def verdict_on(*sightings, until=22, people=(ADA, BEN)):
    return tuple(verdicts(people, sightings, since=START, until=minute(until)).values())


def test_who_meets_has_attended():
    assert verdict_on(came(ADA, 0), came(BEN, 3)) == (ATTENDED, ATTENDED)


def test_who_waits_ten_minutes_has_attended_and_the_other_was_absent():
    assert verdict_on(came(ADA, 0), until=10) == (ATTENDED, ABSENT)


@pytest.mark.parametrize("until", [0.5, 5, 9.9])
def test_before_ten_minutes_nobody_knows(until):
    assert verdict_on(came(ADA, 0), until=until) == (UNKNOWN, UNKNOWN)


def test_waiting_before_the_start_does_not_count():
    assert verdict_on(came(ADA, -15), until=9) == (UNKNOWN, UNKNOWN)
    assert verdict_on(came(ADA, -15), until=10) == (ATTENDED, ABSENT)


def test_nobody_came():
    assert verdict_on() == (UNKNOWN, UNKNOWN)


def test_who_comes_after_the_other_has_gone_is_not_absent():
    assert verdict_on(came(ADA, 0), went(ADA, 11), came(BEN, 15)) == (ATTENDED, UNKNOWN)


def test_a_page_that_is_loaded_again_goes_on_waiting():
    seen = [came(ADA, 0), went(ADA, 4), came(ADA, 5, tab="b")]

    assert verdict_on(*seen, until=10) == (UNKNOWN, UNKNOWN)
    assert verdict_on(*seen, until=11) == (ATTENDED, ABSENT)


def test_two_tabs_wait_as_one():
    seen = [came(ADA, 0), came(ADA, 2, tab="b"), went(ADA, 3)]

    assert time_there(ADA, seen, since=START, until=minute(9)) == timedelta(minutes=9)


def test_who_comes_after_the_end_was_not_there():
    assert verdict_on(came(ADA, 0), came(BEN, 30)) == (ATTENDED, ABSENT)


def test_in_a_group_each_has_a_verdict():
    seen = [came(ADA, 0), came(BEN, 1)]

    assert verdict_on(*seen, people=(ADA, BEN, CHIDI)) == (ATTENDED, ATTENDED, ABSENT)


def test_who_left_is_not_there():
    assert is_there(ADA, [came(ADA, 0)])
    assert not is_there(ADA, [came(ADA, 0), went(ADA, 1)])
    assert is_there(ADA, [came(ADA, 0), came(ADA, 1, tab="b"), went(ADA, 2)])
    assert not is_there(BEN, [came(ADA, 0)])
