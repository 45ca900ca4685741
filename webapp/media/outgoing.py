"""What we send to one person: frames of the other, whoever's connection they come from."""

import asyncio
from time import monotonic

from aiortc import MediaStreamTrack
from av import Packet

from webapp.media.frames import PictureGate, Timeline

RATES = {"audio": 48000, "video": 90000}
MOST_WAITING = 50  # frames; more is older than anybody wants to hear


class Outgoing(MediaStreamTrack):
    def __init__(self, kind: str):
        super().__init__()
        self.kind = kind
        self.frames: asyncio.Queue[Packet] = asyncio.Queue()
        self.timeline = Timeline(RATES[kind])
        self.gate = PictureGate()
        self.waits_for_keyframe = kind == "video"

    async def recv(self) -> Packet:
        return await self.frames.get()

    def feed(self, frame: Packet, *, source: object) -> bool:
        """Take a frame; return whether a keyframe is needed before any other can be shown."""
        now = monotonic()
        if source is not self.timeline.source or frame.is_corrupt:
            self.waits_for_keyframe = self.kind == "video"
        if not self.has_room(now):
            self.waits_for_keyframe = self.kind == "video"
            return False
        if self.waits_for_keyframe and not frame.is_keyframe:
            return True
        self.waits_for_keyframe = False
        frame.pts = self.timeline.place(frame.pts, source, now)
        self.frames.put_nowait(frame)
        return False

    def has_room(self, now: float) -> bool:
        is_passed = self.kind == "audio" or self.gate.lets_through(now)
        return is_passed and self.frames.qsize() < MOST_WAITING

    def note_report(self, *, lost: int, sent: int) -> None:
        self.gate.report(lost=lost, sent=sent, now=monotonic())
