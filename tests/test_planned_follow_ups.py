"""Actions from before there was a chain: their questions are planned, and asked once."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask_migrate import upgrade

from webapp import create_app
from webapp.config import Config
from webapp.core.db import db

BEFORE = "b7d20e5f9c13"
SAID = datetime(2026, 3, 2, 9, tzinfo=UTC)


def insert(connection, table, **values):
    names = ", ".join(values)
    connection.execute(
        sa.text(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in values)})"
        ),
        values,
    )


def test_open_actions_are_asked_about_from_now_on(empty_database):
    app = create_app(Config.for_tests(empty_database))
    with app.app_context():
        upgrade(revision=BEFORE)
        with db.engine.begin() as connection:
            fill(connection)
        upgrade()
        with db.engine.connect() as connection:
            rows = connection.execute(
                sa.text("SELECT action_id, kind, status FROM follow_up ORDER BY action_id, kind")
            ).all()
            cancelled = connection.scalar(
                sa.text("SELECT count(*) FROM outbox WHERE cancelled_at IS NOT NULL")
            )

    # the mentee's, the mentor's, and one whose week was asked by mail; the answered one is done
    assert [tuple(row) for row in rows] == [
        (1, "month", "waiting"), (1, "week", "waiting"), (2, "week", "waiting"),
        (3, "month", "waiting"),
    ]  # fmt: skip
    assert cancelled == 1


def fill(connection):
    at = {"created_at": SAID}
    for key in (1, 2):
        insert(
            connection, "person", id=key, public_id=f"p{key}", handle=f"p{key}", name="P",
            email=f"p{key}@example.test", time_zone="UTC", extra_time=1.0, is_disabled=False,
            **at,
        )  # fmt: skip
    for key in (1, 3):
        talk = {"status": "ended", "starts_at": SAID, "ends_at": SAID + timedelta(minutes=20)}
        insert(
            connection, "booking", id=key, public_id=f"b{key}", wall_start="2026-03-02T09:00",
            time_zone="UTC", sequence=0, **talk, **at,
        )  # fmt: skip
        for person, part in ((1, "mentee"), (2, "mentor")):
            insert(connection, "seat", booking_id=key, person_id=person, part=part, **talk)
    said = {"when_text": "a", "will_text": "b", "due_on": SAID.date(), "note": ""}
    for key, owner, booking, status in (
        (1, 1, 1, "open"), (2, 2, 1, "open"), (3, 1, 3, "open"), (4, 2, 3, "done"),
    ):  # fmt: skip
        insert(
            connection, "action", id=key, public_id=f"a{key}", owner_id=owner, said_by_id=owner,
            booking_id=booking, status=status, updated_at=SAID, **said, **at,
        )  # fmt: skip
    for key, sent_at in (("check:a1:x", None), ("check:a3:y", SAID)):
        insert(
            connection, "outbox", kind="mail", recipient="x", payload="{}", key=key, attempts=1,
            message_id="<m>", due_at=SAID, sent_at=sent_at,
        )  # fmt: skip
