"""What waits for the end of the quiet hours, what rings all the same, and what is dropped."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.notifications.due import MAIL_WAITS, Kind, QuietHours, mail_due, push_due

NIGHT = QuietHours("Europe/Berlin", 22 * 60, 7 * 60)
NOON_BREAK = QuietHours("Europe/Berlin", 12 * 60, 13 * 60)
HOUR = timedelta(hours=1)


def berlin(day, hour, minute=0):
    """An instant of March in Berlin, where clocks are one hour ahead of UTC."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - HOUR


@pytest.mark.parametrize(
    ("quiet", "at", "end"),
    [
        (NIGHT, berlin(2, 21, 59), None),
        (NIGHT, berlin(2, 22), berlin(3, 7)),
        (NIGHT, berlin(3, 6, 59), berlin(3, 7)),
        (NIGHT, berlin(3, 7), None),
        (NOON_BREAK, berlin(2, 12, 30), berlin(2, 13)),
        (NOON_BREAK, berlin(2, 13), None),
        (QuietHours("Europe/Berlin", 7 * 60, 7 * 60), berlin(2, 7), None),
        (QuietHours("Europe/Berlin"), berlin(2, 3), None),
        (QuietHours("Asia/Tokyo", 22 * 60, 7 * 60), berlin(2, 14), berlin(2, 23)),
    ],
)
def test_it_is_quiet_on_the_persons_own_clock(quiet, at, end):
    assert quiet.end_after(at) == end


def test_a_quiet_weekend_joins_the_nights_around_it():
    quiet = QuietHours("Europe/Berlin", 22 * 60, 7 * 60, weekends=True)

    assert quiet.end_after(berlin(6, 23)) == berlin(9, 7)  # from Friday night to Monday morning
    assert quiet.end_after(berlin(7, 12)) == berlin(9, 7)
    assert quiet.end_after(berlin(6, 12)) is None


def test_a_weekend_alone_ends_with_sunday():
    quiet = QuietHours("Europe/Berlin", weekends=True)

    assert quiet.end_after(berlin(8, 23, 59)) == berlin(9, 0)


def test_the_night_in_which_clocks_change_ends_at_the_same_wall_time():
    assert NIGHT.end_after(berlin(28, 23)) == datetime(2026, 3, 29, 5, tzinfo=UTC)


@pytest.mark.parametrize("minute", range(120, 200))
def test_hours_that_the_clocks_jump_over_harm_nothing(minute):
    in_the_gap = QuietHours("Europe/Berlin", minute, 195)

    end = in_the_gap.end_after(datetime(2026, 3, 29, 1, 5, tzinfo=UTC))  # 03:05, just after it

    assert end is None or end <= datetime(2026, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize("kind", Kind)
def test_by_day_everything_goes_at_its_time(kind):
    noon = berlin(2, 12)

    assert mail_due(kind, noon, NIGHT) == noon
    assert push_due(kind, noon, NIGHT, until=noon + HOUR) == noon
    assert push_due(kind, noon, NIGHT, until=None) == noon


@pytest.mark.parametrize("kind", Kind)
def test_at_night_a_mail_goes_at_once_but_for_what_can_wait(kind):
    midnight = berlin(3, 0)

    due = mail_due(kind, midnight, NIGHT)

    assert due == (berlin(3, 7) if kind is Kind.FOLLOWUP else midnight)
    assert (kind in MAIL_WAITS) == (kind is Kind.FOLLOWUP)


@pytest.mark.parametrize("kind", Kind)
def test_at_night_a_push_waits_for_the_morning(kind):
    midnight = berlin(3, 0)

    assert push_due(kind, midnight, NIGHT, until=berlin(3, 12)) == berlin(3, 7)
    assert push_due(kind, midnight, NIGHT, until=None) == berlin(3, 7)


@pytest.mark.parametrize("kind", Kind)
def test_a_push_that_is_of_no_use_in_the_morning_is_not_sent(kind):
    assert push_due(kind, berlin(3, 0), NIGHT, until=berlin(3, 7)) is None


@pytest.mark.parametrize(
    ("kind", "rings"),
    [
        (Kind.BOOKING, True),
        (Kind.REMINDER, True),
        (Kind.FREE_NOW, True),
        (Kind.REQUEST, False),
        (Kind.FOLLOWUP, False),
        (Kind.WAITLIST, False),
    ],
)
def test_what_begins_within_the_hour_rings_at_night_too(kind, rings):
    half_past_six = berlin(3, 6, 30)

    due = push_due(kind, half_past_six, NIGHT, until=half_past_six + HOUR)

    assert due == (half_past_six if rings else berlin(3, 7))
