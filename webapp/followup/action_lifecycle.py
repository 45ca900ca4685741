"""What may become of an action, and by whom. Pure; what is not listed is refused."""

import enum

from webapp.followup.errors import ActionIsAnswered


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


def require_transition(status: ActionStatus | None, wanted: ActionStatus, by: ActionActor) -> None:
    if not may_become(status, wanted, by):
        raise ActionIsAnswered


def may_become(status: ActionStatus | None, wanted: ActionStatus, by: ActionActor) -> bool:
    return wanted in TRANSITIONS.get((status, by), frozenset())
