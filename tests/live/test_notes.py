"""The log of note updates: what is let in, and how the text comes out."""

import pycrdt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.live import notes
from webapp.live.notes import BadUpdate, check_state_vector, check_update

# Made by yjs 13.6: "Héllo 😀", "llo" deleted, "Oh. " put in front; then by another client
# "\n- [ ] é" put in the middle and "Oh" deleted; last the whole document.
FROM_YJS = [
    bytes.fromhex(update)
    for update in (
        "0101e1dc2a000401056e6f7465730b48c3a96c6c6f20f09f988000",
        "0001e1dc2a010203",
        "0101e1dc2a0844e1dc2a00044f682e2000",
        "01010900c4e1dc2a00e1dc2a01090a2d205b205d20c3a900",
        "0001e1dc2a010802",
        "0206e1dc2a000401056e6f746573014884e1dc2a0002c3a981e1dc2a010384e1dc2a040520f09f988041"
        "e1dc2a0002c4e1dc2a09e1dc2a00022e20010900c4e1dc2a00e1dc2a01090a2d205b205d20c3a901e1dc2a"
        "0202030802",
    )
]
STATE_FROM_YJS = bytes.fromhex("02e1dc2a0c0908")
TEXT_FROM_YJS = ". H\n- [ ] éé 😀"

AT_THE_START = b"\x04\x01\x05notes"


def written(text, *, root=notes.ROOT, kind=pycrdt.Text):
    document = pycrdt.Doc()
    document.get(root, type=kind).insert(0, text)
    return document.get_update()


def one_block(block, *, clock=b"\0", deletions=b"\0"):
    return b"\x01\x01\x07" + clock + block + deletions


@pytest.mark.parametrize("update", [*FROM_YJS, notes.EMPTY_UPDATE, written("Ada")])
def test_what_the_browser_writes_is_let_in(update):
    check_update(update)


def test_the_text_comes_out_whatever_the_order_of_the_rows():
    rows = FROM_YJS[:5]

    assert notes.text_of(rows) == notes.text_of(rows[::-1]) == TEXT_FROM_YJS
    assert notes.text_of([*rows, *rows, FROM_YJS[5]]) == TEXT_FROM_YJS
    assert notes.text_of([]) == ""


def test_somebody_who_has_the_beginning_gets_only_the_rest():
    check_state_vector(STATE_FROM_YJS)
    rest, state_vector = notes.difference(FROM_YJS[:5], pycrdt.get_state(FROM_YJS[0]))

    assert notes.text_of([FROM_YJS[0], rest]) == TEXT_FROM_YJS
    assert len(rest) < len(notes.merge(FROM_YJS[:5]))
    assert sorted(state_vector) == sorted(STATE_FROM_YJS)


def test_empty_notes_are_an_empty_update():
    assert notes.difference([], notes.EMPTY_STATE_VECTOR) == (
        notes.EMPTY_UPDATE,
        notes.EMPTY_STATE_VECTOR,
    )


@pytest.mark.parametrize(
    "update",
    [
        written("x", root="other"),
        written(["x"], kind=pycrdt.Array),
        b"",
        b"\0",
        FROM_YJS[0][:-3],
        FROM_YJS[0] + b"\0",
        b"\xff" * 12,
        b"\xff\x7f" + FROM_YJS[0][1:],
        one_block(AT_THE_START + b"\x00"),
        one_block(AT_THE_START + b"\x02\xc3\x28"),
        one_block(b"\x24\x01\x05notes\x01k\x01x"),
        one_block(b"\x04\x00\x01\x00\x01x"),
        one_block(b"\x00\x00"),
        one_block(b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
        one_block(AT_THE_START + b"\x01x", clock=b"\xff\xff\xff\xff\x07"),
        one_block(b"\x84\x01\xff\xff\xff\xff\x7f\x01x"),
        b"\x01\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x00" + AT_THE_START + b"\x01x\x00",
        b"\x02" + one_block(AT_THE_START + b"\x01x")[1:-1] * 2 + b"\0",
        b"\x00\x01\x07\x01\x05\xff\xff\xff\xff\x07",
        *(one_block(bytes([kind]) + AT_THE_START[1:] + b"\x01x") for kind in (2, 3, 5, 6, 7, 8, 9)),
    ],
)
def test_what_plain_text_cannot_have_produced_is_refused(update):
    with pytest.raises(BadUpdate):
        check_update(update)


def test_an_update_above_its_limit_is_refused_and_one_at_it_is_not():
    most = notes.UPDATE_LIMIT - len(written("")) - 40
    check_update(written("x" * most))
    with pytest.raises(BadUpdate):
        check_update(written("x" * notes.UPDATE_LIMIT))


def test_an_update_of_very_many_blocks_is_refused():
    # Each block is short, so that only their number is wrong.
    with pytest.raises(BadUpdate, match="blocks"):
        check_update(b"\x01\xa1\x9c\x01\x07\x00" + b"\x00\x01" * 20_001 + b"\0")


@pytest.mark.parametrize(
    "data", [b"", b"\x01", b"\x02\x01\x01", b"\0\0", b"\x01\x01\xff\xff\xff\xff\x7f"]
)
def test_a_broken_state_vector_is_refused(data):
    with pytest.raises(BadUpdate):
        check_state_vector(data)


def test_a_long_state_vector_is_refused():
    with pytest.raises(BadUpdate):
        check_state_vector(b"\0" * (notes.STATE_VECTOR_LIMIT + 1))


def survives(update):
    """Read whatever was let in as the server would; a crash ends the test run."""
    try:
        check_update(update)
    except BadUpdate:
        return
    rows = [*FROM_YJS, update]
    notes.difference(rows, STATE_FROM_YJS)
    notes.text_of(rows)


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_harmless(update):
    survives(update)


@given(st.sampled_from(FROM_YJS), st.data())
def test_damaged_updates_are_refused_or_harmless(update, data):
    damaged = bytearray(update)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(damaged))


@given(st.binary(max_size=40))
def test_random_state_vectors_are_refused_or_harmless(data):
    try:
        check_state_vector(data)
    except BadUpdate:
        return
    notes.difference(FROM_YJS, data)
