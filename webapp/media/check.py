"""The lobby's connection check: a peer of our own that sends every message back."""

import asyncio
from contextlib import suppress

from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCSessionDescription

from webapp.media.addresses import announce_at
from webapp.media.offer import DataOffer
from webapp.media.settings import MediaSettings

AT_MOST = 50
LASTING = 15  # seconds
MAX_MESSAGE = 256
MAX_MESSAGES = 200

OURSELVES_ONLY = RTCConfiguration(iceServers=[])  # aiortc would ask a server of Google's


class TooManyChecks(Exception):
    pass


class ConnectionChecks:
    def __init__(self, settings: MediaSettings, *, at_most=AT_MOST, lasting=LASTING):
        self.settings = settings
        self.at_most = at_most
        self.lasting = lasting
        self.running: dict[asyncio.Task, asyncio.Event] = {}  # the event ends its check

    async def answer(self, offer: str) -> str:
        """Answer a browser's offer; raises BadDescription or TooManyChecks."""
        offer = DataOffer.read(offer).write(private_network=self.settings.private_network)
        if len(self.running) >= self.at_most:
            raise TooManyChecks
        peer = RTCPeerConnection(OURSELVES_ONLY)
        ended = self.keep(peer)
        try:
            await peer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
            await peer.setLocalDescription(await peer.createAnswer())
        except BaseException:
            ended.set()
            raise
        return announce_at(self.settings.public_address, peer.localDescription.sdp)

    def keep(self, peer: RTCPeerConnection) -> asyncio.Event:
        """Hold on to a peer until it has ended or its time is up, then close it."""
        ended = asyncio.Event()
        peer.once("datachannel", send_back)
        peer.on("connectionstatechange", lambda: ended.set() if has_ended(peer) else None)
        task = asyncio.create_task(close_later(peer, ended, self.lasting))
        self.running[task] = ended
        task.add_done_callback(self.running.pop)
        return ended

    async def stop(self) -> None:
        """End all checks and tell the browsers; nobody waits long for one that is gone."""
        for ended in self.running.values():
            ended.set()  # cancelling the tasks would cancel aiortc's own closing halfway
        if self.running:
            await asyncio.wait(self.running, timeout=1)


def send_back(channel: RTCDataChannel) -> None:
    received = 0

    @channel.on("message")
    def on_message(message: str | bytes) -> None:
        nonlocal received
        received += 1
        is_small = received <= MAX_MESSAGES and len(message) <= MAX_MESSAGE
        if is_small and channel.readyState == "open":
            channel.send(message)


def has_ended(peer: RTCPeerConnection) -> bool:
    return peer.connectionState in ("closed", "failed")


async def close_later(peer: RTCPeerConnection, ended: asyncio.Event, lasting: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(lasting):
            await ended.wait()
    await peer.close()
