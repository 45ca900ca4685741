"""The figures of many mentors at once, from what they did with their requests."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.request_figures import Figures, Treated, figures_of
from webapp.booking.request_lifecycle import RequestStatus
from webapp.booking.request_models import Request
from webapp.core.db import db

LOOKED_BACK = timedelta(days=90)
SAID_YES = (RequestStatus.ACCEPTED, RequestStatus.CLOSED)
DECIDED = (*SAID_YES, RequestStatus.PASSED)


def figures_of_mentors(mentor_ids: Iterable[int], *, now: datetime) -> dict[int, Figures]:
    """Return what can be said of each; who has too few requests is not in it. One query."""
    treated = defaultdict(list)
    for row in db.session.execute(reactions_of(mentor_ids, now=now)):
        decided = row.status in DECIDED or row.silent_at is not None
        took = (row.reacted_at or row.silent_at) - row.created_at
        treated[row.mentor_id].append(Treated(took, row.status in SAID_YES, decided))
    said = {mentor_id: figures_of(requests) for mentor_id, requests in treated.items()}
    return {mentor_id: figures for mentor_id, figures in said.items() if figures}


def reactions_of(mentor_ids: Iterable[int], *, now: datetime) -> sa.Select:
    """Select what mentors reacted to, or let run out; what was withdrawn before is neither."""
    return sa.select(
        Request.mentor_id,
        Request.status,
        Request.created_at,
        Request.reacted_at,
        Request.silent_at,
    ).where(
        Request.mentor_id.in_(mentor_ids),
        Request.created_at > now - LOOKED_BACK,
        Request.reacted_at.is_not(None) | Request.silent_at.is_not(None),
    )
