"""PROTOCOL.md and the code say the same.

What every other test sends, hears and is answered is held against the document too: see
`tests/making/protocol.py`.
"""

import re
from datetime import timedelta

import pytest

import webapp.live
from tests.making import protocol
from tests.making.live import CANDIDATE, CANDIDATES, OFFER, PEER, SDP, Notebook, to_base64
from webapp.core.errors import DomainError
from webapp.live import errors, messages, note_log, relaying, talking
from webapp.live.envelope import EVENTS, READERS
from webapp.live.messages import BadMessage, TooLong
from webapp.media import errors as media_errors

FOLDER = protocol.Path(webapp.live.__file__).parent
SOURCE = "".join(path.read_text() for path in FOLDER.glob("*.py"))
SAID = re.compile(r'say(?:_to_other|_to_room)?\((?:[\w.]+, )?"(\w+)"')

ROOM = {"booking": "a-booking", "visit": "a-visit-of-16-chars"}
ENTRY = ROOM | {"state_vector": "AA==", "offer": OFFER["description"]}
PLANNED = {"title": "Explore", "minutes": 4}
FULL_CANDIDATE = {
    "candidate": CANDIDATE,
    "sdpMid": "0",
    "sdpMLineIndex": 0,
    "usernameFragment": "a",
}
# one message of each shape, with everything that may be in it
SENT = {
    "join": [ENTRY],
    "take_over": [ENTRY],
    "leave": [{}],
    "signal": [
        OFFER | {"to": PEER},
        CANDIDATES | {"to": PEER, "candidates": [FULL_CANDIDATE]},
    ],
    "relay": [{"to": PEER, "sdp": SDP}],
    "set_media": [
        {
            "microphone": True,
            "camera": False,
            "screen": False,
            "wants_picture": True,
            "why": "thin",
            "to": PEER,
        }
    ],
    "heartbeat": [{}],
    "update_notes": [{"update": Notebook().write("Tell him")}],
    "ask_extension": [{"by_itself": True}],
    "answer_extension": [{"question": 1, "accepts": True}],
    "set_phase": [{"phase": "decide"}],
    "set_agenda": [{"phases": [PLANNED] * 5}],
    "send_chat": [{"key": "a-key-of-16-characters", "text": "Hello"}],
    "slow_down": [{}],
    "read_clock": [{}],
}


def of_length(name: str, length: int, example: object) -> object:
    """Return a value of a field that is as long, or as large, as that."""
    if name == "call":
        return f"{'a' * ((length - 1) // 2)}.{'b' * (length - 1 - (length - 1) // 2)}"
    if name == "sdp":
        return SDP + f"a=x:{'x' * (length - len(SDP.encode()) - len('a=x:') - 2)}\r\n"
    if name == "candidate":
        return f"{CANDIDATE} {'x' * (length - len(CANDIDATE) - 1)}"
    if isinstance(example, list):
        return example[:1] * length
    return length if type(example) is int else "x" * length


def outcome(verb: str, message: dict) -> str:
    try:
        READERS[verb](message)
    except (BadMessage, TooLong) as error:
        return error.code
    return "ok"


def places_in(verb: str, message: dict, shape: protocol.Shape, path=()):
    """Go through all fields of a message, also of what it holds: where, what it is, an example."""
    for name in sorted(shape.all):
        described, value, place = protocol.field(verb, name), message[name], (*path, name)
        yield place, described, value
        if described.shape:
            inside, place = (value, place) if isinstance(value, dict) else (value[0], (*place, 0))
            yield from places_in(verb, inside, described.shape, place)


def with_change(message: object, path: tuple, value: object) -> object:
    """Return a copy that has something else there."""
    if not path:
        return value
    copy = message.copy()
    copy[path[0]] = with_change(copy[path[0]], path[1:], value)
    return copy


def read_at(message: object, path: tuple) -> object:
    return read_at(message[path[0]], path[1:]) if path else message


def described_messages():
    for verb, messages_of_it in SENT.items():
        for message, shape in zip(messages_of_it, protocol.VERBS[verb], strict=True):
            yield verb, message, shape


def wrong_values(described: protocol.Field) -> list:
    """Return values of other types, and those of the type just outside its limits."""
    wrong = [None, True, 1.5, -1, "", [], {}, "\u00e9" * 20, ["x"]]
    return [value for value in wrong if not is_right(described, value)]


def is_right(described: protocol.Field, value: object) -> bool:
    if described.shape or not described.is_like(value):
        return False
    size = value if described.type == "integer" else len(value) if hasattr(value, "__len__") else 0
    return value is None or described.least is None or described.least <= size


def test_every_verb_of_the_document_is_registered_and_no_other():
    assert set(protocol.VERBS) == set(EVENTS) == set(SENT)


