"""The addresses of calendars that were there before they were sealed."""

import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from webapp import create_app
from webapp.config import Config
from webapp.core.db import db
from webapp.core.sealed import opened, seal

BEFORE, SINCE = "8e41c7f02b95", "5b0e93d7c4a1"
AT = "2026-03-02 09:00:00+00:00"
ADDRESS = "https://calendar.example/private-8f2d0c/basic.ics"

PERSON = """INSERT INTO person
  (id, public_id, email, handle, name, time_zone, extra_time, is_disabled, created_at)
  VALUES (1, 'p', 'ben@example.test', 'ben', 'Ben', 'UTC', 1.0, false, :at)"""
CALENDAR = """INSERT INTO busy_calendar
  (id, public_id, person_id, name, address, host, failures, created_at)
  VALUES (1, 'a', 1, 'Work', :address, '', 0, :at), (2, 'b', 1, 'A file', NULL, '', 0, :at)"""


def test_addresses_are_sealed_and_opened_again_and_files_stay_files(empty_database):
    app = create_app(Config.for_tests(empty_database))
    with app.app_context():
        upgrade(revision=BEFORE)
        insert()
        upgrade(revision=SINCE)
        sealed, of_file = addresses()
        assert ADDRESS not in sealed and opened(sealed) == ADDRESS
        assert of_file is None
        downgrade(revision=BEFORE)
        assert addresses() == [ADDRESS, None]


def test_what_is_sealed_looks_different_each_time(app):
    assert seal(ADDRESS) != seal(ADDRESS)


def insert():
    with db.engine.connect().execution_options(writes=True) as connection:
        for row in (PERSON, CALENDAR):
            connection.execute(sa.text(row), {"at": AT, "address": ADDRESS})
        connection.commit()


def addresses() -> list[str | None]:
    with db.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT address FROM busy_calendar ORDER BY id"))
        return list(rows.scalars())
