"""The real server as a process of its own, and clients that speak raw frames to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

import websocket

from tests.databases import migrated_database
from tests.factories import Maker
from tests.making import protocol
from tests.making.live import Notebook, page_token
from webapp import create_app
from webapp.config import Config
from webapp.core.clock import SystemClock
from webapp.core.db import db
from webapp.people.devices import open_device
from webapp.people.models import Person

SECRET_KEY = "a key that only the tests of the server use"
ROOT = Path(__file__).parent.parent.parent
PATIENCE = 10  # seconds
_serial = count(1)


@dataclass(frozen=True)
class Device:
    """A browser somebody is signed in on."""

    person_id: int
    cookies: str
    csrf: str


class Grounds:
    """A migrated database with people in it, and servers on top."""

    def __init__(self, database: str, **environment: str):
        self.environment = {"DATABASE_URL": database} | environment
        self.app = create_app(Config.for_tests(database, SECRET_KEY=SECRET_KEY))
        self.servers: list[Server] = []

    def booking(self) -> tuple[str, int, int]:
        """Return a booking whose room is open now: its public id, mentor and mentee."""
        now = SystemClock().now().replace(microsecond=0)
        with self.app.app_context():
            make = Maker(now)
            booking = make.booking(slot=make.slot(now))
            return booking.public_id, booking.mentor.id, booking.mentee.id

    def sign_in(self, person_id: int) -> Device:
        browser = self.app.test_client()
        with self.app.app_context():
            person = db.session.get(Person, person_id)
            now = SystemClock().now()
            token = open_device(person, factor="code", name="Test browser", now=now)
        csrf = page_token(self.app, browser)
        session = browser.get_cookie("session").value
        return Device(person_id, f"device={token}; session={session}", csrf)

    def serve(self, **environment: str) -> "Server":
        server = Server(self.environment | environment)
        self.servers.append(server)
        return server

    def close(self) -> None:
        for server in self.servers:
            server.process.kill()
            server.process.wait()
        with self.app.app_context():
            db.engine.dispose()


@contextmanager
def grounds_in(folder: Path, **environment: str) -> Iterator[Grounds]:
    with migrated_database(folder) as url:
        grounds = Grounds(url, **environment)
        yield grounds
        grounds.close()


class Server:
    """gunicorn under our settings, on a free port."""

    def __init__(self, environment: dict[str, str]):
        self.port = free_port()
        self.lines: list[str] = []
        self.process = start_gunicorn(self.port, environment)
        for line in self.process.stderr:
            self.lines.append(line)
            if "Listening at" in line:  # what connects now waits for the worker
                break
        else:
            raise AssertionError("".join(self.lines))
        threading.Thread(target=self.read_on, daemon=True).start()

    def read_on(self) -> None:
        self.lines.extend(self.process.stderr)

    @property
    def log(self) -> str:
        return "".join(self.lines)

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def request(self, method: str, path: str, device: Device | None = None, **headers: str):
        """Return status and body."""
        headers |= {"Host": f"localhost:{self.port}"}
        if device:
            headers |= {"Cookie": device.cookies, "X-CSRFToken": device.csrf}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def stop(self) -> int:
        """Send SIGTERM; return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=3 * PATIENCE)


def start_gunicorn(port: int, environment: dict[str, str]) -> subprocess.Popen:
    settings = {
        "APP_ENV": "test",
        "PORT": str(port),
        "PUBLIC_URL": f"http://localhost:{port}",
        "SECRET_KEY": SECRET_KEY,
        "MAX_SOCKETS": "64",
        "REDIS_URL": "",
        "DEMO": "",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:webapp.serving", "wsgi:app"],
        cwd=ROOT,
        env=os.environ | settings | environment,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Wire:
    """A WebSocket to the server, with as little help as possible."""

    def __init__(self, server: Server, device: Device | None = None, **options):
        self.device = device
        self.peer, self.visit = (f"{noun}-{next(_serial):012}" for noun in ("peer", "visit"))
        self.notes = Notebook()
        self.facts: list[tuple[str, dict]] = []
        self.serial = count(1)
        self.socket = websocket.create_connection(
            f"ws://localhost:{server.port}/socket.io/?EIO=4&transport=websocket",
            timeout=PATIENCE,
            cookie=device.cookies if device else None,
            **{"origin": server.origin} | options,
        )
        self.greeting = self.socket.recv()

    def connect(self, **auth) -> str:
        """Say CONNECT; return what is answered."""
        auth = {"csrf": self.device.csrf if self.device else "", "peer": self.peer} | auth
        self.send(f"40/live,{json.dumps(auth)}")
        return self.receive()

    def send(self, frame: str) -> None:
        self.socket.send(frame)

    def receive(self) -> str:
        """Return the next frame that is no ping; empty when the server has closed."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                frame = self.socket.recv()
            except (websocket.WebSocketConnectionClosedException, ConnectionError):
                return ""
            if frame != "2":
                return frame
            self.send("3")
        raise TimeoutError("nothing came but pings")

    def ask(self, event: str, data: dict) -> dict:
        """Emit an event and return its acknowledgement; facts on the way are kept."""
        number = next(self.serial)
        self.send(f"42/live,{number}{json.dumps([event, data])}")
        mark = f"43/live,{number}["
        while not (frame := self.receive()).startswith(mark):
            self.keep(frame)
        [answer] = json.loads(frame[len(mark) - 1 :])
        protocol.check_answer(event, answer)
        return answer

    def join(self, booking: str, verb: str = "join") -> dict:
        answer = self.ask(verb, {"booking": booking, "visit": self.visit})
        if answer["ok"]:
            self.notes.take(answer["notes"]["update"])
        return answer

    def hear(self, event: str) -> dict:
        """Wait for a fact and return its data."""
        while True:
            for number, (name, data) in enumerate(self.facts):
                if name == event:
                    del self.facts[: number + 1]
                    return data
            self.keep(self.receive())

    def hears(self, event: str, within: float) -> bool:
        """Say whether a fact has come, or comes within so many seconds."""
        self.socket.settimeout(within)
        try:
            while event not in [name for name, _data in self.facts]:
                self.keep(self.receive())
        except websocket.WebSocketTimeoutException:
            return False
        finally:
            self.socket.settimeout(PATIENCE)
        return True

    def keep(self, frame: str) -> None:
        assert frame, "the server has closed the socket"
        if frame.startswith("42/live,"):
            fact = tuple(json.loads(frame.removeprefix("42/live,")))
            protocol.check_fact(*fact)
            self.facts.append(fact)

    def seconds_until_closed(self) -> float:
        began = time.monotonic()
        while self.receive():
            pass
        return time.monotonic() - began

    def close(self) -> None:
        with suppress(OSError):
            self.socket.shutdown()
