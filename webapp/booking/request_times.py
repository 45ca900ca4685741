"""How long a request waits, for whom, and when the mentor is reminded. Pure.

While the mentee owes an answer the mentor's 48 hours stand still. A time that was asked for is
given back two hours before it begins, so that somebody else can still take it.
"""

from datetime import datetime, timedelta

ANSWERED_WITHIN = timedelta(hours=48)
REMINDED_AFTER = timedelta(hours=24)
GIVEN_BACK = timedelta(hours=2)  # before the start
QUESTION_WAITS = timedelta(days=7)  # where no time waits
THREAD_RESTS = timedelta(days=14)  # a written answer that nobody adds to is over

SILENCE_COUNTS = timedelta(days=30)
MOST_SILENCES = 2  # then the mentor's page is paused


def answer_by(
    now: datetime, starts_at: datetime | None, *, used: timedelta = timedelta(0)
) -> datetime:
    """Return until when the mentor may answer, if `used` of the 48 hours are gone."""
    return earlier(now + ANSWERED_WITHIN - used, starts_at)


def remind_at(
    now: datetime, due_at: datetime, *, used: timedelta = timedelta(0)
) -> datetime | None:
    """Return when the mentor is reminded; never where that is too late, or has been."""
    then = now + REMINDED_AFTER - used
    return then if now < then < due_at else None


def mentee_answers_by(now: datetime, starts_at: datetime | None) -> datetime:
    return starts_at - GIVEN_BACK if starts_at else now + QUESTION_WAITS


def earlier(due_at: datetime, starts_at: datetime | None) -> datetime:
    return min(due_at, starts_at - GIVEN_BACK) if starts_at else due_at
