"""What one client may make us keep in memory, and what never makes a thread wait for ever."""

import socket
import threading
from types import SimpleNamespace

import pytest
from engineio.packet import MESSAGE, Packet

from webapp.core.rate_limit import TokenBucket
from webapp.live.transport import MOST_UNREAD, MOST_UNSENT, READS, Line, Unsent, counted


def packet(length):
    return Packet(MESSAGE, data="x" * length)


@pytest.fixture
def line():
    ours, theirs = socket.socketpair()
    server = SimpleNamespace(sock=ours, connected=True, input_buffer=[])
    with ours, theirs:
        yield Line(server), theirs


def test_what_a_client_does_not_read_is_kept_up_to_a_limit_and_no_further():
    unsent = Unsent()
    unsent.put(packet(MOST_UNSENT + 1))  # one long answer is let through
    assert not unsent.has_overflowed
    for _ in range(3):
        unsent.put(packet(10))
    unsent.put(None)  # the word that ends the writer always comes through

    assert unsent.has_overflowed
    assert [unsent.get() is None for _ in range(unsent.qsize())] == [False, True]


def test_what_was_read_makes_room_again():
    unsent = Unsent()
    for _ in range(5):
        unsent.put(packet(MOST_UNSENT))
        unsent.get()
    assert not unsent.has_overflowed
    assert unsent.size == 0


def test_nothing_is_read_while_earlier_messages_wait_or_they_come_too_fast(line):
    line, _theirs = line
    assert line.is_bearable()
    line.server.input_buffer = ["a message"] * (MOST_UNREAD + 1)
    assert not line.is_bearable()
    line.server.input_buffer = []
    assert sum(line.is_bearable() for _ in range(2 * READS[0])) <= READS[0] + 1


def test_the_end_of_a_line_wakes_who_writes_to_somebody_who_does_not_read(line):
    line, _theirs = line
    failed = threading.Event()

    def write():
        try:
            line.send(b"x" * 10_000_000)
        except OSError:
            failed.set()

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    line.close()
    writer.join(5)
    assert failed.is_set()


def test_frames_are_counted_whatever_is_in_them():
    seen = []
    with pytest.raises(OSError, match="frames"):
        for frame in counted(lambda: iter(range(10)), TokenBucket(5, 0)):
            seen.append(frame)
    assert seen == [0, 1, 2, 3, 4]