def test_every_fact_of_the_document_is_said_and_no_other():
    assert set(protocol.FACTS) == set(SAID.findall(SOURCE))


def test_every_code_is_in_the_document():
    codes = {
        error.code
        for module in (errors, messages)
        for error in vars(module).values()
        if isinstance(error, type) and issubclass(error, DomainError) and error is not DomainError
    }
    assert codes | {"busy"} == protocol.CODES
    assert set().union(*map(protocol.errors_of, protocol.VERBS)) == protocol.CODES


def test_every_refusal_at_connect_is_in_the_document():
    source = (FOLDER / "connections.py").read_text()
    said = set(re.findall(r'(?:Refused\w*|refuse_unless)\(.*?"(\w+)"\)', source))
    table = protocol.rows_of(protocol.section("Connecting"))
    assert said | {"signed_out"} == {cells[0].strip("`") for cells in table}


def test_what_a_client_sends_is_read_with_the_keys_of_the_document_and_no_others():
    for verb, message, shape in described_messages():
        assert set(message) == shape.all, verb
        assert outcome(verb, message) == "ok", verb
        assert outcome(verb, message | {"colour": 1}) == "bad_message", verb
        for name in shape.all:
            without = {key: value for key, value in message.items() if key != name}
            expected = "ok" if name in shape.optional else "bad_message"
            assert outcome(verb, without) == expected, (verb, name)


def test_what_a_field_holds_has_the_keys_of_the_document_and_no_others():
    for verb, message, shape in described_messages():
        for path, described, value in places_in(verb, message, shape):
            if described.shape is None:
                continue
            place = path if isinstance(value, dict) else (*path, 0)
            inside = read_at(message, place)
            assert set(inside) == described.shape.all, (verb, path)
            for name in (*described.shape.all, "colour"):
                other = {key: value for key, value in inside.items() if key != name}
                other |= {"colour": 1} if name == "colour" else {}
                expected = "ok" if name in described.shape.optional else "bad_message"
                assert outcome(verb, with_change(message, place, other)) == expected, (verb, name)


def test_fields_of_another_type_are_refused():
    for verb, message, shape in described_messages():
        for path, described, _value in places_in(verb, message, shape):
            for wrong in wrong_values(described):
                answer = outcome(verb, with_change(message, path, wrong))
                assert answer in ("bad_message", "too_long"), (verb, path, wrong)


def test_every_choice_of_the_document_is_one_and_nothing_else_is():
    for verb, message, shape in described_messages():
        for path, described, _value in places_in(verb, message, shape):
            for choice in described.choices:
                assert outcome(verb, with_change(message, path, choice)) == "ok", (verb, choice)
            if described.choices:
                assert outcome(verb, with_change(message, path, "lunch")) == "bad_message"


def test_limits_are_those_of_the_document():
    for verb, message, shape in described_messages():
        for path, described, example in places_in(verb, message, shape):
            if described.most is not None and described.type != "base64":
                check_limits(verb, message, path, described, example)


def check_limits(verb, message, path, described, example) -> None:
    def answer(length):
        value = of_length(path[-1], length, example)
        return outcome(verb, with_change(message, path, value))

    assert answer(described.most) == "ok", (verb, path)
    assert answer(described.most + 1) == described.beyond, (verb, path)
    if described.least:
        least = max(described.least, len(CANDIDATE) + 2 if path[-1] == "candidate" else 0)
        assert answer(least) == "ok", (verb, path)


@pytest.mark.parametrize(
    ("verb", "name"),
    [("join", "state_vector"), ("take_over", "state_vector"), ("update_notes", "update")],
)
def test_bytes_are_measured_as_the_document_says(verb, name):
    [message], described = SENT[verb], protocol.field(verb, name)
    beyond = to_base64(b"\0" * (described.most + 1))
    assert outcome(verb, message | {name: beyond}) == described.beyond == "too_long"
    # inside the limit its content decides
    assert outcome(verb, message | {name: to_base64(b"\xff" * described.most)}) == "bad_message"


def test_facts_and_answers_that_differ_from_the_document_are_noticed():
    for name, data in (
        ("slowed_down", {}),
        ("slowed_down", {"peer": PEER, "colour": 1}),
        ("slowed_down", {"peer": 7}),
        ("waved", {"peer": PEER}),
        ("peer_left", {"peer": PEER, "reason": "bored"}),
        (
            "extension_answered",
            {"question": True, "part": "mentor", "accepts": True, "outcome": None},
        ),
        ("clock", {"now": 0}),
    ):
        with pytest.raises(AssertionError, match="PROTOCOL"):
            protocol.check_fact(name, data)
    for verb, answer in (
        ("leave", {"ok": True, "colour": 1}),
        ("leave", {"ok": False, "error": "mentor_only"}),
        ("read_clock", {"ok": True}),
    ):
        with pytest.raises(AssertionError, match="PROTOCOL"):
            protocol.check_answer(verb, answer)


