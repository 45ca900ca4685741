"""What happens to goals that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GoalReached:
    goal_id: int


@dataclass(frozen=True)
class GoalDropped:
    """Nobody asks any more about what was to be done for it."""

    goal_id: int


@dataclass(frozen=True)
class GoalChosen:
    """A brief was put under another goal, or under none; a key of None is none."""

    brief_id: int
    before_id: int | None
    after_id: int | None
