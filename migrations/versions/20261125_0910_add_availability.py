"""Add availability rules, overrides and calendar settings.

Revision ID: 97084708e100
Revises: bd77dadab7fa
"""

import sqlalchemy as sa
from alembic import op

revision = "97084708e100"
down_revision = "bd77dadab7fa"


def upgrade():
    op.create_table(
        "calendar_settings",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("time_zone", sa.String, nullable=False),
        sa.Column("lengths", sa.JSON, nullable=False),
        sa.Column("notice_minutes", sa.Integer, nullable=False),
        sa.Column("window_days", sa.Integer, nullable=False),
        sa.Column("buffer_minutes", sa.Integer, nullable=False),
        sa.Column("daily_limit", sa.Integer),
        sa.Column("weekly_limit", sa.Integer),
        sa.Column("next_free_at", sa.DateTime(timezone=True), index=True),
    )
    op.create_table(
        "availability_rule",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("opens", sa.Integer, nullable=False),
        sa.Column("closes", sa.Integer, nullable=False),
        sa.CheckConstraint("closes BETWEEN 0 AND 1440", name="closes_in_the_day"),
        sa.CheckConstraint("opens <> closes", name="is_not_empty"),
        sa.CheckConstraint("opens BETWEEN 0 AND 1439", name="opens_in_the_day"),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_is_one"),
    )
    op.create_table(
        "override",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("windows", sa.JSON, nullable=False),
        sa.UniqueConstraint("person_id", "day"),
    )


def downgrade():
    op.drop_table("override")
    op.drop_table("availability_rule")
    op.drop_table("calendar_settings")
