"""What happens to calendars that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AvailabilityChanged:
    person_id: int
