"""Add vacations and trips, and how far apart the starts of each length are.

Revision ID: 7c1f0a52d8e6
Revises: c4a7d90e1f36
"""

import sqlalchemy as sa
from alembic import op

revision = "7c1f0a52d8e6"
down_revision = "c4a7d90e1f36"


def upgrade():
    op.create_table(
        "time_off",
        *days_of_a_person("time_off"),
        sa.Column("note", sa.String, nullable=False),
    )
    op.create_table(
        "trip",
        *days_of_a_person("trip"),
        sa.Column("time_zone", sa.String, nullable=False),
    )
    with op.batch_alter_table("calendar_settings") as settings:
        settings.add_column(sa.Column("steps", sa.JSON, nullable=False, server_default="{}"))
    with op.batch_alter_table("calendar_settings") as settings:
        settings.alter_column("steps", server_default=None)


def days_of_a_person(table):
    return (
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.CheckConstraint("first_day <= last_day", name="ends_after_it_begins"),
    )


def downgrade():
    with op.batch_alter_table("calendar_settings") as settings:
        settings.drop_column("steps")
    op.drop_table("trip")
    op.drop_table("time_off")
