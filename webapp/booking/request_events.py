"""What happens to requests that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RequestSent:
    request_id: int


@dataclass(frozen=True)
class RequestReminded:
    request_id: int


@dataclass(frozen=True)
class RequestAsked:
    request_id: int


@dataclass(frozen=True)
class RequestAnswered:
    """The mentee answered the one thing; it is the mentor's turn again."""

    request_id: int


@dataclass(frozen=True)
class RequestAccepted:
    """For a talk the booking is confirmed in the same breath."""

    request_id: int


@dataclass(frozen=True)
class RequestPassed:
    request_id: int


@dataclass(frozen=True)
class RequestExpired:
    request_id: int


@dataclass(frozen=True)
class RequestWithdrawn:
    request_id: int


@dataclass(frozen=True)
class RequestHandedOn:
    """What follows a request that came to nothing is settled: `to_id` was asked, or nobody."""

    request_id: int
    to_id: int | None


@dataclass(frozen=True)
class RequestWritten:
    """One of the two wrote in the thread of a written answer."""

    entry_id: int


@dataclass(frozen=True)
class RequestClosed:
    request_id: int


@dataclass(frozen=True)
class RequestThanked:
    """The mentee left a line of thanks for what was written."""

    request_id: int


@dataclass(frozen=True)
class MentorFellSilent:
    """Two requests ran out, so the mentor's page is paused."""

    person_id: int
    at_request_id: int
