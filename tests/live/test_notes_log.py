"""Faults around the stateless log: nothing acknowledged is lost, and everybody ends alike.

Two servers: a model whose compactors overlap as no database would let them, and the real log on
the real database. Relays are dropped, doubled and reordered; acknowledgements are lost; the
server dies before, in and after the commit.
"""

import os
import random

import pycrdt
import pytest
import sqlalchemy as sa

from tests.making.notes import opened
from webapp.core.db import db, transaction
from webapp.live import note_log, notes
from webapp.live.models import NoteUpdate
from webapp.live.note_models import NoteText
from webapp.live.notes import EMPTY_UPDATE
from webapp.live.queries import note_rows
from webapp.live.service import Tab

RUNS = int(os.environ.get("NOTE_LOG_RUNS", "60"))
STORED_RUNS = int(os.environ.get("STORED_NOTE_LOG_RUNS", "6"))
SHARES = 4
STEPS = 120


class Killed(Exception):
    """The server died here."""


class Log:
    """The server: rows and nothing else."""

    def __init__(self, chance):
        self.chance = chance
        self.stored, self.serial = {}, 0
        self.compactors = []  # the keys that each has read

    @property
    def rows(self):
        return list(self.stored.values())

    def add(self, update):
        """Return whether it was committed, and whether anybody heard of that."""
        if update == EMPTY_UPDATE:
            return True, True
        notes.check_update(update)
        if self.chance.random() < 0.08:
            return False, False  # it died before the commit, or in it
        self.store(update)
        return True, self.chance.random() > 0.05  # or right after it

    def store(self, update):
        self.serial += 1
        self.stored[self.serial] = update

    def join(self, state_vector):
        notes.check_state_vector(state_vector)
        return notes.difference(self.rows, state_vector)

    def compact(self):
        """Go on with making the log shorter; others do it at the same time, and some die."""
        if self.compactors and self.chance.random() < 0.6:
            read = self.compactors.pop(self.chance.randrange(len(self.compactors)))
            if self.chance.random() > 0.2:
                self.replace(read)
        elif self.stored:
            self.compactors.append(dict(self.stored))

    def replace(self, read):
        self.store(notes.merge(read.values()))
        for key in read:
            self.stored.pop(key, None)


class StoredLog:
    """The real one. It makes itself shorter; we kill it."""

    def __init__(self, chance, session_id, tab, now):
        self.chance, self.session_id, self.tab, self.now = chance, session_id, tab, now

    @property
    def rows(self):
        return note_rows(self.session_id)

    def add(self, update):
        if update == EMPTY_UPDATE:
            return True, True
        notes.check_update(update)
        dies = self.chance.random()
        try:
            with transaction():
                note_log.add_note_update(
                    "room", self.session_id, update, tab=self.tab, now=self.now
                )
                if dies < 0.08:
                    raise Killed
        except Killed:
            return False, False
        return True, dies > 0.13

    def join(self, state_vector):
        notes.check_state_vector(state_vector)
        answer = notes.difference(self.rows, state_vector)
        db.session.rollback()
        return answer

    def compact(self):
        """Make it shorter as if it had become long, and die in the middle now and then."""
        try:
            with transaction():
                note_log.compact(self.session_id, self.now)
                if self.chance.random() < 0.3:
                    raise Killed
        except Killed:
            pass


class Writer:
    """A page: its document, what it has not sent, what has come in."""

    def __init__(self):
        self.document = pycrdt.Doc()
        self.text = self.document.get(notes.ROOT, type=pycrdt.Text)
        self.inbox, self.unsent, self.typed, self.acknowledged = [], [], set(), set()
        self.is_joined = False
        self.is_applying = False
        self.document.observe(self.keep)

    def keep(self, event):
        if not self.is_applying:
            self.unsent.append(event.update)

    def apply(self, update):
        self.is_applying = True
        self.document.apply_update(update)
        self.is_applying = False

    def position(self, characters):
        return len(str(self.text)[:characters].encode())  # pycrdt counts bytes

    def insert(self, at, character):
        self.text.insert(self.position(at), character)
        self.typed.add(character)

    def delete(self, at):
        character = str(self.text)[at]
        start = self.position(at)
        del self.text[start : start + len(character.encode())]
        return character


