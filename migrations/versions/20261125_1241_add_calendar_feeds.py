"""Add personal calendar feeds.

Revision ID: 7c2a1d0e3f52
Revises: 6b1f0c9d2e41
"""

import sqlalchemy as sa
from alembic import op

revision = "7c2a1d0e3f52"
down_revision = "6b1f0c9d2e41"


def upgrade():
    op.create_table(
        "calendar_feed",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("shows_details", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade():
    op.drop_table("calendar_feed")
