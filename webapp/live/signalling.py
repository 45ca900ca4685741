"""What a client may say in the room: every message read into a value or refused. Pure.

The messages and their limits are described in PROTOCOL.md, beside this file.
"""

import re
from dataclasses import dataclass

from webapp.live import notes
from webapp.live.messages import (
    BadMessage,
    TooLong,
    read_bytes,
    read_id,
    read_object,
    read_text,
)
from webapp.media.sdp import MAX_CANDIDATES, BadDescription, check_candidate, read_sections
from webapp.media.sdp import check_description as check_sdp

BOOKING = re.compile(r"[A-Za-z0-9_-]{1,64}")
CANDIDATE_KEYS = {"candidate", "sdpMid", "sdpMLineIndex", "usernameFragment"}
MAX_CANDIDATE = 512
MAX_MID = 16
MAX_M_LINE_INDEX = 15
MAX_USERNAME_FRAGMENT = 256
MAX_TOKEN = 512
# why no sound or picture is sent
REASONS = ("thin", "sound_only", "background", "interrupted")


@dataclass(frozen=True)
class Hello:
    """What comes with CONNECT."""

    csrf: str
    peer: str


@dataclass(frozen=True)
class Join:
    booking: str
    visit: str
    state_vector: bytes
    offer: dict | None = None  # to whoever is there


@dataclass(frozen=True)
class Signal:
    to: str  # the peer it is for
    call: str
    description: dict | None = None
    candidates: tuple[dict, ...] = ()

    def as_json(self) -> dict:
        if self.description:
            return {"call": self.call, "description": self.description}
        return {"call": self.call, "candidates": list(self.candidates)}


@dataclass(frozen=True)
class MediaState:
    """What somebody sends and wants, and why where that is not their choice."""

    microphone: bool
    camera: bool  # whether a picture is sent
    screen: bool = False  # and whether it is of a screen
    wants_picture: bool = True
    why: str | None = None
    to: str | None = None  # the peer it is for; else it is for everybody

    def as_json(self) -> dict:
        said = {"microphone": self.microphone, "camera": self.camera, "screen": self.screen}
        return said | {"wants_picture": self.wants_picture, "why": self.why}


class CandidateAllowance:
    """How many candidates a socket may still send a peer; a description begins anew.

    A new socket may have some to send that belong to a description sent over an older one.
    """

    def __init__(self):
        self.left = MAX_CANDIDATES

    def begin(self, description: dict) -> None:
        self.left = MAX_CANDIDATES - candidates_in(description["sdp"])

    def spend(self, signal: Signal) -> None:
        if signal.description:
            self.begin(signal.description)
        elif len(signal.candidates) > self.left:
            raise TooLong
        else:
            self.left -= len(signal.candidates)


def read_hello(auth: object) -> Hello:
    auth = read_object(auth, {"csrf", "peer"})
    return Hello(read_text(auth["csrf"], MAX_TOKEN), read_id(auth["peer"]))


def read_nothing(data: object) -> None:
    read_object(data, set())


def read_join(data: object) -> Join:
    data = read_object(data, {"booking", "visit"}, {"state_vector", "offer"})
    if not isinstance(data["booking"], str) or not BOOKING.fullmatch(data["booking"]):
        raise BadMessage
    offer = read_description(data["offer"]) if "offer" in data else None
    if offer and offer["type"] != "offer":
        raise BadMessage
    return Join(data["booking"], read_id(data["visit"]), read_state_vector(data), offer)


def read_state_vector(data: dict) -> bytes:
    if "state_vector" not in data:
        return notes.EMPTY_STATE_VECTOR
    state_vector = read_bytes(data["state_vector"], notes.STATE_VECTOR_LIMIT)
    return checked(notes.check_state_vector, state_vector)


def read_update(data: object) -> bytes:
    data = read_object(data, {"update"})
    return checked(notes.check_update, read_bytes(data["update"], notes.UPDATE_LIMIT))


def read_media(data: object) -> MediaState:
    data = read_object(data, {"microphone", "camera"}, {"screen", "wants_picture", "why", "to"})
    if "to" in data:
        read_id(data["to"])
    state = MediaState(**data)
    for value in (state.microphone, state.camera, state.screen, state.wants_picture):
        if not isinstance(value, bool):
            raise BadMessage
    if state.why is not None and state.why not in REASONS:
        raise BadMessage
    return state


def read_signal(data: object) -> Signal:
    data = read_object(data, {"to", "call"}, {"description", "candidates"})
    to, call = read_id(data.pop("to")), read_call(data.pop("call"))
    match data:
        case {"description": description, **rest} if not rest:
            return Signal(to, call, description=read_description(description))
        case {"candidates": [_, *_] as candidates, **rest} if not rest:
            return Signal(to, call, candidates=read_candidates(candidates))
    raise BadMessage


def read_call(call: object) -> str:
    """Two visits, sorted, joined by a full stop."""
    visits = read_text(call, 65).split(".")
    if len(visits) != 2 or visits != sorted(visits):
        raise BadMessage
    return ".".join(read_id(visit) for visit in visits)


def read_description(description: object) -> dict:
    description = read_object(description, {"type", "sdp"})
    if description["type"] not in ("offer", "answer"):
        raise BadMessage
    checked(check_sdp, description["sdp"])
    return description


def read_candidates(candidates: list) -> tuple[dict, ...]:
    if len(candidates) > MAX_CANDIDATES:
        raise TooLong
    return tuple(read_candidate(candidate) for candidate in candidates)


def read_candidate(candidate: object) -> dict:
    candidate = read_object(candidate, {"candidate"}, CANDIDATE_KEYS)
    if not read_text(candidate["candidate"], MAX_CANDIDATE):
        raise BadMessage
    checked(check_candidate, candidate["candidate"])
    for key, most in (("sdpMid", MAX_MID), ("usernameFragment", MAX_USERNAME_FRAGMENT)):
        if candidate.get(key) is not None:
            read_text(candidate[key], most)
    index = candidate.get("sdpMLineIndex")
    if index is not None and (type(index) is not int or not 0 <= index <= MAX_M_LINE_INDEX):
        raise BadMessage
    return candidate


def candidates_in(sdp: str) -> int:
    session, media = read_sections(sdp)
    return sum(len(section.values("candidate")) for section in (session, *media))


def checked(check, value):
    try:
        check(value)
    except (notes.BadUpdate, BadDescription):
        raise BadMessage from None
    return value
