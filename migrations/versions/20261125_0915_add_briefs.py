"""Add briefs.

Revision ID: f80b5a9bd094
Revises: 97084708e100
"""

import sqlalchemy as sa
from alembic import op

revision = "f80b5a9bd094"
down_revision = "97084708e100"


def upgrade():
    op.create_table(
        "brief",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("situation", sa.String, nullable=False),
        sa.Column("tried", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("done", sa.String, nullable=False),
        sa.Column("line", sa.String, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade():
    op.drop_table("brief")
