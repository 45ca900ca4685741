from datetime import UTC, datetime, timedelta

import pytest

from webapp.core.intervals import Interval, instant_at, interval_of, seconds_at, span_of, unite

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
ELEVEN = TEN + timedelta(hours=1)
NOON = TEN + timedelta(hours=2)


def test_an_interval_must_end_after_it_starts():
    with pytest.raises(ValueError, match="must end after it starts"):
        Interval(TEN, TEN)
    with pytest.raises(ValueError, match="must end after it starts"):
        Interval(ELEVEN, TEN)


def test_an_interval_knows_its_length():
    assert Interval(TEN, NOON).length == timedelta(hours=2)


def test_intervals_that_only_touch_do_not_overlap():
    assert not Interval(TEN, ELEVEN).overlaps(Interval(ELEVEN, NOON))
    assert not Interval(ELEVEN, NOON).overlaps(Interval(TEN, ELEVEN))


def test_an_interval_overlaps_what_it_contains():
    assert Interval(TEN, NOON).overlaps(Interval(TEN, ELEVEN))
    assert Interval(TEN, ELEVEN).overlaps(Interval(TEN, NOON))


def test_intervals_sort_by_their_start_then_their_end():
    early, long, late = Interval(TEN, ELEVEN), Interval(TEN, NOON), Interval(ELEVEN, NOON)
    assert sorted([late, long, early]) == [early, long, late]


def test_an_interval_survives_the_way_to_seconds_and_back():
    assert interval_of(span_of(Interval(TEN, NOON))) == Interval(TEN, NOON)


def test_a_span_covers_every_begun_second_of_its_interval():
    moment = timedelta(microseconds=1)
    start, end = span_of(Interval(TEN + moment, ELEVEN + moment))
    assert (instant_at(start), instant_at(end)) == (TEN, ELEVEN + timedelta(seconds=1))


def test_seconds_before_1970_are_rounded_down_too():
    assert seconds_at(datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)) == -1


def test_spans_that_overlap_or_touch_become_one():
    assert unite([(5, 7), (0, 2), (2, 3), (6, 9), (6, 8)]) == [(0, 3), (5, 9)]


def test_spans_without_length_vanish():
    assert unite([(4, 4), (3, 1)]) == []
