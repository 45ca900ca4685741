"""Add insights, thanks, reflections, follow-ups, outcomes, and who came to a talk.

Revision ID: 7c41f0d2a85e
Revises: e19a4c7b2d50
"""

import sqlalchemy as sa
from alembic import op

revision = "7c41f0d2a85e"
down_revision = "e19a4c7b2d50"

ALIVE = sa.text("status IN ('waiting', 'asked')")


def moment(name, **more):
    return sa.Column(name, sa.DateTime(timezone=True), **more)


def key_to(table, name, **more):
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), **more)


def upgrade():
    with op.batch_alter_table("closing") as closing:
        closing.add_column(sa.Column("thanks", sa.String, nullable=False, server_default=""))
        closing.add_column(sa.Column("strength", sa.String, nullable=False, server_default=""))
        closing.add_column(sa.Column("prompt", sa.String(12)))
        closing.add_column(sa.Column("reflection", sa.String, nullable=False, server_default=""))
        closing.add_column(moment("reflected_at"))
    with op.batch_alter_table("action") as action:
        action.alter_column("booking_id", existing_type=sa.Integer, nullable=True)
        action.add_column(sa.Column("goal_id", sa.Integer))
        action.add_column(sa.Column("said_by_id", sa.Integer))
    op.execute("UPDATE action SET said_by_id = owner_id")
    with op.batch_alter_table("action") as action:
        action.alter_column("said_by_id", existing_type=sa.Integer, nullable=False)
        action.create_foreign_key("fk_action_goal_id", "goal", ["goal_id"], ["id"])
        action.create_foreign_key("fk_action_said_by_id", "person", ["said_by_id"], ["id"])
        action.create_index("ix_action_goal_id", ["goal_id"])
    op.create_table(
        "insight",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        key_to("person", "person_id", nullable=False, index=True),
        key_to("person", "mentor_id", nullable=False, index=True),
        key_to("booking", "booking_id", index=True),
        key_to("goal", "goal_id", index=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("mark", sa.String(12)),
        moment("created_at", nullable=False),
        moment("updated_at", nullable=False),
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        key_to("action", "action_id", nullable=False),
        key_to("person", "person_id", nullable=False, index=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        moment("due_at", nullable=False),
        moment("asked_at"),
        moment("closed_at"),
        sa.Column("answer", sa.String),
        moment("created_at", nullable=False),
    )
    op.create_index(
        "uq_follow_up_alive", "follow_up", ["action_id", "kind"],
        unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE,
    )  # fmt: skip
    op.create_index("ix_follow_up_status_due_at", "follow_up", ["status", "due_at"])
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer, primary_key=True),
        key_to("action", "action_id", nullable=False, unique=True),
        key_to("person", "person_id", nullable=False, index=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("line", sa.String, nullable=False),
        moment("at", nullable=False),
    )
    op.create_table(
        "attended",
        sa.Column("id", sa.Integer, primary_key=True),
        key_to("booking", "booking_id", nullable=False),
        key_to("person", "person_id", nullable=False, index=True),
        sa.Column("verdict", sa.String(12), nullable=False),
        key_to("person", "said_by_id"),
        sa.Column("appeal", sa.String, nullable=False),
        moment("appealed_at"),
        moment("at", nullable=False),
        sa.UniqueConstraint("booking_id", "person_id"),
    )


def downgrade():
    for table in ("attended", "outcome", "follow_up", "insight"):
        op.drop_table(table)
    op.execute("DELETE FROM action WHERE booking_id IS NULL")  # there is no place for them before
    with op.batch_alter_table("action") as action:
        action.drop_index("ix_action_goal_id")
        action.drop_constraint("fk_action_said_by_id", type_="foreignkey")
        action.drop_constraint("fk_action_goal_id", type_="foreignkey")
        action.drop_column("said_by_id")
        action.drop_column("goal_id")
        action.alter_column("booking_id", existing_type=sa.Integer, nullable=False)
    with op.batch_alter_table("closing") as closing:
        for name in ("reflected_at", "reflection", "prompt", "strength", "thanks"):
            closing.drop_column(name)
