"""Who is free now, who asks now, and whom they were asked."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.instant_lifecycle import AskStatus, InstantStatus
from webapp.booking.models import Booking
from webapp.core.db import Model, UtcDateTime, of_strings, opaque_id
from webapp.goals.models import Brief
from webapp.people.models import Person

IS_OPEN = sa.text("status = 'open'")
IS_WAITING = sa.text("status = 'waiting'")
IS_ACCEPTED = sa.text("status = 'accepted'")


def only_one(name: str, column: str, where: sa.TextClause) -> sa.Index:
    return sa.Index(name, column, unique=True, sqlite_where=where, postgresql_where=where)


class FreeNow(Model):
    """A mentor has a gap in the day and can be asked until then; it ends by itself."""

    __tablename__ = "free_now"

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    since: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    free_until: Mapped[datetime] = orm.mapped_column(UtcDateTime, index=True)


class InstantRequest(Model):
    """A brief for whoever can talk now. A person asks once at a time.

    `ranked` are the keys of the mentors to ask, the best first, as they were found when it was
    sent; `favourites` of them are asked before all others. `others` are mentors whose next
    times are offered if nobody can.
    """

    __tablename__ = "instant_request"
    __table_args__ = (
        only_one("uq_instant_request_mentee_id_open", "mentee_id", IS_OPEN),
        sa.Index("ix_instant_request_status_next_at", "status", "next_at"),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    mentee_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    brief_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("brief.id"), index=True)
    booking_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("booking.id"), unique=True)
    minutes: Mapped[int]
    status: Mapped[InstantStatus] = orm.mapped_column(of_strings(InstantStatus))
    ranked: Mapped[list] = orm.mapped_column(sa.JSON)
    favourites: Mapped[int]
    others: Mapped[list] = orm.mapped_column(sa.JSON)
    form_key: Mapped[str | None] = orm.mapped_column(unique=True)
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    next_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)  # the next are asked, or it ends
    closed_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)

    mentee: Mapped[Person] = orm.relationship()
    brief: Mapped[Brief] = orm.relationship()
    booking: Mapped[Booking | None] = orm.relationship()
    asks: Mapped[list["InstantAsk"]] = orm.relationship(
        back_populates="request", order_by="InstantAsk.id"
    )


class InstantAsk(Model):
    """One mentor was asked: once a request, about one request at a time, and one says yes."""

    __tablename__ = "instant_ask"
    __table_args__ = (
        sa.UniqueConstraint("request_id", "mentor_id"),
        only_one("uq_instant_ask_mentor_id_waiting", "mentor_id", IS_WAITING),
        only_one("uq_instant_ask_request_id_accepted", "request_id", IS_ACCEPTED),
        sa.Index("ix_instant_ask_mentor_id", "mentor_id"),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    request_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("instant_request.id"))
    mentor_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    wave: Mapped[int]
    status: Mapped[AskStatus] = orm.mapped_column(of_strings(AskStatus))
    asked_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    reply: Mapped[str] = orm.mapped_column(default="", server_default="")  # goes with a yes

    request: Mapped[InstantRequest] = orm.relationship(back_populates="asks")
    mentor: Mapped[Person] = orm.relationship()
