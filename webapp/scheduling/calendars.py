"""A mentor's calendar as the engine reads it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from webapp.scheduling.limits import Limits
from webapp.scheduling.schedule import Schedule

USUAL_LENGTH = 20  # minutes
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Calendar:
    """When somebody is open, within which limits, and for how long one can meet them."""

    schedule: Schedule
    limits: Limits
    lengths: tuple[int, ...]  # minutes, ascending
    steps: Mapping[int, int] = field(
        default_factory=dict
    )  # minutes by length, where it has its own
    change_notice: int = 120  # minutes before a talk, until which one may move or cancel it freely
    reads_first: bool = False
    answers_in_writing: bool = False

    @property
    def zone(self) -> str:
        return self.schedule.zone

    @property
    def usual_length(self) -> int:
        """Return the length offered first: 20 minutes, or what comes closest."""
        return min(self.lengths, key=lambda minutes: abs(minutes - USUAL_LENGTH))

    def step(self, length: timedelta, offered: int | None = None) -> timedelta:
        """Return how far apart slots start: as the mentor said, or so that neighbours both fit.

        `offered` is the mentor's own length where somebody needs more time for the same talk.
        """
        own = self.steps.get(offered or length // MINUTE)
        side_by_side = length + max(self.limits.buffer_before, self.limits.buffer_after)
        return own * MINUTE if own else side_by_side
