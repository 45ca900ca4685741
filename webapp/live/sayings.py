"""What people say to each other in the room by a tap or in writing: read, or refused. Pure."""

from dataclasses import dataclass

from webapp.live import agenda
from webapp.live.messages import BadMessage, read_id, read_object, read_text

MAX_WRITTEN = 1000  # characters
MAX_ROW = 2**31  # of what an integer key may be


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


def read_written(data: object) -> Written:
    data = read_object(data, {"key", "text"})
    text = read_text(data["text"], MAX_WRITTEN).strip()
    if not text or "\0" in text:
        raise BadMessage
    return Written(read_id(data["key"]), text)
