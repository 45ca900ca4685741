"""Make aiortc hand on what it receives as it came: nothing is decoded, nothing is encoded.

Transcoding costs four times as much, and a relay has no use for pictures. So a receiver puts
whole encoded frames together and gives them to `deliver`; a sender packs those of its track.
The names used here are private to aiortc; tests/media/test_passthrough.py fails when they change.
"""

import queue
from collections.abc import Callable, Iterator
from fractions import Fraction
from time import monotonic

from aiortc import RTCRtpReceiver, RTCRtpSender, rtcpeerconnection
from aiortc.codecs import is_rtx
from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RtcpRrPacket, RtcpSrPacket, RtpPacket
from aiortc.utils import uint16_add, uint16_gt
from av import Packet

from webapp.media.frames import is_keyframe

KEYFRAME_EVERY = 0.3  # seconds; a browser that is asked more often sends little else
GIVE_UP_AFTER = 0.4  # seconds, for a packet that was lost and has been asked for again


def install() -> None:
    rtcpeerconnection.RTCRtpReceiver = PassingReceiver
    rtcpeerconnection.RTCRtpSender = PassingSender


class PassingReceiver(RTCRtpReceiver):
    """Gives each encoded frame to `deliver`, and asks for keyframes no faster than it helps."""

    def __init__(self, kind, transport):
        super().__init__(kind, transport)
        self.deliver: Callable[[Packet], None] = lambda frame: None
        self._RTCRtpReceiver__decoder_queue = Handover(self.hand_over)
        buffer = InOrder() if kind == "audio" else ImpatientBuffer()
        self._RTCRtpReceiver__jitter_buffer = buffer
        self.codec = None
        self.source: int | None = None
        self.asked_at = 0.0

    def hand_over(self, codec, frame: JitterFrame) -> None:
        if not frame.data:  # padding, by which browsers measure the line
            return
        packet = Packet(frame.data)
        packet.pts = packet.dts = frame.timestamp
        packet.time_base = Fraction(1, codec.clockRate)
        packet.is_keyframe = codec.name == "opus" or is_keyframe(frame.data)
        packet.is_corrupt = getattr(frame, "follows_gap", False)
        self.deliver(packet)

    async def ask_for_keyframe(self) -> None:
        if self.source is not None:
            await self._send_rtcp_pli(self.source)

    async def _send_rtcp_pli(self, media_ssrc: int) -> None:
        if monotonic() - self.asked_at >= KEYFRAME_EVERY:
            self.asked_at = monotonic()
            await super()._send_rtcp_pli(media_ssrc)

    async def _handle_rtp_packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:
        codec = self._RTCRtpReceiver__codecs.get(packet.payload_type)
        if codec and not is_rtx(codec):
            self.codec, self.source = codec, packet.ssrc
        await super()._handle_rtp_packet(packet, arrival_time_ms)
        for frame in self._RTCRtpReceiver__jitter_buffer.rest():
            frame.timestamp = self._RTCRtpReceiver__timestamp_mapper.map(frame.timestamp)
            self.hand_over(self.codec, frame)


class PassingSender(RTCRtpSender):
    """Tells when the other side wants a keyframe, and how much of what it was sent is lost."""

    def __init__(self, track_or_kind, transport):
        super().__init__(track_or_kind, transport)
        self.on_keyframe_wanted: Callable[[], None] = lambda: None
        self.on_report: Callable[..., None] = lambda *, lost, sent: None
        self.counted: tuple[int, int] | None = None

    def _send_keyframe(self) -> None:
        self.on_keyframe_wanted()

    async def _handle_rtcp_packet(self, packet) -> None:
        if isinstance(packet, RtcpRrPacket | RtcpSrPacket):
            for report in packet.reports:
                if report.ssrc == self._ssrc:
                    self.count(report.packets_lost, report.highest_sequence)
        await super()._handle_rtcp_packet(packet)

    def count(self, lost: int, highest: int) -> None:
        if self.counted:
            lost_before, highest_before = self.counted
            self.on_report(lost=max(0, lost - lost_before), sent=max(0, highest - highest_before))
        self.counted = lost, highest


class Handover(queue.Queue):
    """Where aiortc queues frames for the thread that decodes them: that one gets none."""

    def __init__(self, hand_over: Callable):
        super().__init__()
        self.hand_over = hand_over

    def put(self, item, *_):
        if item is None:  # it ends
            super().put(None)
        else:
            self.hand_over(*item)


class InOrder:
    """Sound: each packet is a frame and goes on at once; whoever hears it waits for late ones."""

    def __init__(self):
        self.newest: int | None = None

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        if self.newest is not None and not uint16_gt(packet.sequence_number, self.newest):
            return False, None
        self.newest = packet.sequence_number
        return False, JitterFrame(packet._data, packet.timestamp)

    def rest(self) -> tuple[JitterFrame, ...]:
        return ()


class ImpatientBuffer(JitterBuffer):
    """Pictures: whole frames; one that misses a packet for too long is left out, and said to be."""

    def __init__(self):
        super().__init__(capacity=512, is_video=True)
        self.newest: int | None = None
        self.blocked_since: float | None = None
        self.has_left_out = False

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        if self.newest is None or uint16_gt(packet.sequence_number, self.newest):
            self.newest = packet.sequence_number
        wants_keyframe, frame = super().add(packet)
        if frame:
            self.mark(frame)
        if self.has_waited_long():
            self.smart_remove(self.first_gap() + 1)
            self.blocked_since = None
            wants_keyframe = True
        self.has_left_out |= wants_keyframe
        return wants_keyframe, frame

    def rest(self) -> Iterator[JitterFrame]:
        """Give what waited behind a packet that came late; aiortc takes one frame a packet."""
        if self._origin is None:  # nothing but padding has come yet
            return
        while frame := self._remove_frame(self._origin):
            self.mark(frame)
            yield frame

    def mark(self, frame: JitterFrame) -> None:
        frame.follows_gap, self.has_left_out = self.has_left_out, False

    def has_waited_long(self) -> bool:
        if self.first_gap() > uint16_add(self.newest, -self._origin):
            self.blocked_since = None
            return False
        self.blocked_since = self.blocked_since or monotonic()
        return monotonic() - self.blocked_since > GIVE_UP_AFTER

    def first_gap(self) -> int:
        """Count the packets that are there without one missing between them."""
        for count in range(self.capacity):
            if self._packets[(self._origin + count) % self.capacity] is None:
                return count
        return self.capacity
