"""The product in this process, on a clock that only the test moves; its mails really leave."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from flask_migrate import upgrade
from werkzeug.serving import make_server

from tests.browser.product import free_port
from tests.conftest import FrozenClock
from tests.factories import Maker
from tests.mail_server import MailServer, mail_server
from webapp import create_app
from webapp.config import Config
from webapp.notifications.housekeeping import CHORES
from webapp.notifications.worker import Worker
from webapp.people.devices import open_device
from webapp.people.models import Person

A_MINUTE = timedelta(minutes=1)


class FrozenProduct:
    def __init__(self, folder: Path, mails: MailServer):
        self.clock, self.mails, self.read = FrozenClock(), mails, 0
        self.port = free_port(socket.SOCK_STREAM)
        self.url = f"http://localhost:{self.port}"
        self.app = create_app(
            Config.for_tests(
                f"sqlite:///{folder}/frozen.db",
                APP_ENV="development",
                PORT=str(self.port),
                PUBLIC_URL=self.url,
                MAIL_URL=mails.url,
                SECRET_KEY="a key for browser tests that nobody else knows",
                WTF_CSRF_ENABLED=True,
                TESTING=False,
            ),
            system_clock=self.clock,
        )
        with self.app.app_context():
            upgrade()
        self.worker = Worker(self.app, CHORES, A_MINUTE)

    def write(self, work: Callable[[Maker], object]) -> object:
        with self.app.app_context():
            return work(Maker(self.clock.now()))

    def token_of(self, handle: str) -> str:
        def open_(make: Maker) -> str:
            person = Person.query.filter_by(handle=handle).one()
            return open_device(person, factor="code", name="Test", now=make.now)

        return self.write(open_)

    def pass_time(self, **delta: float) -> None:
        """Let the time pass, and the worker do what has become due, mails included."""
        self.clock.advance(**delta)
        for _ in range(2):  # what a chore writes is sent in the next turn
            self.clock.advance(minutes=1)
            self.worker.turn()

    def new_mails(self) -> list[EmailMessage]:
        """Return what has arrived since the last look, in order."""
        self.worker.turn()
        arrived = self.mails.messages[self.read :]
        self.read = len(self.mails.messages)
        return arrived


@contextmanager
def frozen_product(folder: Path) -> Iterator[FrozenProduct]:
    with mail_server() as mails:
        product = FrozenProduct(folder, mails)
        server = make_server("localhost", product.port, product.app, threaded=True)
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield product
        finally:
            server.shutdown()
            serving.join(10)
