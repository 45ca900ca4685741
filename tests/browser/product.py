"""The product as it really runs: web, worker and media, on ports and files of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

import sqlalchemy as sa
from flask_migrate import upgrade

from tests.factories import Maker
from webapp import create_app
from webapp.config import Config
from webapp.core import clock
from webapp.core.db import db
from webapp.people.devices import open_device
from webapp.people.models import Person

STARTS_WITHIN = 60  # seconds, on a machine that is busy with other tests
COMMANDS = {
    "web": [sys.executable, "-m", "gunicorn", "--config", "python:webapp.serving", "wsgi:app"],
    "worker": [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
    "media": [sys.executable, "-m", "webapp.media.process"],
}


class Product:
    """A running product and a way to its database."""

    def __init__(self, folder: Path, *, at: str = "", **environment: str):
        """`at` is an address of this machine, beside its own, at which others find it."""
        self.port = free_port(socket.SOCK_STREAM)
        self.url = f"http://localhost:{self.port}"
        self.environment = {
            "APP_ENV": "development",
            "DATABASE_URL": f"sqlite:///{folder}/product.db",
            "MEDIA_SOCKET": f"{folder}/media.sock",
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "STUN_PORT": str(free_port(socket.SOCK_DGRAM)),
            "DEMO": "1",
            "SECRET_KEY": "a key for browser tests that nobody else knows",
        } | environment
        self.processes: dict[str, subprocess.Popen] = {}
        if at:
            ways = (f"--bind {address}:{self.port}" for address in ("127.0.0.1", at))
            self.environment["GUNICORN_CMD_ARGS"] = " ".join(ways)
        self.log = folder / "product.log"
        self.app = create_app(
            Config.for_tests(self.environment["DATABASE_URL"], PUBLIC_URL=self.url)
        )
        with self.app.app_context():
            upgrade()

    def start(self, name: str) -> subprocess.Popen:
        environment = os.environ | self.environment | {"PYTHONUNBUFFERED": "1"}
        environment.pop("REDIS_URL", None)
        output = {"stdout": self.log.open("a"), "stderr": subprocess.STDOUT}
        self.processes[name] = subprocess.Popen(
            COMMANDS[name], env=environment, start_new_session=True, **output
        )
        return self.processes[name]

    def kill(self, name: str) -> None:
        """End a process and its children in the middle of what they do."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait(10)

    def wait_until_served(self, process: subprocess.Popen) -> None:
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline and process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=1)
                return
            except (URLError, OSError):
                with suppress(subprocess.TimeoutExpired):  # look again soon, or at once if it dies
                    process.wait(0.1)
        raise RuntimeError(f"the product did not start:\n{self.log.read_text()[-3000:]}")

    def write(self, work: Callable[[Maker], object]) -> object:
        """Do something in the product's database and return plain values, not rows."""
        with self.app.app_context():
            return work(Maker(clock.now()))

    def rows(self, statement: sa.Select) -> list[tuple]:
        """Return what the database says now."""
        with self.app.app_context():
            return [tuple(row) for row in db.session.execute(statement)]

    def load_demo(self) -> None:
        result = self.app.test_cli_runner().invoke(args=["demo", "load"])
        assert result.exit_code == 0, result.output

    def token_of(self, handle: str) -> str:
        """Sign somebody in without the pages, and return the token of the device cookie."""

        def open_(make: Maker) -> str:
            person = Person.query.filter_by(handle=handle).one()
            return open_device(person, factor="code", name="Test", now=make.now)

        return self.write(open_)


def free_port(kind: int) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_product(folder: Path, *, at: str = "", **environment: str) -> Iterator[Product]:
    product = Product(folder, at=at, **environment)
    for name in COMMANDS:
        product.start(name)
    try:
        product.wait_until_served(product.processes["web"])
        yield product
    finally:
        for process in product.processes.values():
            process.terminate()
        for process in product.processes.values():
            process.wait(10)
