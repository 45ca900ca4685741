"""Phases scale to the length, follow the end, and never change what has been."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.live.agenda import NAMES, PLAN, Mark, agenda, phase_at, planned_with

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


def test_titles_and_minutes_are_the_mentors_and_what_is_over_keeps_its_minutes():
    plan = planned_with(PLAN, [("Hello", 9), ("Goal", 9), ("Both sides", 6), ("A", 0), ("B", 2)],
                        after="explore")  # fmt: skip
    assert [planned.title for planned in plan] == ["Hello", "Goal", "Both sides", "A", "B"]
    assert [planned.minutes for planned in plan] == [2, 3, 6, 0, 2]


def test_a_phase_without_minutes_is_never_on():
    plan = planned_with(PLAN, [("a", 5), ("b", 0), ("c", 5), ("d", 0), ("e", 0)], after=None)
    phases = agenda(NOON, NOON + timedelta(minutes=20), plan=plan)
    on = [phase_at(phases, NOON + timedelta(minutes=minute)).name for minute in range(20)]
    assert on == ["open"] * 10 + ["explore"] * 10


@given(
    length=st.integers(1, 200),
    phase=st.sampled_from(NAMES),
    minute=st.integers(0, 250),
    minutes=st.lists(st.integers(0, 120), min_size=5, max_size=5),
)
def test_there_are_always_five_in_order_within_the_talk(length, phase, minute, minutes):
    end = NOON + timedelta(minutes=length)
    plan = planned_with(PLAN, [("x", each) for each in minutes], after=None)
    phases = agenda(NOON, end, Mark(phase, NOON + timedelta(minutes=minute)), plan)
    assert tuple(each.name for each in phases) == NAMES
    starts = [each.starts_at for each in phases]
    assert starts == sorted(starts)
    assert starts[0] <= end and starts[-1] <= end
