"""Writing to each other beside the notes."""

from datetime import datetime

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.live.countdown import milliseconds
from webapp.live.errors import ChatFull, NoSuchRoom
from webapp.live.events import ChatSent
from webapp.live.models import ChatMessage
from webapp.live.room_queries import chat_size, message_with, running_session
from webapp.live.service import Tab
from webapp.people.models import Person

MOST_MESSAGES = 300  # a room


def send_chat(
    room: str, live_session_id: int, key: str, text: str, *, tab: Tab, now: datetime
) -> None:
    """Keep a message and pass it on; the same `key` twice is one message. Raises ChatFull."""
    with transaction():
        if running_session(live_session_id, lock=True) is None:
            raise NoSuchRoom
        if message_with(live_session_id, key):
            return
        if chat_size(live_session_id) >= MOST_MESSAGES:
            raise ChatFull
        row = ChatMessage(live_session_id=live_session_id, key=key, text=text, at=now)
        row.person = db.session.get_one(Person, tab.person_id)
        db.session.add(row)
        announce(ChatSent(room, message_json(row), tab.socket))


def message_json(row: ChatMessage) -> dict:
    who = {"person": row.person.public_id, "name": row.person.name}
    return who | {"key": row.key, "text": row.text, "at": milliseconds(row.at)}
