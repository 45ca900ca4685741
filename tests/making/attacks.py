"""What somebody with bad intentions does to a socket, and what it costs the server meanwhile."""

import json
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median

from websocket import WebSocketException

from tests.making.live import CANDIDATES, OFFER
from tests.making.serving import Server, Wire

MB = 1024 * 1024
TEXT, BINARY, PING, CONTINUED = 0x1, 0x2, 0x9, 0x0
MASK = b"\0\0\0\0"  # leaves the payload as it is
GONE = (OSError, WebSocketException)


class Worker:
    """The process of gunicorn that holds the sockets: its memory and its threads."""

    def __init__(self, server: Server):
        master = server.process.pid
        [self.pid] = Path(f"/proc/{master}/task/{master}/children").read_text().split()

    def figure(self, name: str) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split(f"{name}:")[1].split()[0])

    @property
    def memory(self) -> int:
        return self.figure("VmRSS") * 1024

    @property
    def threads(self) -> int:
        return self.figure("Threads")

    @contextmanager
    def watched(self) -> Iterator["Peak"]:
        """Look again and again while something happens."""
        peak, is_over = Peak(self), threading.Event()

        def look():
            while not is_over.wait(0.02):
                peak.look()

        thread = threading.Thread(target=look)
        thread.start()
        try:
            yield peak
        finally:
            is_over.set()
            thread.join()

    def has_at_most(self, threads: int, within: float = 20) -> bool:
        """Wait until there are no more threads than that."""
        until = time.monotonic() + within
        while self.threads > threads and time.monotonic() < until:
            time.sleep(0.1)
        return self.threads <= threads

    def settle(self) -> None:
        """Wait until no thread ends any more; one that waits to send a ping takes five seconds."""
        fewest, since = self.threads, time.monotonic()
        while time.monotonic() < since + 6:
            if self.threads < fewest:
                fewest, since = self.threads, time.monotonic()
            time.sleep(0.1)


class Peak:
    def __init__(self, worker: Worker):
        self.worker, self.memory, self.threads = worker, 0, 0

    def look(self) -> None:
        self.memory = max(self.memory, self.worker.memory)
        self.threads = max(self.threads, self.worker.threads)


class Bystanders:
    """Two people in a talk, and somebody who reads pages, while others attack."""

    def __init__(self, server: Server, pair: tuple[Wire, Wire]):
        self.server, self.pair = server, pair
        self.waited: list[float] = []
        self.failures: list[str] = []

    @contextmanager
    def at_work(self) -> Iterator[None]:
        is_over = threading.Event()
        thread = threading.Thread(target=self.work, args=(is_over,))
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def work(self, is_over: threading.Event) -> None:
        try:
            self.go_round()  # however short the attack is
            while not is_over.wait(0.25):  # 16 signals a second, of 20
                self.go_round()
        except Exception as error:  # said by the test, in its own thread
            self.failures.append(repr(error))

    def go_round(self) -> None:
        for task in (self.signal, self.write, self.signal, self.read_page):
            self.measure(task)

    def measure(self, task: Callable[[], None]) -> None:
        began = time.monotonic()
        task()
        self.waited.append(time.monotonic() - began)

    def signal(self) -> None:
        one, other = self.pair
        assert one.ask("signal", CANDIDATES | {"to": other.peer})["ok"]
        assert other.hear("signal")["from"] == one.peer
        assert one.ask("signal", OFFER | {"to": other.peer})["ok"]  # candidates count anew
        assert other.hear("signal")["description"]

    def write(self) -> None:
        one, other = self.pair
        assert one.ask("update_notes", {"update": one.notes.write("x")})["ok"]
        other.notes.take(other.hear("notes_updated")["update"])

    def read_page(self) -> None:
        status, _body = self.server.request("GET", "/mentors")
        assert status in (200, 429), status  # nobody reads more than 600 pages a minute

    @property
    def typical(self) -> float:
        return median(self.waited)


def frame(payload: bytes, opcode: int = TEXT, *, is_last: bool = True, claims: int = 0) -> bytes:
    """Return a frame of a WebSocket; `claims` is a length that is not that of the payload."""
    length = claims or len(payload)
    first = bytes([opcode | (0x80 if is_last else 0)])
    if length < 126:
        return first + bytes([0x80 | length]) + MASK + payload
    size = struct.pack("!BH", 0x80 | 126, length) if length < 65536 else b""
    return first + (size or struct.pack("!BQ", 0x80 | 127, length)) + MASK + payload


