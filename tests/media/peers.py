"""A browser's side of a connection check, and strangers who know its port."""

import asyncio
import os
import re
import socket
from contextlib import suppress

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, VideoStreamTrack

HANDSHAKE_BODY = b"\xfe\xfd" + os.urandom(32) + b"\x00\x00\x00\x02\x00\x00\x01\x00"
SIZE = len(HANDSHAKE_BODY).to_bytes(3, "big")
CLIENT_HELLO = b"\x01" + SIZE + b"\x00" * 5 + SIZE + HANDSHAKE_BODY
# whoever answers it first speaks no cipher in common: the handshake is over
HELLO_WITHOUT_CIPHERS = (
    b"\x16\xfe\xff" + b"\x00" * 8 + len(CLIENT_HELLO).to_bytes(2, "big") + CLIENT_HELLO
)
FATAL_ALERT = b"\x15\xfe\xfd" + b"\x00" * 8 + b"\x00\x02\x02\x28"


def new_peer() -> RTCPeerConnection:
    return RTCPeerConnection(RTCConfiguration(iceServers=[]))


class Browser:
    """Opens a data channel and says "ping" on it; `echoes` holds what comes back."""

    def __init__(self):
        self.peer = new_peer()
        self.channel = self.peer.createDataChannel("check", ordered=False, maxRetransmits=0)
        self.channel.on("open", lambda: self.channel.send("ping"))
        self.echoes = asyncio.Queue()
        self.channel.on("message", self.echoes.put_nowait)
        self.closed = asyncio.Event()
        self.channel.on("close", self.closed.set)

    async def offer(self) -> str:
        await self.peer.setLocalDescription(await self.peer.createOffer())
        return one_fingerprint(self.peer.localDescription.sdp)

    async def accept(self, answer: str) -> None:
        await self.peer.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def next_echo(self) -> str:
        return await asyncio.wait_for(self.echoes.get(), timeout=10)


def without_candidates(sdp: str) -> str:
    return re.sub(r"a=(candidate:.*|end-of-candidates)\r\n", "", sdp)


def send_to_all_ports(sdp: str, datagram: bytes) -> None:
    """What a stranger does who has seen, or guessed, where a peer listens."""
    for host, port in set(re.findall(r"a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host", sdp)):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as stranger:
            stranger.sendto(datagram, (host, int(port)))


class Caller:
    """A browser in a relayed call, which sends a tone's silence and a picture of its own."""

    def __init__(self, *, sends: tuple[str, ...] = ("audio", "video")):
        self.peer = new_peer()
        self.received = {kind: asyncio.Queue() for kind in ("audio", "video")}
        self.readers: list[asyncio.Task] = []
        tracks = {"audio": AudioStreamTrack, "video": VideoStreamTrack}
        for kind, track in tracks.items():
            self.peer.addTransceiver(track() if kind in sends else kind, direction="sendrecv")
        self.peer.on(
            "track", lambda track: self.readers.append(asyncio.create_task(self.read(track)))
        )

    async def read(self, track) -> None:
        with suppress(MediaStreamError):
            while True:
                self.received[track.kind].put_nowait(await track.recv())

    async def offer(self) -> str:
        await self.peer.setLocalDescription(await self.peer.createOffer())
        return one_fingerprint(self.peer.localDescription.sdp)

    async def call(self, ask) -> None:
        """Offer, and take the answer of `ask`."""
        await self.peer.setRemoteDescription(
            RTCSessionDescription(await ask(await self.offer()), "answer")
        )

    async def next(self, kind: str):
        return await asyncio.wait_for(self.received[kind].get(), timeout=10)

    async def close(self) -> None:
        await self.peer.close()
        for reader in self.readers:
            reader.cancel()


def one_fingerprint(sdp: str) -> str:
    """Browsers write one, aiortc one for each hash it knows."""
    return re.sub(r"a=fingerprint:sha-(384|512).*\r\n", "", sdp)
