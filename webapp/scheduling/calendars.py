"""A mentor's calendar as the engine reads it. Pure."""

from dataclasses import dataclass
from datetime import timedelta

from webapp.scheduling.limits import Limits
from webapp.scheduling.schedule import Schedule

USUAL_LENGTH = 20  # minutes


@dataclass(frozen=True)
class Calendar:
    """When somebody is open, within which limits, and for how long one can meet them."""

    schedule: Schedule
    limits: Limits
    lengths: tuple[int, ...]  # minutes, ascending

    @property
    def zone(self) -> str:
        return self.schedule.zone

    @property
    def usual_length(self) -> int:
        """Return the length offered first: 20 minutes, or what comes closest."""
        return min(self.lengths, key=lambda minutes: abs(minutes - USUAL_LENGTH))

    def step(self, length: timedelta) -> timedelta:
        """Return how far apart slots start, so that two neighbours can both be booked."""
        return length + max(self.limits.buffer_before, self.limits.buffer_after)
