"""Notes after the talk: reading, ticking, writing on, taking along; who may do none of it."""

import pytest

from tests.making.followup import past_talk
from tests.making.live import Notebook, to_base64
from tests.making.notes import noted, opened
from webapp.live import note_log, notes
from webapp.live.note_markdown import tasks_in
from webapp.live.note_writing import version_of
from webapp.live.queries import live_session_of, note_rows, notes_text

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
TEXT = "Who tells Jonas?\n- [ ] ask Mira\n- [x] write to Ben\n"


@pytest.fixture
def talk(make):
    ada, ben = make.mentor(name="Ada Lindqvist"), make.person(name="Ben Achterberg")
    return noted(make, past_talk(make, mentor=ada, mentee=ben), TEXT)


@pytest.fixture
def url(talk):
    return f"/bookings/{talk.public_id}/notes"


def box(talk, number, done):
    return {"box": f"{tasks_in(notes_text(talk))[number].key}-{done}"}


def test_the_booking_shows_boxes_and_no_brackets(talk, sign_in):
    page = sign_in(talk.mentee).get(f"/bookings/{talk.public_id}").text
    assert "[ ]" not in page and "[x]" not in page
    assert page.count('role="checkbox"') == 2
    assert 'aria-checked="true" aria-label="write to Ben"' in page


def test_a_tap_ticks_a_box_for_both_and_twice_is_once(talk, url, sign_in):
    ben, ada = sign_in(talk.mentee), sign_in(talk.mentor)
    tick = box(talk, 0, 1)
    for _ in range(2):
        part = ben.post(f"{url}/boxes", data=tick, headers=HTMX)
        assert 'aria-checked="true" aria-label="ask Mira"' in part.text
    assert "- [x] ask Mira" in notes_text(talk)
    assert len(note_rows(live_session_of(talk).id)) == 2
    answer = ada.post(
        f"{url}/boxes", data=box(talk, 0, 0) | {"next": f"/bookings/{talk.public_id}"}
    )
    assert (answer.status_code, answer.location) == (303, f"/bookings/{talk.public_id}")
    assert notes_text(talk) == TEXT


def test_a_box_that_is_gone_changes_nothing_and_the_notes_are_shown_anew(make, talk, url, sign_in):
    ben, tick = sign_in(talk.mentee), box(talk, 0, 1)
    noted(make, talk, "- [ ] something else\n")
    part = ben.post(f"{url}/boxes", data=tick, headers=HTMX)
    assert part.status_code == 409
    assert "not in the notes any more" in part.text and "something else" in part.text
    assert ben.post(f"{url}/boxes", data=tick).status_code == 409
    assert ben.post(f"{url}/boxes", data={"box": "nonsense"}).status_code == 400


def test_a_line_above_that_is_new_moves_no_tick(make, talk, url, sign_in):
    tick = box(talk, 0, 1)
    noted(make, talk, "- [ ] first of all\n" + TEXT)
    sign_in(talk.mentee).post(f"{url}/boxes", data=tick)
    assert notes_text(talk).startswith("- [ ] first of all\nWho tells Jonas?\n- [x] ask Mira")


def test_both_write_on_after_the_end(talk, url, sign_in):
    written = {"text": "Who tells Jonas?\r\nI do. 👍🏽\r\n", "seen": version_of(TEXT)}
    assert sign_in(talk.mentee).post(url, data=written).status_code == 303
    assert notes_text(talk) == "Who tells Jonas?\nI do. 👍🏽\n"
    assert "I do. 👍🏽" in sign_in(talk.mentor).get(url).text


def test_nobody_writes_over_what_they_have_not_seen(make, talk, url, sign_in):
    noted(make, talk, "Ada was here.")
    written = {"text": "Mine alone.", "seen": version_of(TEXT)}
    page = sign_in(talk.mentee).post(url, data=written)
    assert page.status_code == 409
    assert "Ada was here." in page.text and "Mine alone." in page.text
    assert notes_text(talk) == "Ada was here."
    again = written | {"seen": version_of("Ada was here.")}
    sign_in(talk.mentee).post(url, data=again)
    assert notes_text(talk) == "Mine alone."


