"""The mentor's own pad beside a talk: only its writer reads it."""

from datetime import datetime

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.folding import fold
from webapp.live.note_errors import PadChanged
from webapp.live.note_models import PrivatePad
from webapp.people.models import Person

LONGEST_PAD = 20_000  # characters


def pad_of(mentor: Person, booking: Booking) -> PrivatePad | None:
    return db.session.scalar(
        sa.select(PrivatePad).where(
            PrivatePad.booking_id == booking.id, PrivatePad.person_id == mentor.id
        )
    )


def pad_or_empty(mentor: Person, booking: Booking) -> dict:
    """Return what the pad says, and which revision that is."""
    kept = pad_of(mentor, booking)
    return {"text": kept.text, "rev": kept.rev} if kept else {"text": "", "rev": 0}


def keep_pad(booking: Booking, mentor: Person, text: str, *, rev: int, now: datetime) -> PrivatePad:
    """Keep what the mentor's pad says; `rev` is of the pad that was read, 0 where there was none.

    Raises PadChanged when another tab or device has written since. The same text twice is once.
    """
    with transaction():
        db.session.execute(sa.select(Person.id).where(Person.id == mentor.id).with_for_update())
        pad = pad_of(mentor, booking)
        if pad is None:
            pad = PrivatePad(booking_id=booking.id, person_id=mentor.id, text="", folded="", rev=0)
            db.session.add(pad)
        elif pad.text == text:
            return pad
        if pad.rev != rev:
            raise PadChanged
        pad.text, pad.folded = text, fold(text)
        pad.rev, pad.updated_at = rev + 1, now
    return pad
