"""Keep the line that goes with a yes to somebody who asks now.

Revision ID: c41f7a9be260
Revises: 4c1f7a90d3e6
"""

import sqlalchemy as sa
from alembic import op

revision = "c41f7a9be260"
down_revision = "4c1f7a90d3e6"


def upgrade():
    op.add_column("instant_ask", sa.Column("reply", sa.String, nullable=False, server_default=""))


def downgrade():
    op.drop_column("instant_ask", "reply")
