"""What happens after talks that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ActionKept:
    """Somebody said what they will do, or said it in other words, or for another day."""

    action_id: int


@dataclass(frozen=True)
class ActionAnswered:
    """It was done, changed or dropped: nothing is left to ask about whether."""

    action_id: int


@dataclass(frozen=True)
class ActionDropped:
    """It was dropped: nothing can come of it."""

    action_id: int


@dataclass(frozen=True)
class LineAdded:
    """A line was added to the answer about an action."""

    action_id: int


@dataclass(frozen=True)
class OutcomeTold:
    """Somebody said what came of an action, or added a line to it."""

    action_id: int


@dataclass(frozen=True)
class FollowUpAsked:
    follow_up_id: int


@dataclass(frozen=True)
class Thanked:
    """The mentee wrote a line of thanks to the mentor."""

    booking_id: int
    person_id: int


@dataclass(frozen=True)
class StrengthNamed:
    """The mentor named a strength of the mentee."""

    booking_id: int


@dataclass(frozen=True)
class Reflected:
    booking_id: int
    person_id: int


@dataclass(frozen=True)
class SomebodyWaits:
    """Who is alone in the room wants the other one to know."""

    booking_id: int
    person_id: int


@dataclass(frozen=True)
class AbsenceNoted:
    """A talk has ended to which somebody did not come."""

    booking_id: int
    absent_id: int


@dataclass(frozen=True)
class AbsenceAppealed:
    booking_id: int
    absent_id: int
