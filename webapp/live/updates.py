"""A whitelist decoder for Yjs updates, version 1: lets through what plain text produces. Pure.

It never recurses and never believes a length before it has seen the bytes.
"""

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


def check_update(data: bytes, *, root: str) -> int:
    """Raise BadUpdate unless `data` is an update of plain text in this one root.

    Return how many clients have written what is in it.
    """
    reader = Reader(data)
    blocks, clients = 0, reader.count()
    seen = set()
    for _ in range(clients):
        blocks += check_blocks(reader, seen, root)
        if blocks > BLOCK_LIMIT:
            raise BadUpdate("it has too many blocks")
    check_deletions(reader)
    reader.end()
    return clients


def check_blocks(reader: Reader, seen: set[int], root: str) -> int:
    blocks, client, clock = reader.count(), reader.client(), reader.number()
    if client in seen:
        raise BadUpdate("a client comes twice")
    seen.add(client)
    for _ in range(blocks):
        length = block_length(reader, root)
        clock += length
        if length == 0 or clock >= CLOCK_LIMIT:
            raise BadUpdate("a block has an impossible length")
    return blocks


def block_length(reader: Reader, root: str) -> int:
    """Read one block and return how many characters, kept or deleted, it stands for."""
    info = reader.byte()
    if info in (GC, SKIP):
        return reader.number()
    content = info & CONTENT
    if content not in (DELETED, STRING) or info & HAS_PARENT_SUB:
        raise BadUpdate("a block is not plain text")
    check_place(reader, info, root)
    return reader.number() if content == DELETED else utf16_length(reader.text())


def check_place(reader: Reader, info: int, root: str) -> None:
    """Read where a block stands: beside another one, or at the start of the root."""
    for has_neighbour in (info & HAS_ORIGIN, info & HAS_RIGHT_ORIGIN):
        if has_neighbour:
            reader.client()
            check_clock(reader.number())
    if info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN):
        return
    if reader.number() != ROOT_PARENT or reader.text() != root:
        raise BadUpdate("a block stands outside the root")


def check_deletions(reader: Reader) -> None:
    for _ in range(reader.count()):
        reader.client()
        for _ in range(reader.count()):
            check_clock(reader.number() + reader.number())


def check_state_vector(data: bytes) -> None:
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
