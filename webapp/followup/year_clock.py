"""The year as a clock: everybody one talked with, in the month of the last talk. Pure.

Places are pixels of a picture of 520 by 520. Months go round as hours do: January is the
first twelfth after the top.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, pi, sin

CENTRE = 260
OUTER, INNER = 166.0, 88.0  # from the centre: talked once, talked more than once
SMALLEST, LARGEST = 20.0, 36.0  # radius of a circle
SMALLEST_OF_MANY = 6.0  # where a month has many
NEARER = 40.0
HOUR = 60  # minutes that make the largest circle
MONTH = 2 * pi / 12
WIDEST = 0.8  # of a month's twelfth in which its people stand side by side
LABELS = 216  # from the centre to the names of the months
TICKS = (236, 248)


@dataclass(frozen=True)
class Met:
    """One other person: how often, how long in all, and the month (1–12) of the last talk."""

    key: int
    talks: int
    minutes: int
    month: int


@dataclass(frozen=True)
class Circle:
    key: int
    x: int
    y: int
    r: int


def circles(people: Iterable[Met]) -> list[Circle]:
    """Place everybody; those of one month and ring stand side by side, smaller where many."""
    ordered = sorted(people, key=ring_and_month)
    return [
        circle
        for _place, group in groupby(ordered, ring_and_month)
        for circle in side_by_side(list(group))
    ]


def ring_and_month(met: Met) -> tuple[bool, int]:
    return met.talks > 1, met.month


def side_by_side(group: Sequence[Met]) -> list[Circle]:
    """Every second one stands nearer to the centre, so that there is room for their initials."""
    distance = INNER if group[0].talks > 1 else OUTER
    step = WIDEST * MONTH / len(group)
    widest = max(SMALLEST_OF_MANY, distance * step) if len(group) > 1 else LARGEST
    first = (group[0].month - 0.5) * MONTH - step * (len(group) - 1) / 2
    return [
        Circle(
            met.key,
            *point(first + step * place, distance - NEARER * (place % 2)),
            round(min(radius(met), widest)),
        )
        for place, met in enumerate(group)
    ]


def radius(met: Met) -> float:
    return SMALLEST + (LARGEST - SMALLEST) * min(met.minutes, HOUR) / HOUR


def point(angle: float, distance: float) -> tuple[int, int]:
    """Clockwise from the top."""
    return round(CENTRE + distance * sin(angle)), round(CENTRE - distance * cos(angle))


MONTH_LABELS = tuple(point((month + 0.5) * MONTH, LABELS) for month in range(12))
TICK_LINES = tuple(
    (*point(month * MONTH, TICKS[0]), *point(month * MONTH, TICKS[1])) for month in range(12)
)