class Room:
    def __init__(self, chance, log):
        self.chance, self.log = chance, log
        self.writers = [Writer() for _ in range(self.chance.randint(2, 4))]
        self.deleted, self.serial = set(), 0

    def step(self):
        writer = self.chance.choice(self.writers)
        (action,) = self.chance.choices(
            [self.edit, self.send, self.receive, self.lose_socket, self.join, self.compact],
            weights=[50, 20, 15, 5, 10, 6],
        )
        action(writer)

    def edit(self, writer):
        length = len(str(writer.text))
        if length and self.chance.random() < 0.25:
            self.deleted.add(writer.delete(self.chance.randrange(length)))
        else:
            self.serial += 1
            writer.insert(self.chance.randint(0, length), chr(0x4E00 + self.serial))

    def send(self, writer):
        if not (writer.is_joined and writer.unsent):
            return
        update = pycrdt.merge_updates(*writer.unsent)
        writer.unsent.clear()
        self.deliver(writer, update)

    def deliver(self, writer, update):
        is_committed, is_heard = self.log.add(update)
        if is_heard and update != EMPTY_UPDATE:
            self.relay(writer, update)
        writer.is_joined = is_heard and self.chance.random() > 0.05  # or the answer was lost
        if is_committed and writer.is_joined:  # all that was typed before is sent by now
            writer.acknowledged |= writer.typed

    def relay(self, sender, update):
        for other in self.writers:
            if other is sender or not other.is_joined or self.chance.random() < 0.15:
                continue
            place = self.chance.randint(0, len(other.inbox))
            copies = 1 + (self.chance.random() < 0.1)
            other.inbox[place:place] = [update] * copies

    def compact(self, _writer):
        self.log.compact()

    def receive(self, writer):
        if writer.inbox:
            writer.apply(writer.inbox.pop(0))

    def lose_socket(self, writer):
        writer.is_joined = False
        writer.inbox.clear()

    def join(self, writer):
        update, state_vector = self.log.join(writer.document.get_state())
        writer.apply(update)
        writer.unsent.clear()
        self.deliver(writer, writer.document.get_update(state_vector))

    def heal(self):
        """Let everybody join until all acknowledgements have come, then once more to read."""
        for _ in range(2):
            for writer in self.writers:
                self.join(writer)
                while not writer.is_joined:
                    self.join(writer)


def run(room, steps=STEPS):
    for _ in range(steps):
        room.step()
    stored = set(notes.text_of(room.log.rows))
    assert not {c for w in room.writers for c in w.acknowledged} - stored - room.deleted

    room.heal()
    text = notes.text_of(room.log.rows)
    assert {str(writer.text) for writer in room.writers} == {text}
    assert set(text) == {c for w in room.writers for c in w.typed} - room.deleted
    assert len(text) == len(set(text))


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_acknowledged_is_lost_and_everybody_ends_with_the_same_text(share):
    for seed in range(share, RUNS, SHARES):
        chance = random.Random(seed)
        run(Room(chance, Log(chance)))


@pytest.fixture
def stored_log(make, monkeypatch):
    """A room's log in the database; each call empties it. It is shortened all the time."""
    monkeypatch.setattr(note_log, "MOST_ROWS", 5)
    booking = make.booking()
    session_id, now = opened(make, booking).id, booking.starts_at
    tab = Tab(booking.mentor.id, 1, "a-peer-of-16-chars", "a-visit-of-16-chars", "socket")

    def stored_log(chance):
        with transaction():
            for table in (NoteUpdate, NoteText):
                db.session.execute(sa.delete(table))
        return StoredLog(chance, session_id, tab, now)

    return stored_log


def test_the_real_log_on_the_real_database_loses_nothing_either(stored_log):
    for seed in range(STORED_RUNS):
        chance = random.Random(seed)
        run(Room(chance, stored_log(chance)), steps=chance.choice([8, 16, 32]))
