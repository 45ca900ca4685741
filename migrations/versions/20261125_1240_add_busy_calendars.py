"""Add calendars that are read for busy times.

Revision ID: 6b1f0c9d2e41
Revises: c4b8f1d02a6e
"""

import sqlalchemy as sa
from alembic import op

revision = "6b1f0c9d2e41"
down_revision = "c4b8f1d02a6e"


def upgrade():
    op.create_table(
        "busy_calendar",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("address", sa.String),
        sa.Column("host", sa.String, nullable=False),
        sa.Column("etag", sa.String),
        sa.Column("last_modified", sa.String),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.Column("known_until", sa.DateTime(timezone=True)),
        sa.Column("due_at", sa.DateTime(timezone=True), index=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("problem", sa.String),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "busy_interval",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "calendar_id",
            sa.Integer,
            sa.ForeignKey("busy_calendar.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
        sa.CheckConstraint("(first_day IS NULL) = (last_day IS NULL)", name="days_are_whole"),
    )
    op.create_index("ix_busy_interval_person_id_ends_at", "busy_interval", ["person_id", "ends_at"])


def downgrade():
    op.drop_table("busy_interval")
    op.drop_table("busy_calendar")
