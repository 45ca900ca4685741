"""A browser's side of a connection check, and strangers who know its port."""

import asyncio
import os
import re
import socket

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

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
        # browsers write one fingerprint, aiortc one for each hash it knows
        return re.sub(r"a=fingerprint:sha-(384|512).*\r\n", "", self.peer.localDescription.sdp)

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
