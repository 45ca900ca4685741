"""Add decisions, what contradicts what, and the decision an action was made from.

Revision ID: a83e5d17c0b4
Revises: 3f8e6b2a9d14
"""

import sqlalchemy as sa
from alembic import op

revision = "a83e5d17c0b4"
down_revision = "3f8e6b2a9d14"


def upgrade():
    of_insight = {"ondelete": "CASCADE"}
    op.create_table(
        "contradiction",
        sa.Column(
            "insight_id", sa.Integer, sa.ForeignKey("insight.id", **of_insight), primary_key=True
        ),
        sa.Column(
            "against_id",
            sa.Integer,
            sa.ForeignKey("insight.id", **of_insight),
            nullable=False,
            index=True,
        ),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("goal_id", sa.Integer, sa.ForeignKey("goal.id"), nullable=False, index=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    # with its reference inline, or SQLite would make the table anew
    decision_id = sa.Column("decision_id", sa.Integer, sa.ForeignKey("decision.id"))
    op.add_column("action", decision_id, inline_references=True)
    op.create_index("ix_action_decision_id", "action", ["decision_id"])


def downgrade():
    op.drop_index("ix_action_decision_id", "action")
    op.drop_column("action", "decision_id")
    op.drop_table("decision")
    op.drop_table("contradiction")
