"""What people in a room hear of what was written down: after the commit, never before."""

from collections.abc import Sequence
from functools import partial

from webapp.core import clock
from webapp.core.db import after_commit
from webapp.core.events import subscribe
from webapp.live import bus
from webapp.live.away import seconds_kept
from webapp.live.events import (
    ChatSent,
    ClockSet,
    ExtensionAnswered,
    ExtensionAsked,
    NotesUpdated,
    PeerJoined,
    PeerLeft,
    SocketGaveWay,
)
from webapp.live.messages import to_text
from webapp.live.peers import room_name
from webapp.live.wire import say


@subscribe(SocketGaveWay)
def make_socket_give_way(fact: SocketGaveWay) -> None:
    details = {"socket": fact.socket, "by_same_peer": fact.by_same_peer}
    after_commit(partial(bus.tell, "give_way", **details))


@subscribe(PeerLeft)
def say_who_left(fact: PeerLeft) -> None:
    data = {"peer": fact.peer, "reason": fact.reason}
    if fact.reason == "gone":
        data["kept_for"] = seconds_kept(fact.at, clock.now())
    say_to_room(fact.booking, "peer_left", data, skip=fact.unheard_by)


@subscribe(PeerJoined)
def say_who_joined(fact: PeerJoined) -> None:
    offer = {"offer": fact.offer} if fact.offer else {}
    data = {"peer": fact.peer, "visit": fact.visit, **fact.person, **offer}
    say_to_room(fact.booking, "peer_joined", data, skip=(fact.socket,))


@subscribe(ClockSet)
def say_how_the_clock_runs(fact: ClockSet) -> None:
    say_to_room(fact.booking, "clock", fact.clock)


@subscribe(ExtensionAsked)
def ask_for_more_time(fact: ExtensionAsked) -> None:
    say_to_room(fact.booking, "extension_asked", fact.question)


@subscribe(ExtensionAnswered)
def say_what_was_answered(fact: ExtensionAnswered) -> None:
    say_to_room(fact.booking, "extension_answered", fact.answer)


@subscribe(ChatSent)
def pass_message_on(fact: ChatSent) -> None:
    say_to_room(fact.booking, "chat_sent", fact.message, skip=(fact.socket,))


@subscribe(NotesUpdated)
def pass_notes_on(fact: NotesUpdated) -> None:
    data = {"update": to_text(fact.update), "by": fact.peer}
    skip = (fact.socket,) if fact.socket else ()
    say_to_room(fact.booking, "notes_updated", data, skip=skip)


def say_to_room(booking: str, event: str, data: dict, *, skip: Sequence[str] = ()) -> None:
    after_commit(partial(say, event, data, to=room_name(booking), skip=skip))