class Attacker:
    """Opens sockets, does harm, and never gives up by itself."""

    def __init__(self, open_wire: Callable[[int], Wire], open_silent: Callable[[], Wire]):
        self.open_wire, self.open_silent = open_wire, open_silent
        self.stack = ExitStack()

    def wire(self, who: int = 0) -> Wire:
        """Come into the attackers' own room as one of its two people."""
        wire = self.open_wire(who)
        self.stack.callback(wire.close)
        wire.socket.settimeout(2)
        return wire

    def raw(self, wire: Wire) -> socket.socket:
        return wire.socket.sock

    def pour(self, data: bytes, times: int) -> None:
        """Send the same again and again, until we are cut off."""
        wire = self.wire()
        with suppress(*GONE):
            for _ in range(times):
                self.raw(wire).sendall(data)

    def close(self) -> None:
        self.stack.close()


def event(name: str, data: dict) -> bytes:
    return f"42/live,{json.dumps([name, data])}".encode()


def attachments(attacker: Attacker, times: int) -> None:
    """Announce attachments, and send them."""
    for packet in ('451-/live,["who",{"_placeholder":true,"num":0}]', '4599999999-/live,["who"]'):
        attacker.pour(frame(packet.encode()) + frame(b"x" * 60_000, BINARY) * 20, times)


def lifecycle(attacker: Attacker, times: int) -> None:
    """Say what only the server may say."""
    for packet in ('42/live,["connect",{}]', '42/live,["disconnect"]', '42["disconnect"]'):
        attacker.pour(frame(packet.encode()), times * 20)
    attacker.pour(frame(b"41/live,") + frame(b'40/live,{"csrf":"x","peer":"y"}'), times * 20)


def events(attacker: Attacker, times: int) -> None:
    attacker.pour(frame(event("slow_down", {})), times * 300)
    attacker.pour(frame(event("nobody_knows_it", {})), times * 300)
    attacker.pour(frame(b"3"), times * 300)


def large_events(attacker: Attacker, times: int) -> None:
    attacker.pour(frame(event("leave", {"x": "y" * 99_000})), times * 50)
    nested = f'42/live,["leave",{"[" * 40_000}{"]" * 40_000}]'.encode()
    attacker.pour(frame(nested), times * 20)


def control_frames(attacker: Attacker, times: int) -> None:
    """Pings, and pieces without anything in them, which are no messages."""
    attacker.pour(frame(b"", PING) * 1000, times * 30)
    attacker.pour(
        frame(b"", is_last=False) + frame(b"", CONTINUED, is_last=False) * 1000, times * 30
    )


def oversized(attacker: Attacker, times: int) -> None:
    attacker.pour(frame(b"x" * MB), times)
    attacker.pour(frame(b"x" * 10 * MB, claims=2**62), times)
    pieces = frame(b"x" * 50_000, CONTINUED, is_last=False)
    attacker.pour(frame(b"4", is_last=False) + pieces * 100, times)


def silent(attacker: Attacker, times: int) -> None:
    """Transports that never say CONNECT, as many as we are given."""
    for _ in range(min(60, 20 * times)):
        with suppress(*GONE):
            attacker.stack.callback(attacker.open_silent().close)


def deaf(attacker: Attacker, times: int) -> None:
    """Read nothing, say that all is well, and be told much by a partner in the same room."""
    wire, partner = attacker.wire(0), attacker.wire(1)
    attacker.raw(wire).setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    offer = OFFER | {"to": wire.peer}
    sdp = offer["description"]["sdp"] + f"a=x:{'x' * 30_000}\r\n"
    offer["description"] = offer["description"] | {"sdp": sdp}
    with suppress(*GONE):
        for _ in range(times * 60):
            partner.ask("signal", offer)
            attacker.raw(wire).sendall(frame(b"3"))
            time.sleep(0.04)
        attacker.raw(wire).shutdown(socket.SHUT_WR)


ROUNDS = int(os.environ.get("ATTACK_ROUNDS", "1"))
EACH = (attachments, lifecycle, events, large_events, control_frames, oversized, silent, deaf)


def all_of_them(attacker: Attacker, times: int) -> None:
    for attack in EACH:
        attack(attacker, times)
        attacker.close()


ATTACKS = (all_of_them,) if ROUNDS == 1 else EACH
