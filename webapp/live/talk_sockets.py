"""The events by which a talk is led, lengthened and written beside."""

from webapp.core import clock
from webapp.live import extending, leading, talking
from webapp.live.envelope import OK, event
from webapp.live.peers import Peer
from webapp.live.sayings import (
    Answer,
    Written,
    read_agenda,
    read_answer,
    read_asking,
    read_phase,
    read_written,
)
from webapp.live.signalling import read_nothing
from webapp.live.sockets import tab
from webapp.live.wire import say


@event("slow_down", read_nothing, database=False)
def slow_down(peer: Peer, _message: None) -> dict:
    """Ask the others to speak more slowly."""
    say("slowed_down", {"peer": peer.id}, to=peer.room.name, skip=(peer.socket,))
    return OK


@event("ask_extension", read_asking)
def ask_extension(peer: Peer, by_itself: bool) -> dict:
    room = peer.room
    extending.ask_extension(
        room.booking, room.live_session_id, by_itself=by_itself, now=clock.now()
    )
    return OK


@event("answer_extension", read_answer)
def answer_extension(peer: Peer, answer: Answer) -> dict:
    room = peer.room
    extending.answer_extension(
        room.booking,
        room.live_session_id,
        answer.question,
        room.part,
        accepts=answer.accepts,
        now=clock.now(),
    )
    return OK


@event("set_phase", read_phase)
def set_phase(peer: Peer, phase: str) -> dict:
    room = peer.room
    leading.set_phase(room.booking, room.live_session_id, phase, part=room.part, now=clock.now())
    return OK


@event("set_agenda", read_agenda)
def set_agenda(peer: Peer, phases: tuple) -> dict:
    room = peer.room
    leading.set_agenda(room.booking, room.live_session_id, phases, part=room.part, now=clock.now())
    return OK


@event("send_chat", read_written)
def send_chat(peer: Peer, message: Written) -> dict:
    room = peer.room
    talking.send_chat(
        room.booking,
        room.live_session_id,
        message.key,
        message.text,
        tab=tab(peer),
        now=clock.now(),
    )
    return OK
