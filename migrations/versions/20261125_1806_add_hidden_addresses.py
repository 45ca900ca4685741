"""Add the wish to hide one's network address in the room.

Revision ID: 6a2d84c0f7b3
Revises: c41f7a9be260
"""

import sqlalchemy as sa
from alembic import op

revision = "6a2d84c0f7b3"
down_revision = "c41f7a9be260"


def upgrade():
    hides = sa.Column("hides_address", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("person", hides)


def downgrade():
    op.drop_column("person", "hides_address")
