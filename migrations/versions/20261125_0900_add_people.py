"""Add people and how they appear.

Revision ID: 6f9ba7a09beb
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "6f9ba7a09beb"
down_revision = None


def upgrade():
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("email", sa.String, nullable=False, unique=True),
        sa.Column("handle", sa.String, nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("time_zone", sa.String, nullable=False),
        sa.Column("extra_time", sa.Double, nullable=False),
        sa.Column("is_disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("extra_time IN (1.0, 1.5, 2.0)", name="extra_time_is_known"),
    )
    op.create_table(
        "profile",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("headline", sa.String, nullable=False),
        sa.Column("quote", sa.String, nullable=False),
        sa.Column("is_mentor", sa.Boolean, nullable=False),
        sa.Column("is_paused", sa.Boolean, nullable=False),
        sa.Column("minutes_a_week", sa.Integer, nullable=False),
        sa.Column("picture_etag", sa.String),
    )
    op.create_table(
        "help_topic",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("profile.person_id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
    )
    op.create_table(
        "skill",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("slug", sa.String, nullable=False, unique=True),
        sa.Column("label", sa.String, nullable=False),
    )
    op.create_table(
        "profile_skill",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("profile.person_id"), primary_key=True),
        sa.Column("skill_id", sa.Integer, sa.ForeignKey("skill.id"), primary_key=True, index=True),
    )
    op.create_table(
        "profile_language",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("profile.person_id"), primary_key=True),
        sa.Column("code", sa.String, primary_key=True, index=True),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "picture",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("etag", sa.String, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def downgrade():
    op.drop_table("picture")
    op.drop_table("profile_language")
    op.drop_table("profile_skill")
    op.drop_table("skill")
    op.drop_table("help_topic")
    op.drop_table("profile")
    op.drop_table("person")
