"""The shapes that messages of the room are made of, each read or refused. Pure."""

import base64
import binascii
import re

from webapp.core.errors import DomainError

ID = re.compile(r"[A-Za-z0-9_-]{16,32}")  # of a peer and of a visit
HALF_A_PAIR = re.compile("[\ud800-\udfff]")


class BadMessage(DomainError):
    code = "bad_message"
    status = 422
    message = "That message could not be read."


class TooLong(DomainError):
    code = "too_long"
    status = 413
    message = "That message is too long."


def read_object(data: object, required: set[str], optional: frozenset | set = frozenset()) -> dict:
    """Return a copy of `data` if it is an object with these keys and no others."""
    if not isinstance(data, dict) or not required <= data.keys() <= required | optional:
        raise BadMessage
    return dict(data)


def read_id(value: object) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise BadMessage
    return value


def read_text(value: object, most: int) -> str:
    if not isinstance(value, str):
        raise BadMessage
    if len(value) > most:
        raise TooLong
    if HALF_A_PAIR.search(value):  # JSON can say it, nothing can store or send it
        raise BadMessage
    return value


def read_bytes(value: object, most: int) -> bytes:
    text = read_text(value, 4 * -(-most // 3))
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadMessage from None
    if len(data) > most:
        raise TooLong
    return data


def to_text(data: bytes) -> str:
    """How bytes travel: base64."""
    return base64.b64encode(data).decode()
