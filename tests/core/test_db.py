"""The unit of work: who waits for whom, and what is refused."""

import sqlite3
import threading

import pytest
import sqlalchemy as sa

from webapp import create_app
from webapp.config import Config
from webapp.core import db as unit_of_work
from webapp.core.db import after_commit, db, transaction
from webapp.people.models import Person


def test_a_write_outside_a_transaction_is_refused(make):
    person = make.person()

    person.name = "Changed"

    with pytest.raises(RuntimeError, match="inside transaction"):
        db.session.flush()
    db.session.rollback()


def test_an_update_statement_outside_a_transaction_is_refused(make):
    with pytest.raises(RuntimeError, match="inside transaction"):
        db.session.execute(sa.update(Person).values(name="Changed"))


def test_what_was_loaded_before_is_read_again_inside(make):
    person = make.person(name="Before")
    table = Person.__table__
    db.session.connection().execute(sa.update(table).values(name="After"))

    with transaction():
        assert person.name == "After"


def test_actions_wait_for_the_outermost_commit(make):
    done = []
    with transaction():
        with transaction():
            after_commit(lambda: done.append("mail"))
        assert done == []
    assert done == ["mail"]


def test_nothing_happens_after_a_rollback(make):
    done = []
    with pytest.raises(ZeroDivisionError), transaction():
        after_commit(lambda: done.append("mail"))
        raise ZeroDivisionError
    assert done == []


def test_an_action_that_fails_does_not_undo_the_work_or_stop_the_others(make):
    done = []
    with transaction():
        after_commit(lambda: 1 / 0)
        after_commit(lambda: done.append("second"))
    assert done == ["second"]


@pytest.mark.sqlite_only
def test_pages_are_read_while_a_writer_holds_the_lock(own_database):
    app = create_app(Config.for_tests(own_database))
    writing, release = threading.Event(), threading.Event()

    def write():
        with app.app_context(), transaction():
            writing.set()
            release.wait(10)

    writer = threading.Thread(target=write)
    writer.start()
    assert writing.wait(10)

    response = app.test_client().get("/mentors")

    assert writer.is_alive()
    assert response.status_code == 200
    release.set()
    writer.join()


@pytest.mark.sqlite_only
def test_a_writer_whose_turn_never_comes_is_told_that_the_database_is_busy(
    own_database, monkeypatch
):
    app = create_app(Config.for_tests(own_database))
    monkeypatch.setattr(unit_of_work, "WRITER_WAITS", 0.05)
    monkeypatch.setattr(unit_of_work, "WAITS", 10)
    said = []

    def write():
        try:
            with app.app_context(), transaction():
                said.append("written")
        except sa.exc.OperationalError as error:
            said.append(error.orig.sqlite_errorcode)

    with app.app_context(), transaction():
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(10)
    write()

    assert said == [sqlite3.SQLITE_BUSY, "written"]
