"""Phases scale to the length, follow the end, and never change what has been."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.live.agenda import NAMES, Mark, agenda

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def minutes_of(phases):
    return [(phase.starts_at - NOON) / timedelta(minutes=1) for phase in phases]


@pytest.mark.parametrize(
    ("length", "starts"),
    [(20, [0, 2, 5, 13, 18]), (10, [0, 1, 2.5, 6.5, 9]), (30, [0, 3, 7.5, 19.5, 27])],
)
def test_phases_are_scaled_to_the_length(length, starts):
    assert minutes_of(agenda(NOON, NOON + timedelta(minutes=length))) == starts


def test_going_on_early_leaves_more_time_for_what_follows():
    mark = Mark("decide", NOON + timedelta(minutes=6))
    phases = minutes_of(agenda(NOON, NOON + timedelta(minutes=20), mark))
    assert phases == pytest.approx([0, 12 / 13, 30 / 13, 6, 16])


def test_a_later_end_moves_only_what_is_to_come():
    mark = Mark("decide", NOON + timedelta(minutes=13))
    before = agenda(NOON, NOON + timedelta(minutes=20), mark)
    after = agenda(NOON, NOON + timedelta(minutes=25), mark)
    assert before[:4] == after[:4]
    assert after[4].starts_at > before[4].starts_at


@given(
    length=st.integers(1, 200),
    phase=st.sampled_from(NAMES),
    minute=st.integers(0, 250),
)
def test_there_are_always_five_in_order_within_the_talk(length, phase, minute):
    end = NOON + timedelta(minutes=length)
    phases = agenda(NOON, end, Mark(phase, NOON + timedelta(minutes=minute)))
    assert tuple(each.name for each in phases) == NAMES
    starts = [each.starts_at for each in phases]
    assert starts == sorted(starts)
    assert starts[0] <= end and starts[-1] <= end
