"""The worker killed with -9 while it sends reminders: nothing is lost, and next to nothing twice.

Counted by Message-ID. A repeat is allowed only where the kill fell between the receiver taking
what was sent and our commit, one for each such kill, and it is the same message: the same
Message-ID of a mail, the same id, Topic and tag of a push. `KILLS` says how often to kill.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.factories import Maker
from tests.mail_server import mail_server
from tests.making.push import subscribe
from tests.push_service import push_service
from webapp import create_app
from webapp.config import Config
from webapp.core import clock
from webapp.core.db import db, transaction
from webapp.core.outbox import Outbox
from webapp.core.push_keys import new_private_key
from webapp.notifications.reminders import put_reminders

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "10"))
TALKS = 3 + KILLS * 2
SOON = timedelta(hours=1, seconds=2)  # the reminders of an hour before are due in two seconds
PATIENCE = 120  # seconds


class Receivers:
    """A mail server and a push service, both slow, and what each has taken, by id."""

    def __init__(self, mails, pushes):
        self.mails, self.pushes = mails, pushes
        self.at_next_taking = None  # called once, in the middle of an answer
        mails.pause = lambda: random.uniform(0, 0.02)
        mails.taken = pushes.taken = self.note
        self.lock = threading.Lock()

    def note(self, _taken) -> None:
        with self.lock:
            act, self.at_next_taking = self.at_next_taking, None
        if act:
            act()

    def count(self) -> Counter:
        mails = [message["Message-ID"] for message in list(self.mails.messages)]
        return Counter(mails + [push.shown["data"]["id"] for push in list(self.pushes.pushes)])


class Workers:
    """One worker process at a time, killed and started anew."""

    def __init__(self, environment):
        command = [sys.executable, "-m", "tests.worker_launcher"]
        self.launcher = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self) -> int:
        self.launcher.stdin.write("work\n")
        self.launcher.stdin.flush()
        return int(self.launcher.stdout.readline())

    def wait_for_death(self) -> None:
        assert self.launcher.stdout.readline() == "dead\n"


@pytest.fixture
def receivers():
    with mail_server() as mails, push_service() as pushes:
        yield Receivers(mails, pushes)


@pytest.fixture
def settings(own_database, receivers):
    return {
        "DATABASE_URL": own_database,
        "MAIL_URL": receivers.mails.url,
        "PUSH_HOSTS": receivers.pushes.url,
        "VAPID_PRIVATE_KEY": new_private_key(),
        "PUBLIC_URL": "http://localhost",
        "APP_ENV": "development",
        "REDIS_URL": "",
        "DEMO": "",
    }


@pytest.fixture
def real_app(settings):
    chosen = {name: settings[name] for name in ("VAPID_PRIVATE_KEY", "PUSH_HOSTS", "MAIL_URL")}
    app = create_app(Config.for_tests(settings["DATABASE_URL"], **chosen))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def workers(real_app, settings):
    workers = Workers(settings)
    yield workers
    workers.launcher.stdin.close()
    workers.launcher.wait(PATIENCE)


@pytest.fixture
def reminders(real_app, receivers):
    """Talks whose reminders of an hour before are due now; both people can be rung."""
    now = clock.now()
    make = Maker(now)
    for _ in range(TALKS):
        booking = make.booking(slot=make.slot(now + SOON))
        for seat in booking.seats:
            subscribe(receivers.pushes, seat.person, now=now)
        with transaction():
            put_reminders(booking, now=now)
    db.session.commit()
    return TALKS * 2


def in_flight() -> set[str]:
    """Return what is claimed and not known to have left."""
    rows = sa.select(Outbox.message_id).where(
        Outbox.claimed_at.is_not(None), Outbox.sent_at.is_(None), Outbox.kind.in_(["mail", "push"])
    )
    with db.engine.connect() as connection:
        return set(connection.scalars(rows))


def waiting(minutes=60) -> int:
    """Return how many reminders, and what was made of them, have not left."""
    rows = sa.select(sa.func.count()).where(
        Outbox.waiting(), Outbox.key.like(f"booking:%:reminder:0:{minutes}:%")
    )
    with db.engine.connect() as connection:
        return connection.scalar(rows)


def kill_somewhere(workers, receivers) -> None:
    """Kill it at a random moment, or while a receiver answers, or just after that."""
    pid = workers.start()
    if random.random() < 0.4:
        time.sleep(random.uniform(0, 0.4))  # the random point itself
        os.kill(pid, signal.SIGKILL)
    else:
        done, wait = threading.Event(), random.choice([0, random.uniform(0, 0.01)])

        def kill() -> None:
            os.kill(pid, signal.SIGKILL)
            done.set()

        receivers.at_next_taking = threading.Timer(wait, kill).start if wait else kill
        assert done.wait(PATIENCE)
    workers.wait_for_death()


def finish(workers) -> None:
    pid, until = workers.start(), time.monotonic() + PATIENCE
    pause = threading.Event()
    while waiting() and time.monotonic() < until:
        pause.wait(0.05)
    os.kill(pid, signal.SIGTERM)
    workers.wait_for_death()


def test_every_reminder_arrives_however_often_the_worker_is_killed(reminders, receivers, workers):
    allowed = Counter()
    for kill in range(KILLS):
        assert waiting(), f"all has left before kill {kill}: this proves less than it should"
        kill_somewhere(workers, receivers)
        allowed.update(in_flight() & receivers.count().keys())
    finish(workers)

    assert waiting() == 0
    times = receivers.count()
    assert len(times) == reminders * 2  # a mail and a push for each, and no other
    repeats = {id_: count - 1 for id_, count in times.items() if count > 1}
    assert all(repeats[id_] <= allowed[id_] for id_ in repeats), (repeats, allowed)
    check_what_arrived(receivers)
    print(f"{KILLS} kills, {reminders} reminders, {len(repeats)} came twice")


def check_what_arrived(receivers) -> None:
    """A repeat is the same message; and each person has one mail and one push, by their ids."""
    mails = {(m["To"], m["Message-ID"], m["Subject"]) for m in receivers.mails.messages}
    assert len(mails) == len({to for to, *_ in mails}) == TALKS * 2
    pushes = {
        (push.receiver.path, push.shown["data"]["id"], push.shown["tag"], push.headers["Topic"])
        for push in receivers.pushes.pushes
    }
    assert len(pushes) == len({path for path, *_ in pushes}) == TALKS * 2
    assert all(tag == topic for _, _, tag, topic in pushes)
