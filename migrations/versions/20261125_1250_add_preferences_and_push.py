"""Add what people want to be told, their quiet hours, and the browsers that may be rung.

Revision ID: 3f8e6b2a9d14
Revises: 7c41f0d2a85e
"""

import sqlalchemy as sa
from alembic import op

revision = "3f8e6b2a9d14"
down_revision = "7c41f0d2a85e"

INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "preference",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("by_mail", sa.Boolean, nullable=False),
        sa.Column("by_push", sa.Boolean, nullable=False),
    )
    op.create_table(
        "quiet_setting",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("from_minute", sa.Integer, nullable=False),
        sa.Column("until_minute", sa.Integer, nullable=False),
        sa.Column("on_weekends", sa.Boolean, nullable=False),
        sa.CheckConstraint("from_minute BETWEEN 0 AND 1439", name="from_is_in_a_day"),
        sa.CheckConstraint("until_minute BETWEEN 0 AND 1439", name="until_is_in_a_day"),
    )
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column(
            "device_id", sa.Integer, sa.ForeignKey("device_session.id"), nullable=False, index=True
        ),
        sa.Column("endpoint", sa.String, nullable=False, unique=True),
        sa.Column("p256dh", sa.String, nullable=False),
        sa.Column("auth", sa.String, nullable=False),
        sa.Column("server_key", sa.String, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
    )
    op.create_table(
        "push_key",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("private_key", sa.String, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("id = 1", name="is_the_only_one"),
    )


def downgrade():
    op.drop_table("push_key")
    op.drop_table("push_subscription")
    op.drop_table("quiet_setting")
    op.drop_table("preference")
