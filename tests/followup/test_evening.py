"""When a minute's thought is offered once more."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.followup.evening import evening_of
from webapp.followup.prompts import Prompt, prompt_for
from webapp.followup.waiting import may_end, step_of_waiting


def at(hour, minute=0, day=2):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ended", "zone", "asked"),
    [
        (at(9), "UTC", (at(19), at(21))),
        (at(9), "Europe/Berlin", (at(18), at(20))),
        (at(19, 10), "UTC", (at(19, 40), at(21))),
        (at(20, 29), "UTC", (at(20, 59), at(21))),
        (at(20, 30), "UTC", None),
        (at(23), "UTC", None),
        (at(23, 40), "UTC", (at(19, day=3), at(21, day=3))),
        (at(1), "America/Los_Angeles", (at(3), at(5))),  # 17:00 there, on the first
    ],
)
def test_the_evening_is_the_readers(ended, zone, asked):
    evening = evening_of(ended, zone)

    assert (evening and (evening.start, evening.end)) == asked


def test_the_prompts_take_turns():
    assert [prompt_for(number) for number in range(4)] == [*Prompt, Prompt.SURPRISED]


def test_every_five_minutes_there_is_something_to_offer():
    def step(minutes):
        return step_of_waiting(timedelta(minutes=minutes))

    assert [step(minutes) for minutes in (0, 4.9, 5, 9.9, 10, 14)] == [0, 0, 1, 1, 2, 2]
    assert [may_end(number) for number in range(4)] == [False, False, True, True]
