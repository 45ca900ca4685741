"""What happens in the lines for mentors' times that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TimeOffered:
    """A time came free and is held for the first in line."""

    offer_id: int


@dataclass(frozen=True)
class OfferClosed:
    """It was taken, given back, or its minutes ran out."""

    offer_id: int
