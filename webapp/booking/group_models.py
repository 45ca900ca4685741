"""An hour that a mentor gives to several at once."""

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.booking.models import Booking
from webapp.core.db import Model

FEWEST_PLACES, MOST_PLACES = 2, 3  # mentees: with the mentor, a room holds four


class GroupHour(Model):
    """What makes a booking a group hour: a topic, and places that mentees take one by one.

    Its booking is confirmed from the moment the hour is offered, with the mentor's seat;
    each mentee's seat comes and goes. Only a seat lets somebody in.
    """

    __tablename__ = "group_hour"
    __table_args__ = (sa.CheckConstraint("places BETWEEN 2 AND 3", name="fits_the_room"),)

    booking_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("booking.id"), primary_key=True)
    topic: Mapped[str]
    places: Mapped[int]

    booking: Mapped[Booking] = orm.relationship(back_populates="group")
