"""Add the agenda as the mentor of a talk has changed it.

Revision ID: 5c1f7a90d2e6
Revises: 5b0e93d7c4a1
"""

import sqlalchemy as sa
from alembic import op

revision = "5c1f7a90d2e6"
down_revision = "5b0e93d7c4a1"


def upgrade():
    op.add_column("live_session", sa.Column("agenda", sa.JSON))


def downgrade():
    op.drop_column("live_session", "agenda")
