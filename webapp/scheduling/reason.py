"""Why a time is not offered. Pure."""

import enum


class Reason(enum.StrEnum):
    """In the order in which they are said: what nobody can change first."""

    PAST = "past"
    SKIPPED = "skipped"  # the clocks jump over it
    VACATION = "vacation"
    CLOSED = "closed"  # this date has no hours of its own
    HOURS = "hours"  # outside the rules
    SHORT = "short"  # what is left of the window is shorter than the talk
    BETWEEN = "between"  # talks start a little earlier or later
    TOO_FAR = "too_far"  # beyond the booking window
    NOTICE = "notice"
    BOOKED = "booked"
    BUSY = "busy"
    DAY_FULL = "day_full"
    WEEK_FULL = "week_full"
    OWN = "own"  # the viewer is taken

    @property
    def words(self) -> str:
        """Return it in the fewest words: what stands beside a day."""
        return WORDS[self]


WORDS = {
    Reason.PAST: "over",
    Reason.SKIPPED: "skipped by the clocks",
    Reason.VACATION: "you are away",
    Reason.CLOSED: "closed on this date",
    Reason.HOURS: "outside your hours",
    Reason.SHORT: "your hours are shorter than the talk",
    Reason.BETWEEN: "between two starts",
    Reason.TOO_FAR: "too far ahead",
    Reason.NOTICE: "too soon for your notice",
    Reason.BOOKED: "booked",
    Reason.BUSY: "busy",
    Reason.DAY_FULL: "the day is full",
    Reason.WEEK_FULL: "the week is full",
    Reason.OWN: "taken by themselves",
}
ORDER = {reason: place for place, reason in enumerate(Reason)}
