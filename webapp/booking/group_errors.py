"""What can be in the way of a group hour, said to the person it happens to."""

from webapp.core.errors import DomainError


class NoPlaceLeft(DomainError):
    code = "no_place_left"
    message = "The last place is gone. Somebody was a second faster."


class HourIsOver(DomainError):
    code = "hour_is_over"
    message = "This group hour has begun or was called off, so its places are what they are."


class TooLateToGiveBack(DomainError):
    code = "too_late_to_give_back"
    message = "The room is open, so the place is yours. Leave the room if you cannot stay."


class BookedThen(DomainError):
    code = "booked_then"
    message = "You have a talk at that time already. Move or cancel that one first."


class TooManyHours(DomainError):
    code = "too_many_hours"
    message = "Twenty group hours lie ahead of you already. Hold one of them first."
