"""STUN of our own: tell a browser the address we see it from. RFC 8489, binding requests only."""

import asyncio
import errno
import socket
import struct

from aioice import stun

COOKIE = stun.COOKIE.to_bytes(4, "big")


class StunResponder(asyncio.DatagramProtocol):
    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, address: tuple) -> None:
        if request := binding_request(data):
            answer = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, request.transaction_id)
            answer.attributes["XOR-MAPPED-ADDRESS"] = address[:2]
            if "FINGERPRINT" in request.attributes:
                answer.add_fingerprint()
            self.transport.sendto(bytes(answer), address)


def binding_request(data: bytes) -> stun.Message | None:
    try:
        message = stun.parse_message(data)
    except (ValueError, struct.error):  # attributes too short for their type
        return None
    kind = (message.message_class, message.message_method)
    is_request = kind == (stun.Class.REQUEST, stun.Method.BINDING) and data[4:8] == COOKIE
    return message if is_request else None


async def answer_stun(port: int) -> list[asyncio.DatagramTransport]:
    """Listen on IPv4, and on IPv6 where the machine has it. Port 0 takes any free one."""
    first = await listen(bind(socket.AF_INET, "0.0.0.0", port))
    port = first.get_extra_info("sockname")[1]
    try:
        second = bind(socket.AF_INET6, "::", port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            first.close()
            raise
        return [first]
    return [first, await listen(second)]


def bind(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_DGRAM)
    try:
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.setblocking(False)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


async def listen(listener: socket.socket) -> asyncio.DatagramTransport:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(StunResponder, sock=listener)
    return transport
