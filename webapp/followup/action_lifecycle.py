"""What may become of an action, and by whom. Pure; what is not listed is refused."""

import enum


class ActionStatus(enum.StrEnum):
    OPEN = "open"
    DONE = "done"
    CHANGED = "changed"
    DROPPED = "dropped"


class ActionActor(enum.StrEnum):
    """Whose action it is, or the other one of the talk, who may say it for them."""

    OWNER = "owner"
    OTHER = "other"


OPEN = ActionStatus.OPEN
ANSWERS = frozenset({ActionStatus.DONE, ActionStatus.CHANGED, ActionStatus.DROPPED})

TRANSITIONS: dict[tuple[ActionStatus | None, ActionActor], frozenset[ActionStatus]] = {
    (None, ActionActor.OWNER): frozenset({OPEN}),
    (None, ActionActor.OTHER): frozenset({OPEN}),
    (OPEN, ActionActor.OWNER): ANSWERS,
}


def may_become(status: ActionStatus | None, wanted: ActionStatus, by: ActionActor) -> bool:
    return wanted in TRANSITIONS.get((status, by), frozenset())
