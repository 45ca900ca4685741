"""Isolation, the outside call, the frozen clock, and who is signed in."""

import os
from contextlib import contextmanager
from contextvars import Context
from datetime import UTC, datetime, timedelta
from zlib import crc32

import pytest
import sqlalchemy as sa
from flask import has_app_context
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from tests.databases import migrated_database, new_database, on_postgres
from tests.factories import Maker
from webapp import create_app
from webapp.config import Config
from webapp.core.db import db
from webapp.core.rate_limit import limiter
from webapp.people.devices import open_device

# a machine that is busy with other tests is slow, and no test is about time
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")

# no test asks a media process that somebody runs beside it
os.environ["MEDIA_SOCKET"] = "/nobody/answers/here.sock"

MONDAY_9AM = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def pytest_collection_modifyitems(config, items):
    """Tests about one engine are deselected on the other, not skipped.

    `TEST_SHARE=0/3` keeps one third of the files: three runs, on whatever engine, run each once.
    """
    foreign, own = ("sqlite_only", "postgres_only")[:: 1 if on_postgres() else -1]
    share, shares = map(int, os.environ.get("TEST_SHARE", "0/1").split("/"))

    def is_kept(item) -> bool:
        if own in item.keywords or foreign in item.keywords:
            return own in item.keywords
        return crc32(item.location[0].encode()) % shares == share

    config.hook.pytest_deselected(items=[item for item in items if not is_kept(item)])
    items[:] = filter(is_kept, items)


def pytest_sessionfinish(session, exitstatus):
    """Where everything is installed, a skip is a test that did not run: fail."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("FAIL_ON_SKIP") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


class FrozenClock:
    """Stands still until told to advance."""

    def __init__(self):
        self.instant = MONDAY_9AM

    def now(self) -> datetime:
        return self.instant

    def advance(self, **delta) -> None:
        self.instant += timedelta(**delta)


class Browser(FlaskClient):
    def open(self, *args, **kwargs):
        return from_outside(super().open, *args, **kwargs)


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    with migrated_database(tmp_path_factory.mktemp("db")) as url:
        app = create_app(Config.for_tests(url))
        app.test_client_class = Browser
        yield app


@pytest.fixture(autouse=True)
def isolated_database(app):
    """Run each test in a transaction that is rolled back, commits and all."""
    with app.app_context(), db.engine.connect() as connection:
        engine, db.engines[None] = db.engine, connection
        outer = connection.begin()
        yield
        db.session.remove()
        outer.rollback()
        db.engines[None] = engine


@pytest.fixture(autouse=True)
def clock(app):
    app.extensions["clock"] = clock = FrozenClock()
    return clock


@pytest.fixture(autouse=True)
def fresh_limits(app):
    limiter.reset()


@pytest.fixture
def now(clock):
    return clock.now()


@pytest.fixture
def make(isolated_database, now):
    return Maker(now)


@pytest.fixture
def browser(app):
    """Return a new browser that nobody is signed in on."""
    return app.test_client


@pytest.fixture
def sign_in(app, clock):
    """Return a browser signed in as the given person."""

    def sign_in(person):
        token = open_device(person, factor="code", name="Test browser", now=clock.now())
        client = app.test_client()
        client.set_cookie(app.config["DEVICE_COOKIE"], token)
        return client

    return sign_in


@pytest.fixture
def run_command(app):
    def run_command(*args):
        result = from_outside(app.test_cli_runner().invoke, args=args)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.output

    return run_command


@pytest.fixture
def empty_database(tmp_path):
    """A database without a table on the engine under test, to be migrated."""
    with new_database(tmp_path) as url:
        yield url


@pytest.fixture
def own_database(tmp_path):
    """A migrated database of its own on the engine under test, for races and killed processes."""
    with migrated_database(tmp_path) as url:
        yield url


@pytest.fixture
def crowd(own_database):
    """An app on a database of its own, whose commits are real, for many at once."""
    app = create_app(Config.for_tests(own_database), system_clock=FrozenClock())
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def count_queries(app):
    """Count the statements inside a `with` block: `with count_queries() as queries: …`."""

    @contextmanager
    def count():
        statements = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")):
                statements.append(statement)

        sa.event.listen(sa.Engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            sa.event.remove(sa.Engine, "before_cursor_execute", note)

    return count


def from_outside(call, *args, **kwargs):
    """Call as the outside world would: in no app context, sharing no database session.

    Without this, requests would borrow the test's session and `g`, and code that
    forgets to commit would pass its tests.
    """
    try:
        return Context().run(call, *args, **kwargs)
    finally:
        if has_app_context():
            db.session.expire_all()
