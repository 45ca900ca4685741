"""When the next mentors are asked, when asking ends, and when such a talk begins. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Self

MINUTE = timedelta(minutes=1)
LENGTHS = (10, 15, 20, 30)  # minutes to ask for
LONGEST_REPLY = 120  # characters; a field lets nobody type more

WAVE = 3  # mentors asked together
EVERY = timedelta(seconds=30)  # then the next are asked
LAST_WAIT = timedelta(seconds=60)  # when nobody is left to ask
MOST_OTHERS = 9  # asked after the favourites: three waves

TIME_TO_COME = timedelta(seconds=30)  # at least, between the yes and the talk
SHORTEST_GAP = timedelta(minutes=12)  # the shortest talk, and what comes before it

STEPS = (15, 30, 45, 60, 90, 120, 180, 240)  # minutes somebody may say to be free
GRAIN = timedelta(minutes=5)  # clock times are offered on whole five minutes
LONGEST_FREE = timedelta(minutes=STEPS[-1]) + GRAIN

FEWEST_TO_SAY = 10  # requests behind it, before anything is said about how it went
LOOKED_AT = 20


def next_wave(
    ranked: Sequence[int], favourites: int, *, asked: Collection[int], askable: Collection[int]
) -> list[int]:
    """Return whom to ask next: the favourites together and first, then three at a time.

    `ranked` has the favourites at its beginning; who cannot be asked just now is left out.
    """
    left = [mentor for mentor in ranked if mentor not in asked and mentor in askable]
    chosen = [mentor for mentor in left if mentor in ranked[:favourites]]
    return chosen if chosen and not asked else left[:WAVE]


def next_at(now: datetime, left: int) -> datetime:
    """Return when the next are asked after a wave, or when it ends if nobody is left."""
    return now + (EVERY if left else LAST_WAIT)


def ends_by(next_at: datetime, left: int) -> datetime:
    """Return when it is over at the latest, if nobody says yes and all who are left are asked."""
    waves = -(-left // WAVE)
    return next_at + max(0, waves - 1) * EVERY + (LAST_WAIT if left else timedelta())


def talk_starts_at(now: datetime) -> datetime:
    """Return the whole minute at which two begin who agree now."""
    soonest = now + TIME_TO_COME
    whole = soonest.replace(second=0, microsecond=0)
    return whole if whole == soonest else whole + MINUTE


def free_until_choices(now: datetime) -> list[datetime]:
    """Return until when one may say to be free, on whole five minutes, each long enough."""
    base = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)
    base = base if base == now else base + GRAIN
    return [base + minutes * MINUTE for minutes in STEPS]


@dataclass(frozen=True)
class Past:
    """What became of those who asked before; `half_within` are minutes until the yes."""

    asked: int
    found: int
    half_within: int | None

    @classmethod
    def of(cls, waits: Sequence[timedelta | None]) -> Self | None:
        """Count what happened, None being nobody found; too few say nothing."""
        if len(waits) < FEWEST_TO_SAY:
            return None
        found = [wait for wait in waits if wait is not None]
        half = -(-median(found) // MINUTE) if found else None
        return cls(len(waits), len(found), max(1, half) if half is not None else None)
