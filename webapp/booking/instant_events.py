"""What happens to instant requests that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MentorAskedNow:
    """A mentor who is free now was asked by somebody who waits."""

    ask_id: int


@dataclass(frozen=True)
class InstantRequestClosed:
    """Nobody is asked any more: somebody said yes, nobody could, or it was taken back."""

    request_id: int
