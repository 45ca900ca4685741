"""What happens to actions that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ActionKept:
    """Somebody said what they will do, or said it in other words."""

    action_id: int


@dataclass(frozen=True)
class ActionAnswered:
    """It was done, changed or dropped, or is not needed after all: nothing is left to ask."""

    action_id: int
