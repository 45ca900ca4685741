"""Add goals, and the brief's goal and link. Briefs that are there stay without a goal.

Revision ID: c4a7d90e1f36
Revises: 8d3b2e1f4a63
"""

import sqlalchemy as sa
from alembic import op

revision = "c4a7d90e1f36"
down_revision = "8d3b2e1f4a63"

INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("line", sa.String, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT),
    )
    op.create_table(
        "goal_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("goal_id", sa.Integer, sa.ForeignKey("goal.id"), nullable=False, index=True),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("line", sa.String, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    # with its reference inline, or SQLite would make the table anew under the bookings' feet
    goal_id = sa.Column("goal_id", sa.Integer, sa.ForeignKey("goal.id"))
    op.add_column("brief", goal_id, inline_references=True)
    op.create_index("ix_brief_goal_id", "brief", ["goal_id"])
    op.add_column("brief", sa.Column("link", sa.String, nullable=False, server_default=""))


def downgrade():
    op.drop_column("brief", "link")
    op.drop_index("ix_brief_goal_id", "brief")
    op.drop_column("brief", "goal_id")
    op.drop_table("goal_change")
    op.drop_table("goal")
