"""The worker: sends within a second, tidies once a minute, survives, and stops at once."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.mail_server import mail_server
from webapp import create_app
from webapp.config import Config
from webapp.core import clock as core_clock
from webapp.core import outbox
from webapp.core.db import db, transaction
from webapp.core.mail import Mail, put_mail
from webapp.core.outbox import Outbox
from webapp.notifications.housekeeping import CHORES
from webapp.notifications.worker import PAUSE, TICK, Worker

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
MINUTE = timedelta(minutes=1)


class Chore:
    """Counts how often it is done, and fails while it is broken."""

    def __init__(self, *, broken=False):
        self.__name__, self.broken, self.done_at = "chore", broken, []

    def __call__(self, *, now):
        self.done_at.append(now)
        if self.broken:
            raise ZeroDivisionError


@pytest.fixture
def worker(app):
    return lambda *chores: Worker(app, chores, MINUTE)


def put(number, *, now):
    with transaction():
        put_mail(Mail(f"Mail {number}", "Hi"), to="ben@x.test", key=f"{number}", due_at=now)


def sent():
    return db.session.scalars(sa.select(Outbox.key).where(Outbox.sent_at.is_not(None))).all()


def test_a_turn_sends_all_that_is_due(worker, now):
    for number in range(3):
        put(number, now=now)

    assert worker().turn() == TICK
    assert len(sent()) == 3


def test_a_stopping_worker_begins_nothing_new(app, worker, now, monkeypatch):
    stopping = worker()
    monkeypatch.setitem(
        app.extensions["outbox_senders"], "mail", lambda _row: stopping.stopping.set()
    )
    for number in range(3):
        put(number, now=now)

    stopping.run()

    assert len(sent()) == 1


def test_a_resting_worker_stops_at_once(worker, monkeypatch):
    resting, began = worker(), threading.Event()
    monkeypatch.setattr(resting, "turn", lambda: began.set() or 3600)
    thread = threading.Thread(target=resting.run)
    thread.start()
    assert began.wait(10)

    resting.stopping.set()

    thread.join(10)
    assert not thread.is_alive()


def test_chores_are_done_once_a_minute(worker, clock):
    chore = Chore()
    tidying = worker(chore)

    for _ in range(150):
        tidying.turn()
        clock.advance(seconds=1)

    assert len(chore.done_at) == 3


def test_a_chore_that_fails_stops_neither_the_others_nor_the_mail(worker, clock):
    broken, good = Chore(broken=True), Chore()
    tidying = worker(broken, good)

    assert tidying.turn() == TICK
    clock.advance(minutes=1)
    put(1, now=clock.now())
    tidying.turn()

    assert len(broken.done_at) == len(good.done_at) == 2
    assert len(sent()) == 1


def test_a_database_that_is_away_is_waited_for(worker, now, monkeypatch):
    put(1, now=now)
    waiting = worker()

    def fail(*_args, **_kwargs):
        raise sa.exc.OperationalError("SELECT", {}, Exception("away"))

    with monkeypatch.context() as broken:
        broken.setattr(outbox, "due_ids", fail)
        assert waiting.turn() == PAUSE
    assert waiting.turn() == TICK
    assert len(sent()) == 1


def test_what_time_changes_is_written_down(worker, make, clock):
    hold = make.hold()
    clock.advance(minutes=6)

    Worker(worker().app, CHORES, MINUTE).turn()

    assert hold.status == "lapsed"


@pytest.fixture
def real_app(own_database):
    app = create_app(Config.for_tests(own_database))
    with app.app_context():
        yield app


@pytest.fixture
def start(own_database):
    """Start a real worker process on a database of its own; one that heeds signals by now."""
    started = []

    def start(mail_url):
        environment = os.environ | {
            "DATABASE_URL": own_database,
            "MAIL_URL": mail_url,
            "APP_ENV": "development",
            "REDIS_URL": "",
        }
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        assert any("the worker is ready" in line for line in process.stderr)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_process_sends_and_stops_when_told(real_app, start, stop):
    with mail_server() as server:
        put(1, now=core_clock.now())
        process = start(server.url)
        server.wait_for(1)

        process.send_signal(stop)

        assert process.wait(30) == 0


def test_two_processes_send_each_mail_once(real_app, start):
    with mail_server() as server:
        processes = [start(server.url), start(server.url)]
        for number in range(20):
            put(number, now=core_clock.now())
        server.wait_for(20)
        for process in processes:
            process.terminate()
            assert process.wait(30) == 0

        assert len(sent()) == 20
        assert sorted(message["Subject"] for message in server.messages) == sorted(
            f"Mail {number}" for number in range(20)
        )
