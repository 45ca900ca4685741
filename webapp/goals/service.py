"""Writing a brief, sending it, and what becomes of it afterwards."""

from datetime import datetime

from webapp.core.db import db, transaction
from webapp.goals.errors import BriefClosed, NoQuestion
from webapp.goals.models import LONGEST, Brief
from webapp.goals.prompts import Prompts, half_filled
from webapp.goals.queries import unsent_brief_of
from webapp.people.models import Person


def begin_brief(person: Person, *, line: str = "", now: datetime) -> Brief:
    """Return the brief to go on with: the unsent one, or a new one if the line is another.

    What was typed for one mentor is there for the next.
    """
    line = line.strip()[:LONGEST]
    with transaction():
        brief = unsent_brief_of(person, now=now)
        if brief is None or line not in ("", brief.line):
            brief = new_brief(person, half_filled(line), line=line, now=now)
    return brief


def new_brief(person: Person, prompts: Prompts, *, line: str, now: datetime) -> Brief:
    brief = Brief(person_id=person.id, line=line, created_at=now, updated_at=now, **vars(prompts))
    db.session.add(brief)
    db.session.flush()
    return brief


def save_brief(brief: Brief, prompts: Prompts, *, now: datetime) -> None:
    with transaction():
        if brief.closed_at:
            raise BriefClosed
        for name, text in vars(prompts.tidied()).items():
            setattr(brief, name, text)
        brief.updated_at = now


def send_brief(brief: Brief, *, now: datetime) -> None:
    """Let a mentor read it; the question is the one thing that must be there."""
    with transaction():
        if not brief.question:
            raise NoQuestion
        brief.sent_at = now


def close_brief(brief: Brief, *, now: datetime) -> None:
    """Leave it as it is: what the two talked about is not rewritten afterwards."""
    with transaction():
        brief.closed_at = brief.closed_at or now


def keep_for_another(brief: Brief, person: Person, *, now: datetime) -> Brief:
    """Copy a brief whose talk fell through, so that the next mentor can have it."""
    prompts = Prompts(brief.situation, brief.tried, brief.question, brief.done)
    with transaction():
        return new_brief(person, prompts, line=brief.line, now=now)
