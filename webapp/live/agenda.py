"""The phases of a talk, scaled to its length. Pure: instants in, instants out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate


@dataclass(frozen=True)
class Planned:
    """A phase as it is planned; its minutes are a share of the talk, and none leave it out."""

    name: str
    title: str
    minutes: int


# of a talk of twenty minutes
PLAN = (
    Planned("open", "Open", 2),
    Planned("goal", "Goal", 3),
    Planned("explore", "Explore", 8),
    Planned("decide", "Decide", 5),
    Planned("commit", "Commit", 2),
)
NAMES = tuple(planned.name for planned in PLAN)


@dataclass(frozen=True)
class Mark:
    """A phase begins here, earlier or later than planned; what was before it stays as it was."""

    phase: str
    at: datetime


@dataclass(frozen=True)
class Phase:
    name: str
    starts_at: datetime


def agenda(
    starts_at: datetime,
    ends_at: datetime,
    mark: Mark | None = None,
    plan: Sequence[Planned] = PLAN,
) -> tuple[Phase, ...]:
    """Return the phases in order.

    Those before the mark share the time until it, it and those after it what is left. So the
    end moves the phases that are still to come, and never what has been.
    """
    if mark is None or not starts_at <= mark.at <= ends_at:
        return spread(plan, starts_at, ends_at)
    place = NAMES.index(mark.phase)
    return spread(plan[:place], starts_at, mark.at) + spread(plan[place:], mark.at, ends_at)


def spread(plan: Sequence[Planned], start: datetime, end: datetime) -> tuple[Phase, ...]:
    total = sum(planned.minutes for planned in plan) or 1
    before = accumulate((planned.minutes for planned in plan), initial=0)
    return tuple(
        Phase(planned.name, start + (end - start) * done / total)
        for planned, done in zip(plan, before, strict=False)
    )


def phase_at(phases: Sequence[Phase], now: datetime) -> Phase:
    """Return the phase that is on; one without minutes is never on where another begins then."""
    begun = [phase for phase in phases if phase.starts_at <= now]
    return begun[-1] if begun else phases[0]


def planned_with(
    plan: Sequence[Planned], titles_and_minutes: Sequence[tuple[str, int]], *, after: str | None
) -> tuple[Planned, ...]:
    """Return the plan with other titles and minutes; phases before `after` keep their minutes."""
    place = NAMES.index(after) if after else 0
    return tuple(
        Planned(old.name, title, old.minutes if number < place else minutes)
        for number, (old, (title, minutes)) in enumerate(zip(plan, titles_and_minutes, strict=True))
    )
