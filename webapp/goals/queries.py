"""Briefs through who wrote them."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core.db import db
from webapp.goals.models import Brief
from webapp.people.models import Person

KEPT_FOR = timedelta(days=14)  # how long an unsent brief is offered again


def brief_of(person: Person, public_id: str) -> Brief | None:
    """Find a brief this person wrote; other people's do not exist."""
    return db.session.scalar(
        sa.select(Brief).where(Brief.public_id == public_id, Brief.person_id == person.id)
    )


def unsent_brief_of(person: Person, *, now: datetime) -> Brief | None:
    """Return the brief this person has begun and not sent to anybody, the latest."""
    return db.session.scalar(
        sa.select(Brief)
        .where(Brief.person_id == person.id, Brief.sent_at.is_(None))
        .where(Brief.updated_at > now - KEPT_FOR)
        .order_by(Brief.updated_at.desc(), Brief.id.desc())
        .limit(1)
    )
