"""Thousands of crafted note updates through real sockets: the process lives, other rooms write on.

HOSTILE_UPDATES says how many; `make test-long` sends ten thousand.
"""

import json
import os
import random
import subprocess
import time
from contextlib import suppress

import pytest

from tests.making.live import Notebook, to_base64
from tests.making.serving import Wire, grounds_in

pytestmark = pytest.mark.long

UPDATES = int(os.environ.get("HOSTILE_UPDATES", "400"))
ROOMS = 12 if UPDATES > 1000 else 3  # of attackers, both of each
AT_ONCE = 20  # sent before an answer is read: what a socket may say in a second
ANSWERS = {"bad_message", "too_long", "quota", "busy", None}  # None: plain text after all
DEEP = b"\x01\x01\x07\x00\x08\x01\x05notes\x01" + b"\x75\x01" * 28_000 + b"\x7e\x00"


def honest(chance: random.Random) -> bytes:
    notebook = Notebook()
    for _ in range(chance.randint(1, 4)):
        notebook.text.insert(0, chance.choice(["Ada ", "é😀", "- [ ] x\n", "y" * 300]))
        if chance.random() < 0.2:
            del notebook.text[0:1]
    return notebook.document.get_update()


def noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.choice([1, 3, 30, 300, 3000]))


def damaged(chance: random.Random) -> bytes:
    data = bytearray(honest(chance))
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] = chance.choice(
            [0, 1, 127, 128, 255, chance.randrange(256)]
        )
    return bytes(data)


def cut(chance: random.Random) -> bytes:
    data = honest(chance)
    return data[: chance.randrange(len(data))] + chance.randbytes(chance.randint(0, 3))


def swollen(chance: random.Random) -> bytes:
    """Counts that promise the world: blocks, clients, deletions, a length."""
    huge = b"\xff" * chance.randint(1, 9) + b"\x01"
    return chance.choice(
        [huge, b"\x01" + huge, b"\x00\x01\x07" + huge, b"\x01\x01\x07\x00\x0a" + huge]
    )


def strange(chance: random.Random) -> bytes:
    """Whole and well made, but of other content, or in another root, or nested in nothing."""
    kind = chance.choice([2, 3, 5, 6, 7, 8, 9, 36, 63])
    root = chance.choice([b"\x01\x05notes", b"\x01\x05other", b"\x00\x07\x00"])
    body = chance.choice([b"\x01a", b"\x01\x77\x01a", b"\x00", b"\x02{}"])
    return (
        b"\x01\x01"
        + bytes([chance.randrange(1, 99)])
        + b"\x00"
        + bytes([kind])
        + root
        + body
        + b"\x00"
    )


def deep(_chance: random.Random) -> bytes:
    """56 KB of lists in lists: what ended a process that trusted its decoder."""
    return DEEP


KINDS = [noise, damaged, damaged, cut, swollen, strange]


def attack(chance: random.Random) -> str:
    kind = deep if chance.random() < 0.005 else chance.choice(KINDS)
    return to_base64(kind(chance))


class Attacker:
    def __init__(self, server, device, booking, chance):
        self.wire, self.chance, self.count, self.answers = Wire(server, device), chance, 0, set()
        self.wire.connect()
        assert self.wire.join(booking)["ok"]

    def send_some(self) -> None:
        """Say as much as one socket may say in a second, and hear what is answered."""
        numbers = [next(self.wire.serial) for _ in range(AT_ONCE)]
        for number in numbers:
            event = ["update_notes", {"update": attack(self.chance)}]
            self.wire.send(f"42/live,{number}{json.dumps(event)}")
        for _ in numbers:
            self.hear()

    def hear(self) -> None:
        while not (frame := self.wire.receive()).startswith("43/live,"):
            assert frame, "the server has hung up"
        error = json.loads(frame[frame.index("[") :])[0].get("error")
        if error != "too_fast":
            self.count += 1
            self.answers.add(error)


@pytest.fixture(scope="module")
def grounds(tmp_path_factory):
    with grounds_in(tmp_path_factory.mktemp("hostile")) as grounds:
        yield grounds


def test_crafted_updates_end_no_process_and_harm_no_other_room(grounds):
    server, chance = grounds.serve(), random.Random(7)
    bookings = [grounds.booking() for _ in range(ROOMS + 1)]
    (room, *pair), others = bookings[0], bookings[1:]
    mentor, mentee = (Wire(server, grounds.sign_in(person)) for person in pair)
    for wire in (mentor, mentee):
        wire.connect()
        assert wire.join(room)["ok"]
    attackers = [
        Attacker(server, grounds.sign_in(person), booking, chance)
        for booking, *people in others
        for person in people
    ]
    pid, waits = server.process.pid, []
    while sum(attacker.count for attacker in attackers) < UPDATES:
        began = time.monotonic()
        for attacker in attackers:
            attacker.send_some()
        let_a_second_pass(server.process, began)
        waits.append(write_and_read(mentor, mentee, f"line {len(waits)}\n"))

    assert set().union(*(attacker.answers for attacker in attackers)) <= ANSWERS
    assert server.process.poll() is None and server.process.pid == pid
    assert "Traceback" not in server.log and "Worker" not in server.log.partition("Booting")[2]
    lines = [f"line {number}" for number in range(len(waits))]
    assert str(mentee.notes).splitlines() == lines
    late = Wire(server, grounds.sign_in(pair[0]))
    late.connect()
    assert late.join(room, verb="take_over")["ok"]
    assert str(late.notes).splitlines() == lines
    assert max(waits) < 5


def let_a_second_pass(process: subprocess.Popen, began: float) -> None:
    """Stay below what hangs up on a socket; or go on at once when the process dies."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(max(0.01, began + 1 - time.monotonic()))


def write_and_read(mentor: Wire, mentee: Wire, words: str) -> float:
    began = time.monotonic()
    assert mentor.ask("update_notes", {"update": mentor.notes.write(words)})["ok"]
    mentee.notes.take(mentee.hear("notes_updated")["update"])
    return time.monotonic() - began
