"""What the calendar refuses."""

from webapp.core.errors import DomainError


class DaysMeet(DomainError):
    code = "days_meet"
    message = "Some of these days are set already. Undo those first, or choose other days."


class TooManyAbsences(DomainError):
    code = "too_many_absences"
    message = "Fifty at a time is the most. Undo one that you no longer need."
