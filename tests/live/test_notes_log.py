"""Faults around the stateless log: nothing acknowledged is lost, and everybody ends alike.

The model: a log of rows, and people whose documents are pycrdt's. Relays are dropped, doubled
and reordered; acknowledgements are lost; the server dies before and after the commit.
"""

import os
import random

import pycrdt
import pytest

from webapp.live import notes

RUNS = int(os.environ.get("NOTE_LOG_RUNS", "60"))
STEPS = 120


class Log:
    """The server: rows and nothing else."""

    def __init__(self, chance):
        self.rows = []
        self.chance = chance

    def add(self, update):
        """Return whether an acknowledgement came back."""
        if update != notes.EMPTY_UPDATE:
            notes.check_update(update)
        if self.chance.random() < 0.05:
            return False  # it died before the commit
        self.rows.append(update)
        return self.chance.random() > 0.1  # the acknowledgement was lost, or it died after

    def join(self, state_vector):
        notes.check_state_vector(state_vector)
        return notes.difference(self.rows, state_vector)


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
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.log = Log(self.chance)
        self.writers = [Writer() for _ in range(self.chance.randint(2, 4))]
        self.deleted, self.serial = set(), 0

    def step(self):
        writer = self.chance.choice(self.writers)
        (action,) = self.chance.choices(
            [self.edit, self.send, self.receive, self.lose_socket, self.join],
            weights=[50, 20, 15, 5, 10],
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
        writer.is_joined = self.log.add(update)
        if writer.is_joined:  # all that was typed before is sent by now
            writer.acknowledged |= writer.typed
        if self.log.rows and self.log.rows[-1] == update:
            self.relay(writer, update)

    def relay(self, sender, update):
        for other in self.writers:
            if other is sender or not other.is_joined or self.chance.random() < 0.15:
                continue
            place = self.chance.randint(0, len(other.inbox))
            copies = 1 + (self.chance.random() < 0.1)
            other.inbox[place:place] = [update] * copies

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


@pytest.mark.parametrize("seed", range(RUNS))
def test_nothing_acknowledged_is_lost_and_everybody_ends_with_the_same_text(seed):
    room = Room(seed)
    for _ in range(STEPS):
        room.step()
    stored = set(notes.text_of(room.log.rows))
    assert not {c for w in room.writers for c in w.acknowledged} - stored - room.deleted

    room.heal()
    text = notes.text_of(room.log.rows)
    assert {str(writer.text) for writer in room.writers} == {text}
    assert set(text) == {c for w in room.writers for c in w.typed} - room.deleted
    assert len(text) == len(set(text))