class Stage:
    """A talk and its two people, in which every refusal of the document can be met."""

    def __init__(self, mentor, mentee, booking, clock, connect, monkeypatch, make):
        self.mentor, self.mentee, self.booking, self.clock = mentor, mentee, booking, clock
        self.connect, self.patch, self.make = connect, monkeypatch.setattr, make

    def enter(self):
        for tab in (self.mentor, self.mentee):
            tab.join(self.booking)

    def lead(self, verb):
        return self.mentor.send(verb, SENT[verb][0])

    def follow(self, verb):
        return self.mentee.send(verb, SENT[verb][0])

    def move_clock(self, **by):
        self.clock.advance(**by)
        return self

    def early(self):
        later = self.make.booking(slot=self.make.slot(self.clock.now() + timedelta(hours=2), 20))
        return self.connect(later.mentor).join(later)

    def foreign(self):
        return self.connect(self.make.person()).join(self.booking)

    def second_tab(self):
        self.enter()
        return self.connect(self.booking.mentor).join(self.booking)

    def full(self, module, limit, verb):
        self.enter()
        self.patch(module, limit, 0)
        return self.follow(verb)

    def without_relay(self, error):
        def refuse(*_, **__):
            raise error

        self.patch(relaying, "answer_call", refuse)
        return self.ask_relay()

    def ask_relay(self, **later):
        self.enter()
        self.move_clock(**later)
        return self.mentor.send("relay", {"to": self.mentee.peer, "sdp": SDP})

    def after_the_end(self, verb):
        self.enter()
        self.move_clock(minutes=60)
        return self.lead(verb)

    def next_talk(self):
        self.move_clock(minutes=10).enter()  # on time: they end with the booking
        self.make.booking(mentor=self.booking.mentor, slot=self.make.slot(self.booking.ends_at, 20))
        return self.mentee.send("ask_extension", {})

    def settled(self):
        self.enter()
        self.move_clock(minutes=18)
        self.mentor.send("ask_extension", {})
        question = self.mentee.heard("extension_asked")[0]["question"]
        self.mentee.send("answer_extension", {"question": question, "accepts": False})
        return self.follow("ask_extension")

    def no_such_question(self):
        self.enter()
        return self.lead("answer_extension")

    def as_mentee(self, verb):
        self.enter()
        return self.follow(verb)


REFUSALS = {
    ("join", "not_found"): Stage.foreign,
    ("join", "not_open"): Stage.early,
    ("join", "over"): lambda stage: stage.move_clock(minutes=60).mentor.join(stage.booking),
    ("join", "elsewhere"): Stage.second_tab,
    ("relay", "relay_full"): lambda stage: stage.without_relay(media_errors.RelayFull),
    ("relay", "relay_away"): lambda stage: stage.without_relay(media_errors.MediaUnavailable),
    ("relay", "over"): lambda stage: stage.ask_relay(minutes=60),
    ("update_notes", "quota"): lambda stage: stage.full(
        note_log.notes, "DOCUMENT_LIMIT", "update_notes"
    ),
    ("update_notes", "over"): lambda stage: stage.after_the_end("update_notes"),
    ("ask_extension", "not_running"): lambda stage: stage.after_the_end("ask_extension"),
    ("ask_extension", "not_free"): Stage.next_talk,
    ("ask_extension", "closed"): Stage.settled,
    ("answer_extension", "closed"): Stage.no_such_question,
    ("set_phase", "mentor_only"): lambda stage: stage.as_mentee("set_phase"),
    ("set_phase", "not_running"): lambda stage: stage.after_the_end("set_phase"),
    ("set_agenda", "mentor_only"): lambda stage: stage.as_mentee("set_agenda"),
    ("set_agenda", "not_running"): lambda stage: stage.after_the_end("set_agenda"),
    ("send_chat", "chat_full"): lambda stage: stage.full(talking, "MOST_MESSAGES", "send_chat"),
}


def test_every_refusal_of_the_document_can_be_met():
    general = protocol.EVERY_VERB
    described = {
        (verb, code) for verb, codes in protocol.ERRORS.items() for code in codes - general
    }
    assert described == set(REFUSALS)


@pytest.mark.parametrize(("verb", "code"), REFUSALS)
def test_it_is_refused_as_the_document_says(
    verb, code, mentor, mentee, booking, clock, connect, monkeypatch, make
):
    stage = Stage(mentor, mentee, booking, clock, connect, monkeypatch, make)
    assert REFUSALS[verb, code](stage)["error"] == code
