"""What a mentee brings."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, opaque_id

LONGEST = 600  # characters a prompt


class Brief(Model):
    """The four prompts: where I am, what I tried, my one question, what "done" looks like.

    Until it is sent it belongs to the mentee alone and goes along from mentor to mentor.
    """

    __tablename__ = "brief"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    situation: Mapped[str] = orm.mapped_column(default="")
    tried: Mapped[str] = orm.mapped_column(default="")
    question: Mapped[str] = orm.mapped_column(default="")
    done: Mapped[str] = orm.mapped_column(default="")
    line: Mapped[str] = orm.mapped_column(default="")  # what was typed before anybody was found
    sent_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # a mentor has it since
    closed_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)  # it stays as it is since
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
