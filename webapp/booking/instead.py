"""Whom a mentee could ask instead of, or after, the mentor of a request."""

from datetime import datetime

from webapp.booking.request_models import Request
from webapp.booking.suggestions import Suggestion, suggestions_for, writers_for
from webapp.goals.models import Brief
from webapp.scheduling.queries import TIME_TO_READ


def words_of(brief: Brief | None) -> str:
    return f"{brief.question} {brief.line} {brief.situation}" if brief else ""


def others_instead(asked: Request, *, now: datetime) -> list[Suggestion]:
    """Return who has time from now on, or writes; whom the mentee had named comes first."""
    found = others(asked, [asked.mentor_id], not_before=now, now=now)
    return sorted(found, key=lambda one: one.person.id != asked.next_mentor_id)


def others_next(asked: Request, *, now: datetime) -> list[Suggestion]:
    """Return who could be asked if this comes to nothing, each with a time after that."""
    besides = [asked.mentor_id, asked.next_mentor_id]
    return others(asked, besides, not_before=(asked.due_at or now) + TIME_TO_READ, now=now)


def others(asked: Request, besides: list[int | None], *, not_before: datetime, now: datetime):
    words = words_of(asked.brief)
    if asked.in_writing:
        return writers_for(asked.mentee, words, besides=besides, now=now)
    minutes = asked.booking.minutes if asked.booking else None
    return suggestions_for(
        asked.mentee, words, besides=besides, minutes=minutes, not_before=not_before, now=now
    )
