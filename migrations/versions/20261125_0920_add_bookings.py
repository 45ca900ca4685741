"""Add bookings and one claim a person.

Revision ID: a17b463acccb
Revises: f80b5a9bd094
"""

import sqlalchemy as sa
from alembic import op

revision = "a17b463acccb"
down_revision = "f80b5a9bd094"

# SQLite has no exclusion constraints; these say no to the same rows. Times are stored as text
# of one form, so they compare as text.
NO_TWO_PLACES_AT_ONCE = """
CREATE TRIGGER {name} BEFORE {change} ON seat
WHEN NEW.status IN ('held', 'pending', 'confirmed') AND EXISTS (
  SELECT 1 FROM seat WHERE person_id = NEW.person_id AND id IS NOT NEW.id
  AND status IN ('held', 'pending', 'confirmed')
  AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at
)
BEGIN SELECT RAISE(ABORT, 'ex_seat_person_id_time'); END
"""
TRIGGERS = {
    "ex_seat_person_id_time_insert": "INSERT",
    "ex_seat_person_id_time_update": "UPDATE OF person_id, status, starts_at, ends_at",
}


def upgrade():
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wall_start", sa.String, nullable=False),
        sa.Column("time_zone", sa.String, nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True)),
        sa.Column("ended_reason", sa.String),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("form_key", sa.String, unique=True),
        sa.Column("brief_id", sa.Integer, sa.ForeignKey("brief.id")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "booking_id", sa.Integer, sa.ForeignKey("booking.id"), nullable=False, index=True
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("part", sa.String(12), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True)),
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
    )
    op.create_index("ix_seat_person_id_starts_at", "seat", ["person_id", "starts_at"])
    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(
            "ALTER TABLE seat ADD CONSTRAINT ex_seat_person_id_time EXCLUDE USING gist"
            " (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&)"
            " WHERE (status IN ('held', 'pending', 'confirmed'))"
        )
    else:
        for name, change in TRIGGERS.items():
            op.execute(NO_TWO_PLACES_AT_ONCE.format(name=name, change=change))
    op.create_table(
        "booking_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "booking_id", sa.Integer, sa.ForeignKey("booking.id"), nullable=False, index=True
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("from_status", sa.String(12)),
        sa.Column("to_status", sa.String(12), nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade():
    op.drop_table("booking_change")
    op.drop_table("seat")
    op.drop_table("booking")
