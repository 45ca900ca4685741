"""Add the outbox.

Revision ID: b9e18d6cdded
Revises: bdbf5af14957
"""

import sqlalchemy as sa
from alembic import op

revision = "b9e18d6cdded"
down_revision = "bdbf5af14957"


def upgrade():
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("recipient", sa.String, nullable=False, index=True),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("message_id", sa.String, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
    )


def downgrade():
    op.drop_table("outbox")
