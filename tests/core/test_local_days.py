from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.core.intervals import instant_at, seconds_at
from webapp.core.local_days import day_span, day_start, days_interval, offset_at, steady_spans
from webapp.core.zones import zone_names

HOUR = 3600


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 12, 1), 24),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Europe/Berlin", date(2027, 3, 28), 23),
        ("Australia/Lord_Howe", date(2027, 4, 4), 24.5),
        ("Pacific/Apia", date(2011, 12, 30), 0),  # the day that Samoa skipped
    ],
)
def test_a_local_day_is_as_long_as_its_clocks_make_it(zone, day, hours):
    start, end = day_span(zone, day)
    assert end - start == hours * HOUR


def test_a_day_without_midnight_begins_when_the_gap_ends():
    # Cairo skips from 00:00 to 01:00 on the last Friday of April.
    begins = instant_at(day_start("Africa/Cairo", date(2027, 4, 30)))
    assert begins == datetime(2027, 4, 29, 22, tzinfo=UTC)


def test_a_day_with_two_midnights_begins_at_the_first():
    begins = instant_at(day_start("America/Havana", date(2025, 11, 2)))
    assert begins == datetime(2025, 11, 2, 4, tzinfo=UTC)


def test_days_reach_from_the_first_midnight_to_the_one_after_the_last():
    days = days_interval("Asia/Tokyo", date(2026, 12, 1), date(2026, 12, 3))
    assert days.start == datetime(2026, 11, 30, 15, tzinfo=UTC)
    assert days.length == timedelta(days=3)


def test_a_year_is_cut_where_the_clocks_change():
    start, end = (seconds_at(datetime(year, 1, 1, tzinfo=UTC)) for year in (2027, 2028))
    spring = seconds_at(datetime(2027, 3, 28, 1, tzinfo=UTC))
    autumn = seconds_at(datetime(2027, 10, 31, 1, tzinfo=UTC))
    assert steady_spans("Europe/Berlin", start, end) == (
        (start, spring, HOUR),
        (spring, autumn, 2 * HOUR),
        (autumn, end, HOUR),
    )


@pytest.mark.parametrize("change", [0, 1])
def test_a_change_at_the_very_edge_is_not_missed(change):
    spring = seconds_at(datetime(2027, 3, 28, 1, tzinfo=UTC))
    spans = steady_spans("Europe/Berlin", spring - 1 + change, spring + 1)
    assert [offset for _, _, offset in spans] == [HOUR, 2 * HOUR][change:]


def test_no_zone_changes_its_offset_between_two_looks():
    start, end = (seconds_at(datetime(year, 1, 1, tzinfo=UTC)) for year in (2026, 2029))
    for zone in zone_names():
        for since, until, offset in steady_spans(zone, start, end):
            assert {offset_at(zone, at) for at in range(since, until, 12 * HOUR)} == {offset}
