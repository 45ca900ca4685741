"""Which edition of the world's time zones the bookings were last read with."""

from datetime import datetime

from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime


class ZoneEdition(Model):
    """An edition of tzdata, as "2026a", with which every booking ahead has been looked at."""

    __tablename__ = "zone_edition"

    version: Mapped[str] = orm.mapped_column(primary_key=True)
    read_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)
