"""Keep strangers' datagrams away from DTLS.

aioice hands on whatever arrives at its socket: one ClientHello, or one fatal alert, from
anybody who guesses the port ends the handshake with the person who should be there. Only
addresses that have passed a connectivity check, which takes the password from the
descriptions, get through (RFC 7983, RFC 8445). The names used here are private to aioice;
tests/media/test_ice_guard.py fails when they change.
"""

import struct

from aioice import stun
from aioice.ice import CandidatePair, Connection, StunProtocol

MAX_WAITING = 2048  # aioice queues without end what nobody has read yet

pass_on = StunProtocol.datagram_received


def install() -> None:
    StunProtocol.datagram_received = receive


def receive(protocol: StunProtocol, data: bytes, address: tuple) -> None:
    if is_stun(data) or is_expected(protocol, data, address):
        pass_on(protocol, data, address)


def is_stun(data: bytes) -> bool:
    """Whether aioice will read it as STUN; what it cannot read, it would hand to DTLS."""
    try:
        return data[:1] < b"\x04" and bool(stun.parse_message(data))
    except (ValueError, struct.error):  # attributes too short for their type
        return False


def is_expected(protocol: StunProtocol, data: bytes, address: tuple) -> bool:
    connection = protocol.receiver
    return (
        data[:1] > b"\x03"
        and connection._queue.qsize() < MAX_WAITING
        and any(
            pair.protocol is protocol and pair.remote_addr == address[:2]
            for pair in checked_pairs(connection)
        )
    )


def checked_pairs(connection: Connection) -> list[CandidatePair]:
    checked = [pair for pair in connection._check_list if is_checked(pair)]
    return [*connection._nominated.values(), *checked]


def is_checked(pair: CandidatePair) -> bool:
    return pair.nominated or pair.state is CandidatePair.State.SUCCEEDED
