"""Shared notes as a log of Yjs updates: what may enter it, and what can be read from it.

The server keeps no document. pycrdt, which reads the log, ends the whole process on crafted
bytes, so nothing reaches it that `check_update` has not let through.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pycrdt

ROOT = "notes"
UPDATE_LIMIT = 64 * 1024
STATE_VECTOR_LIMIT = 16 * 1024
DOCUMENT_LIMIT = 512 * 1024
EMPTY_UPDATE = b"\0\0"
EMPTY_STATE_VECTOR = b"\0"

# The encoding, as in lib0 and yjs/src/structs: https://github.com/yjs/yjs
GC, DELETED, STRING, SKIP = 0, 1, 4, 10
HAS_ORIGIN, HAS_RIGHT_ORIGIN, HAS_PARENT_SUB, CONTENT = 128, 64, 32, 31
ROOT_PARENT = 1
BLOCK_LIMIT = 20_000
CLIENT_LIMIT = 1 << 53  # JavaScript's integers
CLOCK_LIMIT = 1 << 31  # pycrdt counts in 32 bits


class BadUpdate(ValueError):
    """Bytes that shared plain text cannot have produced."""


class Reader:
    """Reads lib0's encoding from the front; every length is checked before it is believed."""

    def __init__(self, data: bytes):
        self.data = data
        self.at = 0

    @property
    def left(self) -> int:
        return len(self.data) - self.at

    def byte(self) -> int:
        return self.take(1)[0]

    def take(self, count: int) -> bytes:
        if count > self.left:
            raise BadUpdate("it ends too early")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self) -> int:
        value = shift = 0
        while shift <= 56:
            byte = self.byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
        raise BadUpdate("a number is too long")

    def count(self) -> int:
        """A number of things that follow; each takes at least one byte."""
        value = self.number()
        if value > self.left:
            raise BadUpdate("it promises more than it has")
        return value

    def client(self) -> int:
        value = self.number()
        if value >= CLIENT_LIMIT:
            raise BadUpdate("a client is too large")
        return value

    def text(self) -> str:
        try:
            return self.take(self.number()).decode()
        except UnicodeDecodeError:
            raise BadUpdate("a text is not UTF-8") from None

    def end(self) -> None:
        if self.left:
            raise BadUpdate("something follows the end")


def check_update(data: bytes) -> None:
    """Raise BadUpdate unless `data` is an update of plain text in the one root."""
    if len(data) > UPDATE_LIMIT:
        raise BadUpdate("it is too long")
    reader = Reader(data)
    blocks, clients = 0, reader.count()
    seen = set()
    for _ in range(clients):
        blocks += check_blocks(reader, seen)
        if blocks > BLOCK_LIMIT:
            raise BadUpdate("it has too many blocks")
    check_deletions(reader)
    reader.end()


def check_blocks(reader: Reader, seen: set[int]) -> int:
    blocks, client, clock = reader.count(), reader.client(), reader.number()
    if client in seen:
        raise BadUpdate("a client comes twice")
    seen.add(client)
    for _ in range(blocks):
        length = block_length(reader)
        clock += length
        if length == 0 or clock >= CLOCK_LIMIT:
            raise BadUpdate("a block has an impossible length")
    return blocks


def block_length(reader: Reader) -> int:
    """Read one block and return how many characters, kept or deleted, it stands for."""
    info = reader.byte()
    if info in (GC, SKIP):
        return reader.number()
    content = info & CONTENT
    if content not in (DELETED, STRING) or info & HAS_PARENT_SUB:
        raise BadUpdate("a block is not plain text")
    check_place(reader, info)
    return reader.number() if content == DELETED else utf16_length(reader.text())


def check_place(reader: Reader, info: int) -> None:
    """Read where a block stands: beside another one, or at the start of the root."""
    for has_neighbour in (info & HAS_ORIGIN, info & HAS_RIGHT_ORIGIN):
        if has_neighbour:
            reader.client()
            check_clock(reader.number())
    if info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN):
        return
    if reader.number() != ROOT_PARENT or reader.text() != ROOT:
        raise BadUpdate("a block stands outside the notes")


def check_deletions(reader: Reader) -> None:
    for _ in range(reader.count()):
        reader.client()
        for _ in range(reader.count()):
            check_clock(reader.number() + reader.number())


def check_state_vector(data: bytes) -> None:
    if len(data) > STATE_VECTOR_LIMIT:
        raise BadUpdate("it is too long")
    reader = Reader(data)
    for _ in range(reader.count()):
        reader.client()
        check_clock(reader.number())
    reader.end()


def check_clock(value: int) -> None:
    if value >= CLOCK_LIMIT:
        raise BadUpdate("a clock is too large")


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def fits(rows: Iterable[bytes], update: bytes) -> bool:
    """Say whether the notes may grow by `update`; merging takes out what the rows repeat."""
    rows = [*rows, update]
    return sum(map(len, rows)) <= DOCUMENT_LIMIT or len(merge(rows)) <= DOCUMENT_LIMIT


def merge(rows: Iterable[bytes]) -> bytes:
    """Make one update of all; the order of the rows does not matter."""
    rows = list(rows)
    with refuse_panic():
        return pycrdt.merge_updates(*rows) if rows else EMPTY_UPDATE


def difference(rows: Iterable[bytes], state_vector: bytes) -> tuple[bytes, bytes]:
    """Return what somebody at `state_vector` lacks, and the state vector of all rows."""
    merged = merge(rows)
    with refuse_panic():
        return pycrdt.get_update(merged, state_vector), pycrdt.get_state(merged)


def text_of(rows: Iterable[bytes]) -> str:
    # Merged first, applied once: pycrdt loses text when it applies updates out of order.
    merged = merge(rows)
    with refuse_panic():
        document = pycrdt.Doc()
        text = document.get(ROOT, type=pycrdt.Text)
        document.apply_update(merged)
        return str(text)


@contextmanager
def refuse_panic() -> Iterator[None]:
    """Turn a panic inside pycrdt, which is no Exception, into an error that can be caught."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise BadUpdate("pycrdt cannot read it") from error
        raise
