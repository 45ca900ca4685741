"""What people say to each other in the room by a tap or in writing: read, or refused. Pure."""

import re
from dataclasses import dataclass

from webapp.live import agenda
from webapp.live.messages import BadMessage, read_id, read_object, read_text
from webapp.people.names import clean_line

MAX_WRITTEN = 1000  # characters
MAX_TITLE = 40  # of a phase
MAX_MINUTES = 120  # of a phase
MAX_ROW = 2**31  # of what an integer key may be
# controls but the tab and the line's end, and what turns a line around
UNSEEN = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e]")


@dataclass(frozen=True)
class Answer:
    """To the question for more time."""

    question: int
    accepts: bool


@dataclass(frozen=True)
class Written:
    """A message of the chat; `key` is made by the page."""

    key: str
    text: str


def read_asking(data: object) -> bool:
    """Say whether the page asks by itself, and nobody has tapped."""
    by_itself = read_object(data, set(), {"by_itself"}).get("by_itself", False)
    if not isinstance(by_itself, bool):
        raise BadMessage
    return by_itself


def read_answer(data: object) -> Answer:
    data = read_object(data, {"question", "accepts"})
    if type(data["question"]) is not int or not isinstance(data["accepts"], bool):
        raise BadMessage
    if not 0 < data["question"] < MAX_ROW:
        raise BadMessage
    return Answer(**data)


def read_phase(data: object) -> str:
    data = read_object(data, {"phase"})
    if data["phase"] not in agenda.NAMES:
        raise BadMessage
    return data["phase"]


def read_agenda(data: object) -> tuple[tuple[str, int], ...]:
    """Return titles and minutes, in the order of the phases."""
    phases = read_object(data, {"phases"})["phases"]
    if not isinstance(phases, list) or len(phases) != len(agenda.NAMES):
        raise BadMessage
    read = tuple(read_planned(phase) for phase in phases)
    if not any(minutes for _title, minutes in read):
        raise BadMessage
    return read


def read_planned(phase: object) -> tuple[str, int]:
    phase = read_object(phase, {"title", "minutes"})
    title, minutes = clean_line(read_text(phase["title"], MAX_TITLE)), phase["minutes"]
    if not title or type(minutes) is not int or not 0 <= minutes <= MAX_MINUTES:
        raise BadMessage
    return title, minutes


def read_written(data: object) -> Written:
    data = read_object(data, {"key", "text"})
    text = UNSEEN.sub("", read_text(data["text"], MAX_WRITTEN)).strip()
    if not text or "\0" in text:
        raise BadMessage
    return Written(read_id(data["key"]), text)
