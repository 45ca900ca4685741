"""Add group hours, and what each mentee asks there.

Revision ID: 8d3b2e1f4a63
Revises: 7c2a1d0e3f52
"""

import sqlalchemy as sa
from alembic import op

revision = "8d3b2e1f4a63"
down_revision = "7c2a1d0e3f52"


def upgrade():
    op.create_table(
        "group_hour",
        sa.Column("booking_id", sa.Integer, sa.ForeignKey("booking.id"), primary_key=True),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("places", sa.Integer, nullable=False),
        sa.CheckConstraint("places BETWEEN 2 AND 3", name="fits_the_room"),
    )
    op.add_column("seat", sa.Column("question", sa.String))


def downgrade():
    op.drop_column("seat", "question")
    op.drop_table("group_hour")
