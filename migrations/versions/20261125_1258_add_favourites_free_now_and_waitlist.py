"""Add favourites, who is free now and asked now, and the line for a mentor's time.

Revision ID: a5d20e8c6f13
Revises: a83e5d17c0b4
"""

import sqlalchemy as sa
from alembic import op

revision = "a5d20e8c6f13"
down_revision = "a83e5d17c0b4"

OPEN = sa.text("status = 'open'")
WAITING = sa.text("status = 'waiting'")
ACCEPTED = sa.text("status = 'accepted'")
IN_LINE = sa.text("status IN ('waiting', 'offered')")


def moment(name, **more):
    return sa.Column(name, sa.DateTime(timezone=True), **more)


def key_to(table, name, **more):
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), **more)


def only_one(name, table, columns, where):
    op.create_index(
        name, table, columns, unique=True, sqlite_where=where, postgresql_where=where
    )  # fmt: skip


def upgrade():
    op.create_table(
        "favourite",
        key_to("person", "person_id", primary_key=True),
        key_to("person", "favourite_id", primary_key=True, index=True),
        moment("at", nullable=False),
        sa.CheckConstraint("person_id <> favourite_id", name="is_somebody_else"),
    )
    op.create_table(
        "free_now",
        key_to("person", "person_id", primary_key=True),
        moment("since", nullable=False),
        moment("free_until", nullable=False, index=True),
    )
    add_instant_requests()
    add_waitlist()


def add_instant_requests():
    op.create_table(
        "instant_request",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        key_to("person", "mentee_id", nullable=False, index=True),
        key_to("brief", "brief_id", nullable=False, index=True),
        key_to("booking", "booking_id", unique=True),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("ranked", sa.JSON, nullable=False),
        sa.Column("favourites", sa.Integer, nullable=False),
        sa.Column("others", sa.JSON, nullable=False),
        sa.Column("form_key", sa.String, unique=True),
        moment("created_at", nullable=False),
        moment("next_at", nullable=False),
        moment("closed_at"),
    )
    only_one("uq_instant_request_mentee_id_open", "instant_request", ["mentee_id"], OPEN)
    op.create_index("ix_instant_request_status_next_at", "instant_request", ["status", "next_at"])
    op.create_table(
        "instant_ask",
        sa.Column("id", sa.Integer, primary_key=True),
        key_to("instant_request", "request_id", nullable=False),
        key_to("person", "mentor_id", nullable=False, index=True),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        moment("asked_at", nullable=False),
        moment("answered_at"),
        sa.UniqueConstraint("request_id", "mentor_id"),
    )
    only_one("uq_instant_ask_mentor_id_waiting", "instant_ask", ["mentor_id"], WAITING)
    only_one("uq_instant_ask_request_id_accepted", "instant_ask", ["request_id"], ACCEPTED)


def add_waitlist():
    op.create_table(
        "waitlist_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        key_to("person", "person_id", nullable=False, index=True),
        key_to("person", "mentor_id", nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("line", sa.String, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("at_short_notice", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        moment("created_at", nullable=False),
        moment("stirred_at", index=True),
        moment("closed_at"),
        sa.CheckConstraint("first_day <= last_day", name="ends_after_it_begins"),
    )
    only_one("uq_waitlist_entry_in_line", "waitlist_entry", ["person_id", "mentor_id"], IN_LINE)
    op.create_index("ix_waitlist_entry_mentor_id_status", "waitlist_entry", ["mentor_id", "status"])
    op.create_table(
        "waitlist_offer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String, nullable=False, unique=True),
        key_to("waitlist_entry", "entry_id", nullable=False, index=True),
        key_to("booking", "booking_id", nullable=False, unique=True),
        moment("starts_at", nullable=False),
        moment("until", nullable=False),
        moment("offered_at", nullable=False),
    )


def downgrade():
    for table in (
        "waitlist_offer", "waitlist_entry", "instant_ask", "instant_request", "free_now", "favourite",
    ):  # fmt: skip
        op.drop_table(table)
