"""Briefs that a mentor reads before saying yes, and what the two say to each other about it."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.models import Booking, of_strings
from webapp.booking.request_lifecycle import WAITING, Form, RequestStatus
from webapp.core.db import Model, UtcDateTime, opaque_id
from webapp.goals.models import Brief
from webapp.people.models import Person

STILL_WAITING = "status IN ({})".format(", ".join(f"'{status}'" for status in WAITING))


class PassReason(enum.StrEnum):
    FIELD = "field"
    TIME = "time"
    CLOSE = "close"
    BETTER = "better"
    UNCLEAR = "unclear"
    LONGER = "longer"


REASONS = {
    PassReason.FIELD: "Not my field",
    PassReason.TIME: "No time this week",
    PassReason.CLOSE: "Too close to it",
    PassReason.BETTER: "Somebody else fits better",
    PassReason.UNCLEAR: "Not clear enough yet",
    PassReason.LONGER: "Needs more time than this",
}


class EntryKind(enum.StrEnum):
    SENT = "sent"
    REMINDED = "reminded"
    ASKED = "asked"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    PASSED = "passed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    HANDED_ON = "handed_on"
    WROTE = "wrote"
    CLOSED = "closed"
    THANKED = "thanked"


class Request(Model):
    """A brief sent to one mentor, for a talk whose time waits or for an answer in writing.

    Two people may have any number of them: what they ask each other is never said twice the
    same way. When it comes to nothing the next choice is asked, once, with a copy of the brief.
    """

    __tablename__ = "request"
    __table_args__ = (
        sa.Index(
            "uq_request_booking_id_waiting",
            "booking_id",
            unique=True,
            sqlite_where=sa.text(STILL_WAITING),
            postgresql_where=sa.text(STILL_WAITING),
        ),
        sa.Index("ix_request_mentor_id_created_at", "mentor_id", "created_at"),
        sa.Index("ix_request_mentee_id_created_at", "mentee_id", "created_at"),
        sa.Index("ix_request_status_due_at", "status", "due_at"),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    mentee_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    mentor_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"))
    brief_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("brief.id"), index=True)
    # the talk that waits for a yes, or came of it; none for an answer in writing
    booking_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("booking.id"), index=True)
    status: Mapped[RequestStatus] = orm.mapped_column(of_strings(RequestStatus))
    form: Mapped[Form] = orm.mapped_column(of_strings(Form), default=Form.TALK)
    writing_is_fine: Mapped[bool] = orm.mapped_column(default=False)
    form_key: Mapped[str | None] = orm.mapped_column(unique=True)

    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # then it expires, or closes
    remind_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    reacted_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # the mentor, first
    silent_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # the mentor let it expire
    closed_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # a written answer
    pass_reason: Mapped[PassReason | None] = orm.mapped_column(of_strings(PassReason))

    # whom to ask if it comes to nothing, and for which time; nobody, if the mentee chooses
    next_mentor_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("person.id"))
    next_starts_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    handed_on_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # done, whatever came
    previous_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("request.id"), index=True)

    mentee: Mapped[Person] = orm.relationship(foreign_keys=mentee_id)
    mentor: Mapped[Person] = orm.relationship(foreign_keys=mentor_id)
    next_mentor: Mapped[Person | None] = orm.relationship(foreign_keys=next_mentor_id)
    brief: Mapped[Brief] = orm.relationship()
    booking: Mapped[Booking | None] = orm.relationship()
    previous: Mapped["Request | None"] = orm.relationship(remote_side=id)
    entries: Mapped[list["RequestEntry"]] = orm.relationship(order_by="RequestEntry.id")

    def other(self, person: Person) -> Person:
        return self.mentee if person.id == self.mentor_id else self.mentor

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING

    @property
    def in_writing(self) -> bool:
        return self.form == Form.WRITING


class RequestEntry(Model):
    """Append-only: who did or said what about a request, and when. Both read it."""

    __tablename__ = "request_entry"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    request_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("request.id"), index=True)
    person_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("person.id"))  # or the clock
    kind: Mapped[EntryKind] = orm.mapped_column(of_strings(EntryKind))
    words: Mapped[str] = orm.mapped_column(default="")
    form_key: Mapped[str | None] = orm.mapped_column(unique=True)
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    person: Mapped[Person | None] = orm.relationship()


class SilentPause(Model):
    """A mentor's page was taken down because two requests ran out; those count no more."""

    __tablename__ = "silent_pause"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
