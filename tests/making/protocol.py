"""PROTOCOL.md as a test reads it: what each event carries, its fields, limits and errors.

Whatever a test sends, hears or is answered is held against it.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import webapp.live

TEXT = (Path(webapp.live.__file__).parent / "PROTOCOL.md").read_text()
KEY = re.compile(r"(\w+)(\??)")
EVERY_VERB = {"signed_out", "bad_message", "too_long", "too_fast", "busy"}
IN_A_ROOM = {"not_joined", "not_found"}
OUTSIDE = {"join", "take_over", "leave"}
DETAILS = {"not_open": {"opens_at"}}


@dataclass(frozen=True)
class Shape:
    """The keys of an object."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.required | self.optional

    def fits(self, data: dict) -> bool:
        return self.required <= data.keys() <= self.all


@dataclass(frozen=True)
class Field:
    """One row of the table of fields."""

    type: str
    is_nullable: bool = False
    shape: Shape | None = None  # of an object, or of each member of a list
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    beyond: str = "bad_message"  # how more than the most is refused

    def is_like(self, value: object) -> bool:
        if value is None:
            return self.is_nullable
        if self.choices:
            return value in self.choices
        if (
            not isinstance(value, TYPES[self.type])
            or type(value) is bool
            and self.type != "boolean"
        ):
            return False
        return self.type != "id" or bool(re.fullmatch(r"[\w-]{16,32}", value, re.ASCII))


TYPES = {"id": str, "string": str, "base64": str, "boolean": bool, "integer": int}
TYPES |= {"instant": int, "list": list, "object": dict}


def section(title: str, text: str = TEXT) -> str:
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.M | re.S)[1]


def shape_of(braces: str) -> Shape:
    keys = KEY.findall(braces)
    return Shape(
        frozenset(key for key, mark in keys if not mark),
        frozenset(key for key, mark in keys if mark),
    )


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of each row of a table that begins with something in backticks."""
    rows = (line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `"))
    return [[cell.strip() for cell in row] for row in rows]


def field_of(words: str, limits: str, beyond: str) -> Field:
    braces = re.search(r"`\{(.*?)\}`", words)
    choices = tuple(re.findall(r"`(\w+)`", words)) if words.startswith("one of") else ()
    bounds = re.match(r"([\d,]*)–([\d,]+)", limits)
    least, most = (
        (int(n.replace(",", "") or 0) for n in bounds.groups()) if bounds else (None, None)
    )
    return Field(
        "string" if choices else words.split()[0],
        "or null" in words,
        shape_of(braces[1]) if braces else None,
        choices,
        least,
        most,
        beyond.strip("`") or "bad_message",
    )


def read_fields() -> dict[str, Field]:
    return {
        name: field_of(words, limits, beyond)
        for names, words, limits, beyond in rows_of(section("Fields"))
        for name in re.findall(r"`([\w.]+)`", names)
    }


def read_verbs() -> dict[str, str]:
    """Return the section of each verb, its heading first."""
    parts = re.split(r"^### ", section("Verbs: from the client"), flags=re.M)[1:]
    return {re.match(r"`(\w+)`", part)[1]: part for part in parts}


def shapes_in(text: str) -> list[Shape]:
    return [shape_of(braces) for braces in re.findall(r"`\{(.*?)\}`", text)]


def errors_in(part: str) -> set[str]:
    listed = re.search(r"Errors: (.*?)[.:]", re.sub(r" \(.*?\)", "", part))
    return set(re.findall(r"`(\w+)`", listed[1])) if listed else set()


def example_in(part: str) -> dict:
    block = re.search(r"```json\n(.*?)```", part, re.S)
    return json.loads(block[1]) if block else {"ok": True}


def read_facts() -> dict[str, list[Shape]]:
    rows = rows_of(section("Facts: from the server"))
    return {name.strip("`"): shapes_in(data) or [CLOCK] for name, data, _to in rows}


FIELDS = read_fields()
CLOCK = Shape(frozenset(example_in(section("The clock"))))
FACTS = read_facts()
CODES = {cells[0].strip("`") for cells in rows_of(section("Envelope"))}
VERBS = {verb: shapes_in(part.splitlines()[0]) for verb, part in read_verbs().items()}
ERRORS = {verb: errors_in(part) for verb, part in read_verbs().items()}
ANSWERS = {verb: Shape(frozenset(example_in(part))) for verb, part in read_verbs().items()}


def field(owner: str, name: str) -> Field:
    """Find what the document says of a field, of this event or of all."""
    found = FIELDS.get(f"{owner}.{name}") or FIELDS.get(name)
    assert found, f"PROTOCOL.md, Fields: no row for `{name}` of {owner}"
    return found


def check(owner: str, data: dict, shapes: list[Shape]) -> None:
    """Hold an object, and what it holds, against the document."""
    assert any(shape.fits(data) for shape in shapes), (
        f"PROTOCOL.md: {owner} carries {sorted(data)}, documented are "
        f"{[sorted(shape.all) for shape in shapes]}"
    )
    for name, value in data.items():
        if name == "clock":
            check(owner, value, [CLOCK])
        described = field(owner, name)
        assert described.is_like(value), f"PROTOCOL.md: {owner}.{name} is {value!r}"
        if described.shape and value is not None:
            for member in value if isinstance(value, list) else [value]:
                check(f"{owner}.{name}", member, [described.shape])


def check_fact(name: str, data: dict) -> None:
    assert name in FACTS, f"PROTOCOL.md, Facts: no row for `{name}`"
    check(name, data, FACTS[name])


def check_answer(verb: str, answer: dict) -> None:
    described = like_join(verb)
    if described not in VERBS:  # nobody listens to it
        return
    if answer["ok"]:
        check(described, answer, [ANSWERS[described]])
    else:
        assert answer["error"] in errors_of(verb), f"PROTOCOL.md: {verb} is refused with {answer}"
        assert answer.keys() - {"ok", "error"} <= DETAILS.get(answer["error"], set())


def errors_of(verb: str) -> set[str]:
    general = EVERY_VERB if verb in OUTSIDE else EVERY_VERB | IN_A_ROOM
    return ERRORS[like_join(verb)] | general


def like_join(verb: str) -> str:
    return "join" if verb == "take_over" else verb
