"""When a live session opens, runs and ends. Pure: no database, no clock.

The clock counts the time two people have together, so it starts when both are there, also
before the booked start.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from webapp.core.intervals import Interval
from webapp.live.agenda import PLAN, Mark, Phase, Planned, agenda, phase_at

OPENS_BEFORE = timedelta(minutes=15)
GRACE = timedelta(minutes=2)
LATEST_OVERRUN = timedelta(minutes=5)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class RoomState(StrEnum):
    EARLY = "early"
    WAITING = "waiting"
    RUNNING = "running"
    GRACE = "grace"
    CLOSED = "closed"


@dataclass(frozen=True)
class Countdown:
    booked: Interval
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    rev: int = 0
    mark: Mark | None = None
    plan: tuple[Planned, ...] = PLAN

    @property
    def opens_at(self) -> datetime:
        return self.booked.start - OPENS_BEFORE

    @property
    def closes_at(self) -> datetime:
        return (self.ends_at or self.booked.end) + GRACE

    def state(self, now: datetime) -> RoomState:
        if now < self.opens_at:
            return RoomState.EARLY
        if now >= self.closes_at:
            return RoomState.CLOSED
        if now >= (self.ends_at or self.booked.end):
            return RoomState.GRACE
        return RoomState.RUNNING if self.starts_at else RoomState.WAITING

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at

    def start(self, now: datetime, *, taken_from: datetime | None = None) -> "Countdown":
        """Return the clock as it runs once both are there; a running one is left alone.

        `taken_from` is where the next blocking row of either begins: nobody is made late by
        somebody else's late start.
        """
        if self.starts_at:
            return self
        latest = self.booked.end + LATEST_OVERRUN
        if taken_from:
            latest = min(latest, taken_from)
        ends_at = min(now + self.booked.length, latest)
        if ends_at <= now:
            return self
        return replace(self, starts_at=now, ends_at=ends_at, rev=self.rev + 1)

    def longer(self, by: timedelta) -> "Countdown":
        return replace(self, ends_at=self.ends_at + by, rev=self.rev + 1)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Empty until the clock runs."""
        if self.starts_at is None:
            return ()
        return agenda(self.starts_at, self.ends_at, self.mark, self.plan)

    def here(self, now: datetime) -> Mark | None:
        """Return a mark at the beginning of the phase that is on, so that no change moves it."""
        if self.starts_at is None:
            return None
        phase = phase_at(self.phases, now)
        return Mark(phase.name, phase.starts_at)

    def as_json(self, now: datetime) -> dict:
        return {
            "now": milliseconds(now),
            "starts_at": milliseconds(self.starts_at),
            "ends_at": milliseconds(self.ends_at),
            "booked_starts_at": milliseconds(self.booked.start),
            "booked_ends_at": milliseconds(self.booked.end),
            "opens_at": milliseconds(self.opens_at),
            "closes_at": milliseconds(self.closes_at),
            "grace_seconds": int(GRACE.total_seconds()),
            "agenda": [[part.name, part.title, part.minutes] for part in self.plan],
            "phases": [[phase.name, milliseconds(phase.starts_at)] for phase in self.phases],
            "rev": self.rev,
        }


@dataclass(frozen=True)
class Sighting:
    """One append-only fact of attendance: a peer of a person came or went."""

    person: int
    peer: str
    is_there: bool
    at: datetime


def time_together(sightings: Iterable[Sighting], *, until: datetime) -> timedelta:
    """Add up the time in which at least two people were there.

    A person is there while any of their peers is. Who never left was there `until` then.
    """
    peers, together, last = defaultdict(set), timedelta(), None
    for sighting in sorted(sightings, key=lambda sighting: sighting.at):
        at = min(sighting.at, until)
        if is_shared(peers):
            together += at - last
        last = at
        change = set.add if sighting.is_there else set.discard
        change(peers[sighting.person], sighting.peer)
    return together + (until - last if is_shared(peers) else timedelta())


def is_shared(peers: dict[int, set[str]]) -> bool:
    return sum(1 for present in peers.values() if present) >= 2


def milliseconds(instant: datetime | None) -> int | None:
    return None if instant is None else (instant - EPOCH) // timedelta(milliseconds=1)
