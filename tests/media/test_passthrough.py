"""What we use of aiortc although it is private, and what we make of it."""

import asyncio
import inspect
from importlib.metadata import version
from types import SimpleNamespace

import pytest
from aiortc import RTCPeerConnection, RTCRtpReceiver, RTCRtpSender, rtcpeerconnection
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtcrtpreceiver import decoder_worker
from aiortc.rtp import RtpPacket

from webapp.media import passthrough
from webapp.media.passthrough import ImpatientBuffer, InOrder, PassingReceiver, PassingSender

KEYFRAME = bytes([0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, 0x40, 0x01, 0xF0, 0x00])
TRANSPORT = SimpleNamespace(state="new")


@pytest.fixture
def installed(monkeypatch):
    for name in ("RTCRtpReceiver", "RTCRtpSender"):
        monkeypatch.setattr(rtcpeerconnection, name, getattr(rtcpeerconnection, name))
    passthrough.install()


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(passthrough, "monotonic", lambda: clock.now)
    return clock


def test_the_library_is_the_one_whose_names_we_know():
    assert version("aiortc").startswith("1.16.")


def test_transceivers_are_made_of_the_names_we_replace(installed):
    async def scenario():
        peer = RTCPeerConnection()
        transceiver = peer.addTransceiver("video")
        await peer.close()
        return transceiver

    transceiver = asyncio.run(scenario())
    assert type(transceiver.receiver) is PassingReceiver
    assert type(transceiver.sender) is PassingSender


def test_the_names_of_a_receiver_are_there():
    receiver = RTCRtpReceiver("video", TRANSPORT)
    assert receiver._RTCRtpReceiver__decoder_queue.empty()
    assert isinstance(receiver._RTCRtpReceiver__jitter_buffer, JitterBuffer)
    assert receiver._RTCRtpReceiver__codecs == {}
    assert [receiver._RTCRtpReceiver__timestamp_mapper.map(stamp) for stamp in (7, 9)] == [0, 2]
    assert inspect.iscoroutinefunction(receiver._send_rtcp_pli)
    assert inspect.iscoroutinefunction(receiver._handle_rtp_packet)
    # frames go to the queue as they are, and None ends the thread that would decode them
    assert "__decoder_queue.put((codec, encoded_frame))" in inspect.getsource(RTCRtpReceiver)
    assert "if task is None" in inspect.getsource(decoder_worker)


def test_the_names_of_a_sender_are_there():
    async def scenario():
        sender = RTCRtpSender("video", TRANSPORT)
        sender._send_keyframe()
        assert isinstance(sender._ssrc, int)
        assert inspect.iscoroutinefunction(sender._handle_rtcp_packet)

    asyncio.run(scenario())
    # what has been encoded already is packed and not encoded again
    assert "self.__encoder.pack(data)" in inspect.getsource(RTCRtpSender._next_encoded_frame)


def test_the_names_of_the_jitter_buffer_are_there():
    buffer = JitterBuffer(capacity=16, is_video=True)
    assert (buffer._origin, len(buffer._packets), buffer.capacity) == (None, 16, 16)
    buffer.add(rtp(0, 0))
    assert buffer.smart_remove.__doc__ and buffer._remove_frame(0) is None


def test_a_frame_is_handed_over_as_it_came(installed):
    receiver, delivered = PassingReceiver("video", TRANSPORT), []
    receiver.deliver = delivered.append
    vp8 = SimpleNamespace(name="VP8", clockRate=90000)
    queue = receiver._RTCRtpReceiver__decoder_queue

    queue.put((vp8, SimpleNamespace(data=KEYFRAME, timestamp=7)))
    queue.put((vp8, SimpleNamespace(data=b"\x11" + KEYFRAME[1:], timestamp=8, follows_gap=True)))
    queue.put((vp8, SimpleNamespace(data=b"", timestamp=9)))

    assert [bytes(frame) for frame in delivered] == [KEYFRAME, b"\x11" + KEYFRAME[1:]]
    assert [(frame.pts, frame.is_keyframe, frame.is_corrupt) for frame in delivered] == [
        (7, True, False),
        (8, False, True),
    ]
    assert queue.empty()  # nothing is left for a decoder
    queue.put(None)
    assert queue.get_nowait() is None


def test_keyframes_are_asked_for_every_300_ms_at_most(monkeypatch, clock):
    asked = []

    async def note(_self, ssrc):
        asked.append((clock.now, ssrc))

    monkeypatch.setattr(RTCRtpReceiver, "_send_rtcp_pli", note)
    receiver = PassingReceiver("video", TRANSPORT)

    async def scenario():
        await receiver.ask_for_keyframe()  # nothing has come yet: there is nobody to ask
        receiver.source = 5
        for _ in range(10):
            await receiver.ask_for_keyframe()
            await receiver._send_rtcp_pli(5)
            clock.now += 0.25

    asyncio.run(scenario())
    assert asked == [(100 + half / 2, 5) for half in range(5)]


def rtp(number: int, timestamp: int) -> RtpPacket:
    packet = RtpPacket(sequence_number=number, timestamp=timestamp, payload=b"x")
    packet._data = f"{number} ".encode()
    return packet


def test_sound_goes_on_at_once_and_what_comes_too_late_does_not():
    buffer = InOrder()
    came = [buffer.add(rtp(number, number * 960)) for number in (65535, 0, 2, 1, 3)]
    assert [frame and frame.timestamp for _, frame in came] == [
        65535 * 960, 0, 2 * 960, None, 3 * 960,
    ]  # fmt: skip


def put_together(buffer, numbers, *, in_frame=1, clock=None):
    """Return how often a keyframe was wanted, and the frames that came out."""
    wanted, frames = 0, []
    for number in numbers:
        wants, frame = buffer.add(rtp(number, number // in_frame))
        wanted += wants
        frames += [*([frame] if frame else []), *buffer.rest()]
        if clock:
            clock.now += 0.125
    return wanted, frames


def test_a_lost_packet_that_is_sent_again_in_time_costs_nothing(clock):
    frames = put_together(ImpatientBuffer(), (0, 1, 3, 4, 5, 2, 6))[1]
    assert [frame.data for frame in frames] == [b"0 ", b"1 ", b"2 ", b"3 ", b"4 ", b"5 "]
    assert not any(frame.follows_gap for frame in frames)


def test_before_the_first_packet_nothing_waits():
    assert list(ImpatientBuffer().rest()) == []


def test_one_that_is_lost_for_good_costs_its_frame_and_a_keyframe_is_wanted(clock):
    numbers = (0, 1, 2, 4, 5, 6, 7, 8, 9, 10)  # 3 never comes
    wanted, frames = put_together(ImpatientBuffer(), numbers, in_frame=2, clock=clock)
    assert [frame.data for frame in frames] == [b"0 1 ", b"4 5 ", b"6 7 ", b"8 9 "]
    assert [frame.follows_gap for frame in frames] == [False, True, False, False]
    assert wanted == 1


def test_a_sender_tells_what_was_lost_since_the_last_report():
    async def scenario():
        sender, told = PassingSender("video", TRANSPORT), []
        sender.on_report = lambda **report: told.append(report)
        for lost, highest in ((3, 1000), (5, 1100), (4, 1150)):
            sender.count(lost, highest)
        return told

    assert asyncio.run(scenario()) == [{"lost": 2, "sent": 100}, {"lost": 0, "sent": 50}]
