"""Searching one's own notes: which are found, and whose never."""

from datetime import timedelta

import pytest

from tests.making.followup import past_talk
from tests.making.notes import noted
from webapp.core.folding import find_folded, fold
from webapp.live.note_search import Excerpt, excerpt_of, search_notes, words_of
from webapp.live.note_texts import read_stale_notes
from webapp.live.private_pad import keep_pad


@pytest.fixture
def ben(make):
    return make.person(name="Ben Achterberg")


@pytest.fixture
def talks(make, ben):
    texts = ("Kündigungsfrist bis März\nJonas zuerst", "会议记录 明天", "100% of_it, Jonas & Mira")
    return [wrote(make, ben, text, days=number) for number, text in enumerate(texts, 1)]


def wrote(make, ben, text, *, days):
    return noted(make, past_talk(make, ago=timedelta(days=days), mentee=ben), text)


@pytest.fixture(params=["stale", "read"])
def found(request, ben, talks, make):
    """Search as Ben, before and after the worker has read the notes."""
    if request.param == "read":
        assert read_stale_notes(now=make.now) == 3
        assert read_stale_notes(now=make.now) == 0
    return lambda asked: [one.booking for one in search_notes(ben, words_of(asked))]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("kundigung", [0]),
        ("FRIST März", [0]),
        ("jonas", [0, 2]),
        ("jonas mira", [2]),
        ("明天", [1]),
        ("0% of_", [2]),
        ("%", [2]),
        ("nobody", []),
        ("", [0, 1, 2]),
        ("' OR 1=1 --", []),
    ],
)
def test_words_are_found_in_any_script_and_in_the_middle_of_words(talks, found, asked, numbers):
    assert {booking.id for booking in found(asked)} == {talks[number].id for number in numbers}


def test_what_is_written_after_the_worker_has_read_is_found(make, ben, talks):
    read_stale_notes(now=make.now)
    noted(make, talks[0], "Something else: Ottilie")
    assert [one.booking.id for one in search_notes(ben, ["ottilie"])] == [talks[0].id]
    assert search_notes(ben, ["kundigung"]) == []
    read_stale_notes(now=make.now)
    assert search_notes(ben, ["kundigung"]) == []


def test_nobody_finds_what_others_wrote(make, talks):
    for person in (make.person(), talks[1].mentor):
        assert search_notes(person, ["jonas"]) == []


def test_a_pad_is_found_by_its_mentor_alone(make, ben, talks):
    mentor = talks[0].mentor
    keep_pad(talks[0], mentor, "Seems tired, ask about Ottilie", rev=0, now=make.now)
    (one,) = search_notes(mentor, ["ottilie"])
    assert one.is_pad and one.excerpt.found == "Ottilie"
    assert search_notes(ben, ["ottilie"]) == []


def test_the_page_marks_what_was_found_and_takes_few_queries(
    sign_in, ben, talks, make, count_queries
):
    for days in range(5, 10):
        wrote(make, ben, "Jonas again <b>", days=days)
    client = sign_in(ben)
    with count_queries() as queries:
        page = client.get("/notes?q=jonas").text
    assert len(queries) <= 8
    assert "7 places with" in page
    assert "<mark>Jonas</mark> again &lt;b&gt;" in page
    assert "Nothing in your notes has" in client.get("/notes?q=nobody").text


def test_who_has_no_notes_is_told_what_will_be_here(sign_in, make):
    assert "No notes yet" in sign_in(make.person()).get("/notes").text


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [("die Straße", "ss", "ß"), ("Kündigung", "undig", "ündig"), ("ﬁne", "fi", "ﬁ"),
     ("abc", "x", None), ("İstanbul", "istanbul", "İstanbul")],
)  # fmt: skip
def test_what_is_marked_is_what_stands_there(text, word, found):
    place = find_folded(text, fold(word))
    assert (place and text[slice(*place)]) == found


@pytest.mark.parametrize("mark", ["- [ ] ", "> ", "## ", "  * [x] ", "1. ", "> - "])
def test_an_excerpt_shows_words_and_no_marks(mark):
    excerpt = excerpt_of(f"before\n{mark}ask Mira first\nafter", ["mira"])
    assert excerpt == Excerpt("ask ", "Mira", " first")


def test_a_long_line_is_cut_around_what_was_found():
    excerpt = excerpt_of("a" * 500 + " Mira " + "b" * 500, ["mira"])
    assert excerpt.before.startswith("… ") and excerpt.after.endswith(" …")
    assert len(excerpt.before + excerpt.found + excerpt.after) < 250
