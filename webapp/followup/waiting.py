"""What somebody alone in the room is offered, and when. Pure."""

from datetime import timedelta

from webapp.live.verdicts import LONG_ENOUGH, WORTH_A_WORD

NOTHING = 0


def step_of_waiting(waited: timedelta) -> int:
    """Return how often five minutes have gone by: what is offered is offered anew with each."""
    return waited // WORTH_A_WORD


def may_end(step: int) -> bool:
    return step * WORTH_A_WORD >= LONG_ENOUGH
