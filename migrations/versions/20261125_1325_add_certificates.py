"""Add certificates: public links to a mentor's year.

Revision ID: d3f81a6b07e4
Revises: 5e2b90c7d1f4
"""

import sqlalchemy as sa
from alembic import op

revision = "d3f81a6b07e4"
down_revision = "5e2b90c7d1f4"


def upgrade():
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("token", sa.String, nullable=False, unique=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
    )
    op.create_index(
        "uq_certificate_valid",
        "certificate",
        ["person_id", "year"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def downgrade():
    op.drop_table("certificate")
