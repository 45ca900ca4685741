"""What was there before goals were."""

import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from webapp import create_app
from webapp.config import Config
from webapp.core.db import db

BEFORE, SINCE = "8d3b2e1f4a63", "c4a7d90e1f36"
AT = "2026-03-02 09:00:00+00:00"

PERSON = """INSERT INTO person
  (id, public_id, email, handle, name, time_zone, extra_time, is_disabled, created_at)
  VALUES (1, 'p', 'ben@example.test', 'ben', 'Ben', 'UTC', 1.0, false, :at)"""
BRIEF = """INSERT INTO brief
  (id, public_id, person_id, situation, tried, question, done, line, created_at, updated_at)
  VALUES (1, 'b', 1, 'here', '', 'Who tells?', '', '', :at, :at)"""
BOOKING = """INSERT INTO booking (id, public_id, status, starts_at, ends_at, wall_start,
  time_zone, sequence, brief_id, created_at)
  VALUES (1, 't', 'ended', :at, :later, '2026-03-02T09:00', 'UTC', 0, 1, :at)"""


def test_briefs_with_talks_stay_and_have_no_goal(empty_database):
    app = create_app(Config.for_tests(empty_database))
    with app.app_context():
        upgrade(revision=BEFORE)
        insert()
        upgrade(revision=SINCE)
        assert briefs("question, goal_id, link") == [("Who tells?", None, "")]
        downgrade(revision=BEFORE)
        assert briefs("question") == [("Who tells?",)]


def insert():
    with db.engine.connect().execution_options(writes=True) as connection:
        for row in (PERSON, BRIEF, BOOKING):
            connection.execute(sa.text(row), {"at": AT, "later": AT.replace("09:0", "09:2")})
        connection.commit()


def briefs(columns: str) -> list[tuple]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(f"SELECT {columns} FROM brief"))]
