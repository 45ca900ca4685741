"""Add engagements, how late one may change one's mind, what a move changes, the zones' edition.

Revision ID: e19a4c7b2d50
Revises: 7c1f0a52d8e6
"""

import sqlalchemy as sa
from alembic import op

revision = "e19a4c7b2d50"
down_revision = "7c1f0a52d8e6"

INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("mentor_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("mentee_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("goal_id", sa.Integer, sa.ForeignKey("goal.id"), nullable=False, index=True),
        sa.Column("sessions", sa.Integer, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("status", sa.String(12), nullable=False, index=True),
        sa.Column("why_ended", sa.String(12)),
        sa.Column("mentee_line", sa.String, nullable=False),
        sa.Column("mentor_strength", sa.String, nullable=False),
        sa.Column("mentee_renews_at", INSTANT),
        sa.Column("mentor_renews_at", INSTANT),
        sa.Column("renewal_of_id", sa.Integer, sa.ForeignKey("engagement.id")),
        sa.Column("form_key", sa.String, unique=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.CheckConstraint("sessions BETWEEN 1 AND 6", name="has_one_to_six"),
    )
    op.create_table(
        "engagement_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "engagement_id", sa.Integer, sa.ForeignKey("engagement.id"), nullable=False, index=True
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("from_status", sa.String(12)),
        sa.Column("to_status", sa.String(12), nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "zone_edition",
        sa.Column("version", sa.String, primary_key=True),
        sa.Column("read_at", INSTANT, nullable=False),
    )
    # with its reference inline, or SQLite would make the table anew under the seats' feet
    engagement_id = sa.Column("engagement_id", sa.Integer, sa.ForeignKey("engagement.id"))
    op.add_column("booking", engagement_id, inline_references=True)
    op.create_index("ix_booking_engagement_id", "booking", ["engagement_id"])
    # what was promised so far: two hours
    op.add_column("booking", two_hours())
    op.add_column("calendar_settings", two_hours())
    op.add_column("booking_change", sa.Column("from_starts_at", INSTANT))
    op.add_column("booking_change", sa.Column("to_starts_at", INSTANT))
    op.add_column("booking_change", sa.Column("form_key", sa.String))
    op.create_index("ix_booking_change_form_key", "booking_change", ["form_key"], unique=True)
    op.add_column("seat", sa.Column("still_right_at", INSTANT))


def two_hours() -> sa.Column:
    return sa.Column("change_notice_minutes", sa.Integer, nullable=False, server_default="120")


def downgrade():
    op.drop_column("seat", "still_right_at")
    op.drop_index("ix_booking_change_form_key", "booking_change")
    op.drop_column("booking_change", "form_key")
    op.drop_column("booking_change", "to_starts_at")
    op.drop_column("booking_change", "from_starts_at")
    op.drop_column("calendar_settings", "change_notice_minutes")
    op.drop_column("booking", "change_notice_minutes")
    op.drop_index("ix_booking_engagement_id", "booking")
    op.drop_column("booking", "engagement_id")
    op.drop_table("zone_edition")
    op.drop_table("engagement_change")
    op.drop_table("engagement")
