"""Add live sessions, attendance and shared notes.

Revision ID: 91e6fcb32692
Revises: a17b463acccb
"""

import sqlalchemy as sa
from alembic import op

revision = "91e6fcb32692"
down_revision = "a17b463acccb"


def upgrade():
    op.create_table(
        "live_session",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "booking_id", sa.Integer, sa.ForeignKey("booking.id"), nullable=False, unique=True
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True)),
        sa.Column("ends_at", sa.DateTime(timezone=True)),
        sa.Column("rev", sa.Integer, nullable=False),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "live_session_id",
            sa.Integer,
            sa.ForeignKey("live_session.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("peer_id", sa.String, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "presence",
        sa.Column("peer_id", sa.String, primary_key=True),
        sa.Column(
            "live_session_id",
            sa.Integer,
            sa.ForeignKey("live_session.id"),
            primary_key=True,
            index=True,
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("device_id", sa.Integer, sa.ForeignKey("device_session.id"), nullable=False),
        sa.Column("visit", sa.String, nullable=False),
        sa.Column("socket_id", sa.String, nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True)),
    )
    op.create_index(
        "ix_presence_last_seen_at",
        "presence",
        ["last_seen_at"],
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "note_update",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "live_session_id",
            sa.Integer,
            sa.ForeignKey("live_session.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade():
    op.drop_table("note_update")
    op.drop_table("presence")
    op.drop_table("attendance")
    op.drop_table("live_session")
