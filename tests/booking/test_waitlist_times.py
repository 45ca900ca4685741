"""Which time fits whoever waits, and the table of what a place in a line may become: pure."""

from datetime import date, timedelta
from itertools import product

import pytest

from tests.making.booking import at, slot_at
from webapp.booking.lifecycle import Actor
from webapp.booking.waitlist_errors import WaitlistMovedOn
from webapp.booking.waitlist_lifecycle import WaitlistStatus, may_become, require_transition
from webapp.booking.waitlist_times import PARTS, Wanted, days_from, first_fitting, part_of

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
ALLOWED = {
    (None, "waiting", "mentee"),
    ("waiting", "left", "mentee"),
    ("waiting", "offered", "clock"),
    ("waiting", "over", "clock"),
    ("offered", "waiting", "mentee"),
    ("offered", "booked", "mentee"),
    ("offered", "left", "mentee"),
    ("offered", "waiting", "clock"),
}


@pytest.mark.parametrize(
    ("status", "wanted", "by"), list(product([None, *WaitlistStatus], WaitlistStatus, Actor))
)
def test_a_place_becomes_only_what_the_table_says(status, wanted, by):
    allowed = (status, wanted, by) in ALLOWED
    assert may_become(status, wanted, by) == allowed
    if not allowed:
        with pytest.raises(WaitlistMovedOn):
            require_transition(status, wanted, by)


def fits(wanted, slot, zone="UTC", now=None):
    return wanted.fits(slot, zone, now or at(8))


def test_days_are_the_persons_own_and_both_are_included():
    wanted = Wanted(TUESDAY, TUESDAY)
    assert fits(wanted, slot_at(0, day=3)) and fits(wanted, slot_at(23, day=3))
    assert not fits(wanted, slot_at(23, 59)) and not fits(wanted, slot_at(0, day=4))
    assert fits(wanted, slot_at(23, 30), zone="Europe/Berlin")


def test_parts_of_the_day_are_hours_on_the_persons_clock():
    mornings = Wanted(MONDAY, TUESDAY, frozenset({"morning"}))
    assert fits(mornings, slot_at(11, 59)) and not fits(mornings, slot_at(12))
    assert not fits(mornings, slot_at(11, 30), zone="Europe/Berlin")
    assert [part_of(hour) for hour in (0, 11, 12, 13, 14, 17, 18, 23)] == [
        "morning", "morning", "midday", "midday", "afternoon", "afternoon", "evening", "evening",
    ]  # fmt: skip
    assert set(PARTS) == {part_of(hour) for hour in range(24)}


@pytest.mark.parametrize(("short", "hours", "fits_it"), [
    (True, 1, True), (True, 0.9, False), (False, 24, True), (False, 23, False),
])  # fmt: skip
def test_short_notice_is_an_hour_and_otherwise_a_day(short, hours, fits_it):
    wanted = Wanted(MONDAY, TUESDAY, at_short_notice=short)
    slot = slot_at(9, day=3)
    assert fits(wanted, slot, now=slot.start - timedelta(hours=hours)) == fits_it


def test_the_soonest_that_was_not_offered_before_is_taken():
    slots = [slot_at(hour, day=3) for hour in (9, 10, 11)]
    wanted = Wanted(MONDAY, TUESDAY)
    found = first_fitting(slots, wanted, besides={slots[0].start}, zone_name="UTC", now=at(8))
    assert found == slots[1]
    assert first_fitting([], wanted, besides=(), zone_name="UTC", now=at(8)) is None


def test_one_day_is_looked_at_or_a_month_from_today():
    assert days_from(TUESDAY, MONDAY) == (TUESDAY, TUESDAY)
    assert days_from(None, MONDAY) == (MONDAY, date(2026, 4, 1))
    assert days_from(date(2026, 3, 1), MONDAY) == (MONDAY, date(2026, 4, 1))
