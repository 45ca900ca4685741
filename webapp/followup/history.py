"""A goal's history, told from its rows. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str  # "begun", "reworded", "reached", "dropped", "reopened", "talk", "written", …
    row: object  # what it happened to


def history(
    changes: Sequence, talks: Iterable, threads: Iterable, decisions: Iterable, actions: Iterable
) -> list:
    """Return all that happened, the latest first."""
    events = [
        *changes_of(changes),
        *(Event(talk.starts_at, "talk", talk) for talk in talks),
        *(Event(thread.at, "written", thread) for thread in threads),
        *(Event(decision.created_at, "decided", decision) for decision in decisions),
        *(event for action in actions for event in events_of(action)),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def changes_of(changes: Sequence) -> list[Event]:
    return [
        Event(change.at, what_changed(before, change), change)
        for before, change in zip([None, *changes], changes, strict=False)
    ]


def what_changed(before, change) -> str:
    if before is None:
        return "begun"
    if before.status == change.status:
        return "reworded"
    return "reopened" if change.status == "open" else str(change.status)


def events_of(action) -> list[Event]:
    said = [Event(action.created_at, "said", action)]
    return said if action.is_open else [*said, Event(action.updated_at, "answered", action)]
