import pytest

from webapp.media.frames import PictureGate, Timeline, is_keyframe

KEYFRAME = bytes([0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x40, 0x01, 0xF0, 0x00])
SECOND = 90_000  # of a clock as pictures have it


def test_a_keyframe_is_known_by_its_first_bytes():
    assert is_keyframe(KEYFRAME)
    assert not is_keyframe(b"\x11" + KEYFRAME[1:])  # one that builds on others
    assert not is_keyframe(KEYFRAME[6:] * 4)  # begins in the middle
    assert not is_keyframe(b"")


def test_timestamps_go_on_from_one_source_to_the_next():
    line = Timeline(SECOND)
    first, second = object(), object()
    assert [line.place(stamp, first, at) for stamp, at in ((7, 0.0), (3007, 0.03))] == [0, 3000]

    assert line.place(0, second, 2.03) == 3000 + 2 * SECOND
    assert line.place(3000, second, 2.06) == 6000 + 2 * SECOND
    assert line.place(9, first, 2.06) > 6000 + 2 * SECOND  # never twice the same


@pytest.fixture
def gate():
    return PictureGate()


def lose(gate, share, *, at, packets=300):
    gate.report(lost=int(packets * share), sent=packets, now=at)


def test_a_picture_stays_while_less_than_two_percent_are_lost(gate):
    for second in range(60):
        lose(gate, 0.0199, at=second)
    assert gate.lets_through(60)


def test_a_few_packets_say_nothing(gate):
    gate.report(lost=1, sent=10, now=0)
    assert gate.lets_through(0)
    gate.report(lost=0, sent=300, now=1)
    assert gate.lets_through(1)


def test_a_lossy_line_is_left_to_the_sound_for_a_while(gate):
    lose(gate, 0.02, at=0)
    assert not gate.lets_through(7.9)
    assert gate.lets_through(8)


def test_each_trial_that_fails_doubles_the_wait(gate):
    at, waits = 0.0, []
    for _ in range(5):
        lose(gate, 0.1, at=at)
        waits.append(next(wait for wait in range(1, 200) if gate.lets_through(at + wait)))
        at += waits[-1]
    assert waits == [8, 16, 32, 64, 64]


def test_after_a_good_minute_one_begins_anew(gate):
    lose(gate, 0.1, at=0)
    assert gate.lets_through(8)
    lose(gate, 0.1, at=80)
    assert gate.lets_through(88)
