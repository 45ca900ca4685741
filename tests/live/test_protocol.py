"""PROTOCOL.md and the code say the same."""

import re
from pathlib import Path

import webapp.live
from webapp.core.errors import DomainError
from webapp.live import errors, messages
from webapp.live.envelope import EVENTS

FOLDER = Path(webapp.live.__file__).parent
PROTOCOL = (FOLDER / "PROTOCOL.md").read_text()
SAID = re.compile(r'say(?:_to_other|_to_room)?\((?:[\w.]+, )?"(\w+)"')


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PROTOCOL, re.M | re.S)[1]


def names_in_first_column(text):
    return set(re.findall(r"^\| `(\w+)` \|", text, re.M))


def test_every_verb_of_the_document_is_registered_and_no_other():
    described = set(re.findall(r"^### `(\w+)`", section("Verbs: from the client"), re.M))
    assert described == set(EVENTS)


def test_every_fact_of_the_document_is_said_and_no_other():
    source = "".join(path.read_text() for path in FOLDER.glob("*.py"))
    assert names_in_first_column(section("Facts: from the server")) == set(SAID.findall(source))


def test_every_code_is_in_the_document():
    codes = {
        error.code
        for module in (errors, messages)
        for error in vars(module).values()
        if isinstance(error, type) and issubclass(error, DomainError) and error is not DomainError
    }
    assert codes | {"busy"} == names_in_first_column(section("Envelope"))


def test_every_refusal_at_connect_is_in_the_document():
    source = (FOLDER / "connections.py").read_text()
    said = set(re.findall(r'(?:Refused\w*|refuse_unless)\(.*?"(\w+)"\)', source))
    assert said | {"signed_out"} == names_in_first_column(section("Connecting"))
