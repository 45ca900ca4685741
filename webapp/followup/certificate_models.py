"""What a mentor can show to others: a link that says how much they gave, and nothing about whom."""

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime
from webapp.people.models import Person


def new_token() -> str:
    """128 bits: whoever has the link may read it, and nobody can guess one."""
    return secrets.token_urlsafe(16)


class Certificate(Model):
    """One year of a mentor behind a public link; a new link makes the older one invalid."""

    __tablename__ = "certificate"
    __table_args__ = (
        sa.Index(
            "uq_certificate_valid",
            "person_id",
            "year",
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    year: Mapped[int]  # in the mentor's calendar
    token: Mapped[str] = orm.mapped_column(unique=True, default=new_token)
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person] = orm.relationship()
