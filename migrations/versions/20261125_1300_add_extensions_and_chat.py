"""Add what both said to more time, the phase a mentor went on to, and the chat of a room.

Revision ID: b7d20e5f9c13
Revises: a5d20e8c6f13
"""

import sqlalchemy as sa
from alembic import op

revision = "b7d20e5f9c13"
down_revision = "a5d20e8c6f13"


def upgrade():
    op.add_column("live_session", sa.Column("phase", sa.String))
    op.add_column("live_session", sa.Column("phase_at", sa.DateTime(timezone=True)))
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer, primary_key=True),
        in_room(),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("outcome", sa.String(12)),
    )
    op.create_table(
        "chat_message",
        sa.Column("id", sa.Integer, primary_key=True),
        in_room(),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("live_session_id", "key"),
    )


def in_room() -> sa.Column:
    return sa.Column(
        "live_session_id", sa.Integer, sa.ForeignKey("live_session.id"), nullable=False, index=True
    )


def downgrade():
    op.drop_table("chat_message")
    op.drop_table("extension")
    op.drop_column("live_session", "phase_at")
    op.drop_column("live_session", "phase")
