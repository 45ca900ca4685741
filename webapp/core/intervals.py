"""Half-open stretches of time: an interval includes its start and excludes its end.

`Interval` is what the rest of the product handles. A `Span` is the same stretch as two
whole numbers of seconds since 1970, for arithmetic over hundreds of them at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Span = tuple[int, int]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """A stretch between two aware instants, in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self):
        if self.start >= self.end:
            raise ValueError("an interval must end after it starts")

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: "Interval") -> bool:
        return self.start < other.end and other.start < self.end


def seconds_at(instant: datetime) -> int:
    """Return the whole seconds since 1970, rounded down."""
    return (instant - EPOCH) // SECOND


def instant_at(seconds: int) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def span_of(interval: Interval) -> Span:
    """Return the interval in whole seconds, rounded outwards."""
    return seconds_at(interval.start), -((EPOCH - interval.end) // SECOND)


def interval_of(span: Span) -> Interval:
    start, end = span
    return Interval(instant_at(start), instant_at(end))


def unite(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch, in order; spans without any length vanish."""
    united: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], end)
        else:
            united.append((start, end))
    return united
