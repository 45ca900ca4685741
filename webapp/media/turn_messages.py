"""The few TURN messages that a probe says and understands: RFC 8489, RFC 8656. Pure."""

import hashlib
import hmac
import struct
from dataclasses import dataclass
from ipaddress import ip_address

COOKIE = 0x2112A442
HEADER = struct.Struct("!HHI12s")

ALLOCATE, REFRESH, CREATE_PERMISSION, CHANNEL_BIND = 0x003, 0x004, 0x008, 0x009
SUCCESS = 0x100

USERNAME, INTEGRITY, ERROR, REALM, NONCE = 0x006, 0x008, 0x009, 0x014, 0x015
CHANNEL, LIFETIME, PEER, RELAYED, FAMILY, TRANSPORT = 0x00C, 0x00D, 0x012, 0x016, 0x017, 0x019
UDP, TCP = bytes([17, 0, 0, 0]), bytes([6, 0, 0, 0])
FAMILIES = {4: bytes([1, 0, 0, 0]), 6: bytes([2, 0, 0, 0])}

Attribute = tuple[int, bytes]


@dataclass(frozen=True)
class Answer:
    transaction: bytes
    is_success: bool
    attributes: dict[int, bytes]

    @property
    def code(self) -> int:
        """Why it was refused: 401, 403, 486 …; 0 if it was not."""
        error = self.attributes.get(ERROR, bytes(4))
        return error[2] * 100 + error[3]

    @property
    def relayed(self) -> str:
        return read_address(self.attributes[RELAYED], self.transaction)


@dataclass(frozen=True)
class Login:
    """What signs a message: a name, its password, and what the server has said of both."""

    username: str
    password: str
    realm: bytes
    nonce: bytes

    @property
    def attributes(self) -> list[Attribute]:
        return [(USERNAME, self.username.encode()), (REALM, self.realm), (NONCE, self.nonce)]

    @property
    def key(self) -> bytes:
        text = b":".join((self.username.encode(), self.realm, self.password.encode()))
        return hashlib.md5(text, usedforsecurity=False).digest()  # as the RFC wants it


def write(
    method: int, transaction: bytes, attributes: list[Attribute], login: Login | None = None
) -> bytes:
    body = b"".join(map(attribute, attributes))
    if login is None:
        return HEADER.pack(method, len(body), COOKIE, transaction) + body
    body += b"".join(map(attribute, login.attributes))
    signed = HEADER.pack(method, len(body) + 24, COOKIE, transaction) + body
    return signed + attribute((INTEGRITY, hmac.digest(login.key, signed, "sha1")))


def attribute(kind_and_value: Attribute) -> bytes:
    kind, value = kind_and_value
    return struct.pack("!HH", kind, len(value)) + value + bytes(-len(value) % 4)


def read(data: bytes) -> Answer:
    """Read an answer; raises ValueError when it is none."""
    if len(data) < HEADER.size:
        raise ValueError("shorter than a header")
    kind, length, cookie, transaction = HEADER.unpack_from(data)
    if cookie != COOKIE or length != len(data) - HEADER.size:
        raise ValueError("not a STUN message")
    attributes: dict[int, bytes] = {}
    rest = data[HEADER.size :]
    while len(rest) >= 4:
        number, size = struct.unpack_from("!HH", rest)
        attributes.setdefault(number, rest[4 : 4 + size])
        rest = rest[4 + size + -size % 4 :]
    return Answer(transaction, (kind & 0x110) == SUCCESS, attributes)


def write_address(host: str, port: int, transaction: bytes) -> bytes:
    """Write an address as XOR-PEER-ADDRESS has it."""
    address = ip_address(host)
    family = 1 if address.version == 4 else 2
    return struct.pack("!BBH", 0, family, port ^ (COOKIE >> 16)) + masked(
        address.packed, transaction
    )


def read_address(value: bytes, transaction: bytes) -> str:
    return str(ip_address(masked(value[4:], transaction)))


def masked(packed: bytes, transaction: bytes) -> bytes:
    mask = COOKIE.to_bytes(4, "big") + transaction
    return bytes(byte ^ key for byte, key in zip(packed, mask, strict=False))
