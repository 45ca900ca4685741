"""Add requests: briefs that a mentor reads before saying yes.

Revision ID: c4b8f1d02a6e
Revises: 5d3c0e7a9b21
"""

import sqlalchemy as sa
from alembic import op

revision = "c4b8f1d02a6e"
down_revision = "5d3c0e7a9b21"

INSTANT = sa.DateTime(timezone=True)
STILL_WAITING = sa.text("status IN ('open', 'asked')")


def upgrade():
    with op.batch_alter_table("calendar_settings") as batch:
        batch.add_column(no("reads_first"))
        batch.add_column(no("answers_in_writing"))
    op.create_table(
        "request",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("mentee_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("mentor_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("brief_id", sa.Integer, sa.ForeignKey("brief.id"), nullable=False, index=True),
        sa.Column("booking_id", sa.Integer, sa.ForeignKey("booking.id"), index=True),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("form", sa.String(12), nullable=False),
        sa.Column("writing_is_fine", sa.Boolean, nullable=False),
        sa.Column("form_key", sa.String, unique=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT),
        sa.Column("remind_at", INSTANT),
        sa.Column("asked_at", INSTANT),
        sa.Column("reacted_at", INSTANT),
        sa.Column("silent_at", INSTANT),
        sa.Column("closed_at", INSTANT),
        sa.Column("pass_reason", sa.String(12)),
        sa.Column("next_mentor_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("next_starts_at", INSTANT),
        sa.Column("handed_on_at", INSTANT),
        sa.Column("previous_id", sa.Integer, sa.ForeignKey("request.id"), index=True),
    )
    op.create_index("ix_request_mentor_id_created_at", "request", ["mentor_id", "created_at"])
    op.create_index("ix_request_mentee_id_created_at", "request", ["mentee_id", "created_at"])
    op.create_index("ix_request_status_due_at", "request", ["status", "due_at"])
    op.create_index(
        "uq_request_booking_id_waiting",
        "request",
        ["booking_id"],
        unique=True,
        sqlite_where=STILL_WAITING,
        postgresql_where=STILL_WAITING,
    )
    op.create_table(
        "request_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "request_id", sa.Integer, sa.ForeignKey("request.id"), nullable=False, index=True
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("form_key", sa.String, unique=True),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "silent_pause",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("at", INSTANT, nullable=False),
    )


def no(name: str) -> sa.Column:
    """A choice that nobody has made yet."""
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def downgrade():
    op.drop_table("silent_pause")
    op.drop_table("request_entry")
    op.drop_table("request")
    with op.batch_alter_table("calendar_settings") as batch:
        batch.drop_column("answers_in_writing")
        batch.drop_column("reads_first")
