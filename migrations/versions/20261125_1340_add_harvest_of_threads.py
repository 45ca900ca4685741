"""Let insights and actions come from an answer in writing.

Revision ID: 8e41c7f02b95
Revises: d3f81a6b07e4
"""

import sqlalchemy as sa
from alembic import op

revision = "8e41c7f02b95"
down_revision = "d3f81a6b07e4"

TABLES = ("insight", "action")


def upgrade():
    for table in TABLES:
        # with its reference inline, or SQLite would make the table anew
        request_id = sa.Column("request_id", sa.Integer, sa.ForeignKey("request.id"))
        op.add_column(table, request_id, inline_references=True)
    op.create_index("ix_insight_request_id", "insight", ["request_id"])
    op.create_index(
        "uq_action_request_id_owner_id", "action", ["request_id", "owner_id"], unique=True
    )


def downgrade():
    op.drop_index("uq_action_request_id_owner_id", "action")
    op.drop_index("ix_insight_request_id", "insight")
    for table in TABLES:
        op.drop_column(table, "request_id")
