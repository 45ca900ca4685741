"""Who is asked when, how long it can take, and what is said about it: pure."""

from datetime import timedelta

import pytest

from tests.making.booking import at
from webapp.booking.instant_times import (
    EVERY,
    LAST_WAIT,
    Past,
    ends_by,
    free_until_choices,
    next_at,
    next_wave,
    talk_starts_at,
)

TEN = list(range(1, 11))


def waves(ranked, favourites, askable=None):
    asked, found = [], []
    while wave := next_wave(
        ranked, favourites, asked=asked, askable=ranked if askable is None else askable
    ):
        found.append(wave)
        asked += wave
    return found


def test_without_favourites_three_are_asked_at_a_time_the_best_first():
    assert waves(TEN, 0) == [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10]]


@pytest.mark.parametrize(("favourites", "first"), [(1, [1]), (2, [1, 2]), (5, [1, 2, 3, 4, 5])])
def test_favourites_are_asked_first_and_together(favourites, first):
    found = waves(TEN, favourites)
    assert found[0] == first
    assert [len(wave) for wave in found[1:-1]] == [3] * (len(found) - 2)
    assert sum(found, []) == TEN


def test_who_cannot_be_asked_is_left_out_and_the_next_ones_move_up():
    assert waves(TEN, 2, askable=[2, 4, 6, 8, 10]) == [[2], [4, 6, 8], [10]]


def test_a_favourite_who_comes_free_later_is_the_first_of_the_next_three():
    assert next_wave([1, 2, 3, 4, 5], 1, asked=[2, 3], askable=[1, 4, 5]) == [1, 4, 5]


def test_nobody_is_asked_twice_and_nobody_left_is_nobody():
    assert next_wave([1, 2], 0, asked=[1, 2], askable=[1, 2]) == []
    assert next_wave([], 0, asked=[], askable=[]) == []


@pytest.mark.parametrize("count", range(13))
@pytest.mark.parametrize("favourites", [0, 2])
def test_the_end_that_is_promised_is_the_end_that_comes(count, favourites):
    """Live through it as the worker does: ask when it is due, end when nobody is left."""
    ranked, asked, due = list(range(count)), [], at(9)
    promised = []
    while wave := next_wave(ranked, min(favourites, count), asked=asked, askable=ranked):
        asked += wave
        left = count - len(asked)
        due = next_at(due, left)
        promised.append(ends_by(due, left))

    assert all(moment == due for moment in promised)


def test_waves_are_thirty_seconds_apart_and_the_last_has_a_minute():
    assert next_at(at(9), left=4) - at(9) == EVERY == timedelta(seconds=30)
    assert next_at(at(9), left=0) - at(9) == LAST_WAIT == timedelta(seconds=60)


@pytest.mark.parametrize(
    ("seconds", "starts"),
    [(0, at(9, 1)), (1, at(9, 1)), (30, at(9, 1)), (31, at(9, 2)), (59, at(9, 2))],
)
def test_a_talk_begins_on_a_whole_minute_at_least_half_a_minute_ahead(seconds, starts):
    assert talk_starts_at(at(9) + timedelta(seconds=seconds)) == starts


def test_one_may_be_free_for_a_quarter_of_an_hour_to_four_hours():
    choices = free_until_choices(at(9, 2))
    assert choices[0] == at(9, 20) and choices[-1] == at(13, 5)
    assert all(choice.minute % 5 == 0 for choice in choices)
    assert free_until_choices(at(9))[0] == at(9, 15)


def test_nothing_is_said_before_ten_have_asked():
    assert Past.of([timedelta(minutes=1)] * 9) is None


def test_what_is_said_is_counted():
    waits = [timedelta(seconds=s) for s in (20, 40, 70, 100, 130, 400, 500)] + [None] * 3
    assert Past.of(waits) == Past(asked=10, found=7, half_within=2)
    assert Past.of([None] * 12) == Past(asked=12, found=0, half_within=None)
