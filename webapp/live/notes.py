"""Shared notes as a log of Yjs updates. Pure.

The server keeps no document. pycrdt, which reads the log, ends the whole process on crafted
bytes, so nothing reaches it that `updates` has not let through.
"""

import os.path
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pycrdt

from webapp.live import updates
from webapp.live.updates import BadUpdate

ROOT = "notes"
UPDATE_LIMIT = 64 * 1024
STATE_VECTOR_LIMIT = 32 * 1024
DOCUMENT_LIMIT = 512 * 1024
# Each loading of a page writes as another client, and a state vector names them all. Without a
# limit one update could make it too long for the other's join. 13 bytes name a client.
CLIENT_LIMIT = 2000
EMPTY_UPDATE = b"\0\0"
EMPTY_STATE_VECTOR = b"\0"


def check_update(data: bytes) -> None:
    """Raise BadUpdate unless `data` is an update of the notes' plain text."""
    if len(data) > UPDATE_LIMIT:
        raise BadUpdate("it is too long")
    updates.check_update(data, root=ROOT)


def clients_in(update: bytes) -> int:
    """Return how many clients have written an update that is let in, or merged from such."""
    return updates.Reader(update).count()


def check_state_vector(data: bytes) -> None:
    if len(data) > STATE_VECTOR_LIMIT:
        raise BadUpdate("it is too long")
    updates.check_state_vector(data)


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
        return str(text).replace("\0", "\N{REPLACEMENT CHARACTER}")  # PostgreSQL keeps no NUL


def rewrite(rows: Iterable[bytes], text: str) -> bytes:
    """Return the update that makes the notes say `text`; what is the same stays as it is."""
    merged = merge(rows)
    with refuse_panic():
        document = pycrdt.Doc()
        shared = document.get(ROOT, type=pycrdt.Text)
        document.apply_update(merged)
        before = document.get_state()
        replace(shared, str(shared), text)
        return document.get_update(before)


def replace(shared: pycrdt.Text, old: str, new: str) -> None:
    start = len(os.path.commonprefix((old, new)))
    rest = len(os.path.commonprefix((old[start:][::-1], new[start:][::-1])))
    at = len(old[:start].encode())  # pycrdt counts bytes
    end = at + len(old[start : len(old) - rest].encode())
    with shared.doc.transaction():
        if end > at:
            del shared[at:end]
        if inserted := new[start : len(new) - rest]:
            shared.insert(at, inserted)


@contextmanager
def refuse_panic() -> Iterator[None]:
    """Turn a panic inside pycrdt, which is no Exception, into an error that can be caught."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise BadUpdate("pycrdt cannot read it") from error
        raise
