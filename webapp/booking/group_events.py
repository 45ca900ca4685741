"""What happens to group hours that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceTaken:
    booking_id: int
    person_id: int


@dataclass(frozen=True)
class PlaceGivenBack:
    booking_id: int
    person_id: int


@dataclass(frozen=True)
class GroupHourCancelled:
    """The mentor called it off; everybody who had a place had it until now."""

    booking_id: int


@dataclass(frozen=True)
class GroupHourLapsed:
    """It would begin now, and nobody has taken a place."""

    booking_id: int
