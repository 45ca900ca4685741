"""What a goal may become, and by whom. Pure; what is not listed is refused."""

import enum

from webapp.goals.errors import GoalMovedOn


class GoalStatus(enum.StrEnum):
    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class Actor(enum.StrEnum):
    """Who might change a goal. Only its owner ever does: nobody else, and no date, closes one."""

    OWNER = "owner"
    MENTOR = "mentor"
    CLOCK = "clock"


OPEN, REACHED, DROPPED = GoalStatus.OPEN, GoalStatus.REACHED, GoalStatus.DROPPED

TRANSITIONS: dict[tuple[GoalStatus | None, Actor], frozenset[GoalStatus]] = {
    (None, Actor.OWNER): frozenset({OPEN}),
    (OPEN, Actor.OWNER): frozenset({REACHED, DROPPED}),
    (REACHED, Actor.OWNER): frozenset({OPEN}),
    (DROPPED, Actor.OWNER): frozenset({OPEN}),
}


def may_become(status: GoalStatus | None, wanted: GoalStatus, by: Actor) -> bool:
    return wanted in TRANSITIONS.get((status, by), frozenset())


def require_transition(status: GoalStatus | None, wanted: GoalStatus, by: Actor) -> None:
    if not may_become(status, wanted, by):
        raise GoalMovedOn
