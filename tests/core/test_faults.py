import sqlite3

import pytest
import sqlalchemy as sa

from webapp.core.db import db


@pytest.fixture
def failing(app, monkeypatch):
    """Make a page fail as told."""

    def failing(error):
        def fail():
            raise error

        monkeypatch.setitem(app.view_functions, "pwa.offline", fail)
        return app.test_client()

    return failing


def database_error(code: int) -> sa.exc.OperationalError:
    original = sqlite3.OperationalError("database is locked")
    original.sqlite_errorcode = code
    return sa.exc.OperationalError("SELECT 1", {}, original)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, 261])
def test_a_database_that_stays_busy_is_a_503_to_try_again(failing, code):
    response = failing(database_error(code)).get("/offline")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_no_free_connection_is_a_503_too(failing):
    assert failing(sa.exc.TimeoutError("pool")).get("/offline").status_code == 503


def test_anything_else_is_a_500_whose_page_needs_no_database(app, failing, monkeypatch):
    client = failing(ZeroDivisionError())
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(db.session, "scalar", lambda *_: 1 / 0)
    client.set_cookie("device", "anything")

    response = client.get("/offline")

    assert response.status_code == 500
    assert "<h1" in response.text
    app.config["PROPAGATE_EXCEPTIONS"] = None