def test_more_than_fits_is_refused_and_kept_in_the_form(talk, url, sign_in):
    page = sign_in(talk.mentee).post(
        url, data={"text": "ä" * (notes.DOCUMENT_LIMIT // 2 + 1), "seen": version_of(TEXT)}
    )
    assert page.status_code == 422
    assert "The notes are full." in page.text
    assert notes_text(talk) == TEXT


def test_while_the_room_is_open_one_writes_there(booking, make, sign_in):
    noted(make, booking, TEXT)
    page = sign_in(booking.mentee).get(f"/bookings/{booking.public_id}/notes").text
    assert f'href="/room/{booking.public_id}">Write on in the room' in page
    assert "<textarea" not in page


def test_a_tick_is_seen_in_the_room_at_once(both, booking, sign_in):
    mentor, mentee = both
    mentor.write("- [ ] ask Mira\n")
    (fact,) = mentee.heard("notes_updated")
    mentee.text.take(fact["update"])
    url = f"/bookings/{booking.public_id}/notes/boxes"
    assert sign_in(booking.mentee).post(url, data=box(booking, 0, 1)).status_code == 303
    for tab in both:
        (fact,) = tab.heard("notes_updated")
        assert fact["by"] is None
        tab.text.take(fact["update"])
        assert str(tab.text) == "- [x] ask Mira\n"


def test_what_was_written_offline_comes_in_after_the_end(talk, url, sign_in):
    notebook = Notebook()
    notebook.take(to_base64(notes.merge(note_rows(live_session_of(talk).id))))
    updates = [notebook.write(word) for word in ("typed ", "in the ", "tunnel")]
    ben = sign_in(talk.mentee)
    message = {"person": talk.mentee.public_id, "updates": updates}
    for _ in range(2):  # the answer to the first was lost
        assert ben.post(f"{url}/updates", json=message).json == {"ok": True}
    assert notes_text(talk) == TEXT + "typed in the tunnel"


@pytest.mark.parametrize(
    ("change", "status"),
    [({"updates": [to_base64(b"\xff" * 20)]}, 422), ({"updates": ["?"]}, 422),
     ({"updates": []}, 422), ({"updates": "AAA="}, 422), ({"updates": ["AAA="] * 2001}, 422),
     ({"updates": [to_base64(b"\0" * (notes.UPDATE_LIMIT + 1))]}, 413),
     ({"updates": ["A" * 300_000]}, 413), ({"person": "eve"}, 404)],
)  # fmt: skip
def test_hostile_updates_change_nothing(talk, url, sign_in, change, status):
    message = {"person": talk.mentee.public_id, "updates": [Notebook().write("x")]}
    answer = sign_in(talk.mentee).post(f"{url}/updates", json=message | change)
    assert answer.status_code == status
    assert notes_text(talk) == TEXT


def test_the_export_is_the_notes_under_a_heading(talk, url, sign_in):
    answer = sign_in(talk.mentee).get(f"{url}.md")
    assert answer.mimetype == "text/markdown"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    heading, when, rest = answer.text.split("\n\n", 2)
    assert heading == "# Talk with Ada Lindqvist"
    assert "2026" in when
    assert rest == TEXT


def test_nobody_else_has_any_of_it(make, talk, url, sign_in):
    eve = sign_in(make.person())
    for path in (url, f"{url}.md"):
        assert eve.get(path).status_code == 404
    for path, data in ((url, {"text": "x"}), (f"{url}/boxes", box(talk, 0, 1))):
        assert eve.post(path, data=data).status_code == 404
    message = {"person": talk.mentee.public_id, "updates": [Notebook().write("x")]}
    assert eve.post(f"{url}/updates", json=message).status_code == 404
    assert notes_text(talk) == TEXT


def test_a_talk_to_which_nobody_came_has_no_notes(make, sign_in):
    talk = past_talk(make)
    assert sign_in(talk.mentee).get(f"/bookings/{talk.public_id}/notes").status_code == 404
    opened(make, talk)
    page = sign_in(talk.mentee).get(f"/bookings/{talk.public_id}/notes").text
    assert "Nothing is written here yet." in page


def test_a_state_vector_stays_short_however_many_clients_write(both, booking, monkeypatch):
    monkeypatch.setattr(notes, "CLIENT_LIMIT", 20)
    monkeypatch.setattr(note_log, "MOST_ROWS", 1000)
    mentor, mentee = both
    answers = [
        mentor.send("update_notes", {"update": Notebook().write(f"{number} ")})
        for number in range(22)
    ]
    assert [answer.get("error") for answer in answers] == [None] * 20 + ["quota"] * 2
    assert mentee.join(booking)["ok"]
