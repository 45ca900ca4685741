"""How somebody answers requests, in honest figures: none before there are five. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

FEWEST = 5  # requests; below that a figure says something about one person's one bad day

HOUR = timedelta(hours=1)
DAY_HOURS = 24


@dataclass(frozen=True)
class Treated:
    """One request that the mentor reacted to, or let run out."""

    took: timedelta  # until the first reaction, or until it ran out
    accepted: bool
    decided: bool  # said yes or no, or nothing until it ran out


@dataclass(frozen=True)
class Figures:
    answers_within: timedelta  # the median
    accepted: int
    decided: int

    @property
    def time_words(self) -> str:
        return f"Answers within {hours_words(self.answers_within)}"

    @property
    def yes_words(self) -> str:
        return f"said yes to {self.accepted} of {self.decided} requests"


def figures_of(treated: Sequence[Treated]) -> Figures | None:
    """Return the figures of one mentor's requests of 90 days; what ran out counts as it was."""
    if len(treated) < FEWEST:
        return None
    took = median(request.took.total_seconds() for request in treated)
    decided = [request for request in treated if request.decided]
    return Figures(timedelta(seconds=took), sum(r.accepted for r in decided), len(decided))


def hours_words(took: timedelta) -> str:
    """Return "an hour", "5 hours", "a day" or "2 days": never sooner than it was."""
    hours = max(1, math.ceil(took / HOUR))
    if hours <= DAY_HOURS:
        return {1: "an hour", DAY_HOURS: "a day"}.get(hours, f"{hours} hours")
    return f"{math.ceil(hours / DAY_HOURS)} days"
