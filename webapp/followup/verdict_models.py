"""Who came to a talk and who did not, as the joins and leaves say."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.models import Booking, of_strings
from webapp.core.db import Model, UtcDateTime
from webapp.live.verdicts import Verdict
from webapp.people.models import Person


class Attended(Model):
    """The verdict on one person in one talk, written when it ends.

    Somebody who counts as absent may say in one line why that is wrong. The verdict stays,
    and is shown with the line beside it.
    """

    __tablename__ = "attended"
    __table_args__ = (sa.UniqueConstraint("booking_id", "person_id"),)

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"))
    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), index=True)
    verdict: Mapped[Verdict] = orm.mapped_column(of_strings(Verdict))
    said_by_id: Mapped[int | None] = orm.mapped_column(sa.ForeignKey("person.id"))
    appeal: Mapped[str] = orm.mapped_column(default="")
    appealed_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    booking: Mapped[Booking] = orm.relationship()
    person: Mapped[Person] = orm.relationship(foreign_keys=person_id)

    @property
    def is_appealed(self) -> bool:
        return self.appealed_at is not None
