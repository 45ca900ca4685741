"""Make notes searchable, give the mentor a pad, and let dated lines become actions.

Revision ID: 4c1f7a90d3e6
Revises: 5c1f7a90d2e6
"""

import sqlalchemy as sa
from alembic import op

revision = "4c1f7a90d3e6"
down_revision = "5c1f7a90d2e6"


def upgrade():
    op.create_table(
        "note_text",
        sa.Column(
            "live_session_id", sa.Integer, sa.ForeignKey("live_session.id"), primary_key=True
        ),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("is_stale", sa.Boolean, nullable=False),
    )
    op.create_index(
        "ix_note_text_is_stale",
        "note_text",
        ["live_session_id"],
        sqlite_where=sa.text("is_stale"),
        postgresql_where=sa.text("is_stale"),
    )
    op.execute(
        "INSERT INTO note_text (live_session_id, text, folded, is_stale)"
        " SELECT DISTINCT live_session_id, '', '', true FROM note_update"
    )
    op.create_table(
        "private_pad",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("booking_id", sa.Integer, sa.ForeignKey("booking.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("booking_id", "person_id"),
    )
    op.create_index("ix_private_pad_person_id", "private_pad", ["person_id"])
    op.add_column(
        "note_update", sa.Column("clients", sa.Integer, nullable=False, server_default="1")
    )
    op.add_column(
        "action",
        sa.Column("noted_in_id", sa.Integer, sa.ForeignKey("booking.id"), nullable=True),
        inline_references=True,
    )
    op.add_column("action", sa.Column("noted_key", sa.String, nullable=True))
    op.create_index(
        "uq_action_noted_in_id_noted_key", "action", ["noted_in_id", "noted_key"], unique=True
    )


def downgrade():
    op.drop_index("uq_action_noted_in_id_noted_key", "action")
    op.drop_column("action", "noted_key")
    op.drop_column("action", "noted_in_id")
    op.drop_column("note_update", "clients")
    op.drop_table("private_pad")
    op.drop_table("note_text")
