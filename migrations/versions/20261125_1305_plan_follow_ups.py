"""Plan the follow-ups of actions that are open: their question of the seventh day, and the month's.

Their mail of the seventh day, which lay ready in the outbox, is called off: the question asks
for itself from now on. What has left stays sent, and is not asked again.

Revision ID: 5e2b90c7d1f4
Revises: b7d20e5f9c13
"""

import secrets
import string
from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "5e2b90c7d1f4"
down_revision = "b7d20e5f9c13"

MOMENT = sa.DateTime(timezone=True)
LETTERS = string.ascii_letters + string.digits
WEEK, MONTH = timedelta(days=7), timedelta(days=30)

ACTION = sa.table(
    "action",
    sa.column("id", sa.Integer), sa.column("public_id"), sa.column("owner_id", sa.Integer),
    sa.column("booking_id", sa.Integer), sa.column("status"), sa.column("updated_at", MOMENT),
)  # fmt: skip
SEAT = sa.table(
    "seat", sa.column("booking_id", sa.Integer), sa.column("person_id", sa.Integer),
    sa.column("part"),
)  # fmt: skip
OUTBOX = sa.table(
    "outbox", sa.column("key"), sa.column("sent_at", MOMENT), sa.column("cancelled_at", MOMENT)
)
FOLLOW_UP = sa.table(
    "follow_up",
    sa.column("public_id"), sa.column("action_id", sa.Integer),
    sa.column("person_id", sa.Integer), sa.column("kind"), sa.column("status"),
    sa.column("due_at", MOMENT), sa.column("created_at", MOMENT),
)  # fmt: skip


def upgrade():
    connection = op.get_bind()
    has_some = sa.exists().where(FOLLOW_UP.c.action_id == ACTION.c.id)
    unplanned = sa.select(ACTION).where(ACTION.c.status == "open", ~has_some)
    for action in connection.execute(unplanned).all():
        for kind, after in questions(connection, action):
            connection.execute(sa.insert(FOLLOW_UP).values(
                public_id="".join(secrets.choice(LETTERS) for _ in range(12)),
                action_id=action.id, person_id=action.owner_id, kind=kind, status="waiting",
                due_at=action.updated_at + after, created_at=action.updated_at,
            ))  # fmt: skip
    waiting = sa.and_(OUTBOX.c.sent_at.is_(None), OUTBOX.c.cancelled_at.is_(None))
    connection.execute(
        sa.update(OUTBOX).where(OUTBOX.c.key.startswith("check:"), waiting)
        .values(cancelled_at=sa.func.current_timestamp())
    )  # fmt: skip


def questions(connection, action):
    if not was_asked(connection, action):
        yield "week", WEEK
    seat = sa.select(SEAT.c.part).where(
        SEAT.c.booking_id == action.booking_id, SEAT.c.person_id == action.owner_id
    )
    if connection.scalar(seat) == "mentee":
        yield "month", MONTH


def was_asked(connection, action):
    asked = sa.select(sa.func.count()).select_from(OUTBOX).where(
        OUTBOX.c.key.startswith(f"check:{action.public_id}:"), OUTBOX.c.sent_at.is_not(None)
    )  # fmt: skip
    return connection.scalar(asked) > 0


def downgrade():
    """The questions go with their table; an old mail that was called off stays so."""
