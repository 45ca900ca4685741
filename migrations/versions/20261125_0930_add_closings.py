"""Add closings and actions.

Revision ID: bdbf5af14957
Revises: 91e6fcb32692
"""

import sqlalchemy as sa
from alembic import op

revision = "bdbf5af14957"
down_revision = "91e6fcb32692"


def upgrade():
    op.create_table(
        "closing",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("booking_id", sa.Integer, sa.ForeignKey("booking.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("goal_met", sa.String(12)),
        sa.Column("none_needed", sa.Boolean, nullable=False),
        sa.Column("rating", sa.Integer),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rating BETWEEN -2 AND 2", name="rating_around_the_middle"),
        sa.UniqueConstraint("booking_id", "person_id"),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("booking_id", sa.Integer, sa.ForeignKey("booking.id"), nullable=False),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("when_text", sa.String, nullable=False),
        sa.Column("will_text", sa.String, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("booking_id", "owner_id"),
    )


def downgrade():
    op.drop_table("action")
    op.drop_table("closing")
