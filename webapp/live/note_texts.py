"""The text of shared notes, kept beside their log so that it can be searched."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.folding import fold
from webapp.live import notes
from webapp.live.models import LiveSession, NoteUpdate
from webapp.live.note_models import NoteText
from webapp.live.notes import BadUpdate

AT_ONCE = 50  # in one round of the worker


def read_stale_notes(*, now: datetime) -> int:
    """Read logs that were written to into text; return how many."""
    stale = sa.select(NoteText.live_session_id).where(NoteText.is_stale).limit(AT_ONCE)
    ids = list(db.session.scalars(stale))
    db.session.rollback()
    for live_session_id in ids:
        with transaction():
            read_anew(live_session_id)
    return len(ids)


def read_anew(live_session_id: int) -> None:
    """Write the text as the log has it. Writers wait, so that none comes in between unseen."""
    own = sa.select(LiveSession.id).where(LiveSession.id == live_session_id)
    db.session.execute(own.with_for_update())
    row = db.session.get_one(NoteText, live_session_id)
    row.text = texts_of([live_session_id])[live_session_id]
    row.folded, row.is_stale = fold(row.text), False


def texts_of(live_session_ids: Iterable[int]) -> dict[int, str]:
    """Return the text of each log; empty for one that cannot be read."""
    rows = db.session.execute(
        sa.select(NoteUpdate.live_session_id, NoteUpdate.data).where(
            NoteUpdate.live_session_id.in_(live_session_ids)
        )
    )
    logs = defaultdict(list)
    for live_session_id, data in rows:
        logs[live_session_id].append(data)
    return {key: text_or_nothing(logs[key]) for key in live_session_ids}


def text_on_page(booking: Booking) -> str:
    """Return what the notes say, for a page that asks in several places; read at most once."""
    row = booking.live_session and booking.live_session.note_text
    if row is None:
        return ""
    if row.is_stale:
        return texts_of([row.live_session_id])[row.live_session_id]
    return row.text


def text_or_nothing(log: list[bytes]) -> str:
    try:
        return notes.text_of(log)
    except BadUpdate:
        return ""
