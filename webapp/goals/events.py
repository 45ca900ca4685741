"""What happens to goals that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GoalReached:
    goal_id: int


@dataclass(frozen=True)
class GoalDropped:
    """Nobody asks any more about what was to be done for it."""

    goal_id: int
