"""The product in this process, on a clock that only the test moves; its mails really leave."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from flask_migrate import upgrade
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser.product import free_port
from tests.conftest import FrozenClock
from tests.factories import Maker
from tests.mail_server import MailServer, mail_server
from tests.making.live import Tab
from webapp import create_app
from webapp.booking.models import Booking
from webapp.config import Config
from webapp.notifications.housekeeping import CHORES
from webapp.notifications.worker import Worker
from webapp.people.devices import open_device
from webapp.people.models import Person

AT_TIMES = timedelta(days=2)


class Quiet(WSGIRequestHandler):
    def log_request(self, *_about) -> None:
        """Say nothing."""


class FrozenProduct:
    def __init__(self, folder: Path, mails: MailServer):
        self.clock, self.mails = FrozenClock(), mails
        self.port = free_port(socket.SOCK_STREAM)
        self.url = f"http://localhost:{self.port}"
        settings = {
            "APP_ENV": "development",
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "MAIL_URL": mails.url,
            "SECRET_KEY": "a key for browser tests that nobody else knows",
            "WTF_CSRF_ENABLED": True,
            "TESTING": False,
        }
        database = f"sqlite:///{folder}/frozen.db"
        self.app = create_app(Config.for_tests(database, **settings), system_clock=self.clock)
        with self.app.app_context():
            upgrade()
        self.worker = Worker(self.app, CHORES, timedelta())

    def write(self, work: Callable[[Maker], object]) -> object:
        with self.app.app_context():
            return work(Maker(self.clock.now()))

    def token_of(self, handle: str) -> str:
        def open_(make: Maker) -> str:
            person = Person.query.filter_by(handle=handle).one()
            return open_device(person, factor="code", name="Test", now=make.now)

        return self.write(open_)

    def live_until(self, instant: datetime) -> None:
        """Let the time pass, and the worker look in at times; what is due in the end is left."""
        while self.clock.now() + AT_TIMES < instant:
            self.clock.instant += AT_TIMES
            self.worker.turn()
        self.clock.instant = max(instant, self.clock.now())

    def work(self) -> None:
        """Let the worker do what is due now, and send what was written for it."""
        self.worker.turn()
        with self.app.app_context():
            self.worker.deliver()

    def tab_of(self, handle: str) -> Tab:
        """A tab of somebody, which speaks to the room as its page does."""
        client = self.app.test_client()
        client.set_cookie(self.app.config["DEVICE_COOKIE"], self.token_of(handle))
        return Tab(self.app, client)

    def meet(self, talk: str, handles: tuple[str, str], minutes: int) -> None:
        """Let two come into the room of a talk, stay for so long, and leave."""
        with self.app.app_context():
            booking = Booking.query.filter_by(public_id=talk).one()
        tabs = [self.tab_of(handle) for handle in handles]
        assert all(tab.join(booking)["ok"] for tab in tabs)
        self.clock.advance(minutes=minutes)
        for tab in tabs:
            tab.send("leave", None)
            tab.vanish()


@contextmanager
def frozen_product(folder: Path) -> Iterator[FrozenProduct]:
    with mail_server() as mails:
        product = FrozenProduct(folder, mails)
        server = make_server(
            "localhost", product.port, product.app, threaded=True, request_handler=Quiet
        )
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield product
        finally:
            server.shutdown()
            serving.join(10)
