"""The phases of a talk, scaled to its length. Pure: instants in, instants out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

# What a phase is, and its share of the time: minutes of a talk of twenty.
SHARES = {"open": 2, "goal": 3, "explore": 8, "decide": 5, "commit": 2}
NAMES = tuple(SHARES)


@dataclass(frozen=True)
class Mark:
    """The mentor went on to a phase, earlier or later than planned."""

    phase: str
    at: datetime


@dataclass(frozen=True)
class Phase:
    name: str
    starts_at: datetime


def agenda(starts_at: datetime, ends_at: datetime, mark: Mark | None = None) -> tuple[Phase, ...]:
    """Return the phases in order.

    Those before the mark share the time until it, it and those after it what is left. So the
    end moves the phases that are still to come, and never what has been.
    """
    if mark is None or not starts_at <= mark.at <= ends_at:
        return spread(NAMES, starts_at, ends_at)
    place = NAMES.index(mark.phase)
    return spread(NAMES[:place], starts_at, mark.at) + spread(NAMES[place:], mark.at, ends_at)


def spread(names: Iterable[str], start: datetime, end: datetime) -> tuple[Phase, ...]:
    names = tuple(names)
    total = sum(SHARES[name] for name in names)
    before = accumulate((SHARES[name] for name in names), initial=0)
    return tuple(
        Phase(name, start + (end - start) * done / total)
        for name, done in zip(names, before, strict=False)
    )
