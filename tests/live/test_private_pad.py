"""The mentor's own pad: kept for its writer, and there for nobody else."""

import pytest

from tests.making.followup import past_talk
from tests.making.notes import opened
from webapp.live.private_pad import LONGEST_PAD, pad_of

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
OWN = "Seems tired today."


@pytest.fixture
def talk(make):
    talk = past_talk(make)
    opened(make, talk)
    return talk


@pytest.fixture
def url(talk):
    return f"/bookings/{talk.public_id}/pad"


@pytest.fixture
def ada(sign_in, talk):
    return sign_in(talk.mentor)


def test_the_mentor_writes_and_reads_it(talk, url, ada):
    kept = ada.post(url, data={"text": OWN, "rev": "0"}, headers=HTMX)
    assert 'name="rev" value="1"' in kept.text and "Kept" in kept.text
    for page in (url, f"/bookings/{talk.public_id}"):
        assert OWN in ada.get(page).text
    answer = ada.post(url, data={"text": "", "rev": "1", "next": f"/bookings/{talk.public_id}"})
    assert answer.location == f"/bookings/{talk.public_id}"
    assert pad_of(talk.mentor, talk).text == ""


def test_nobody_else_ever_reads_or_writes_it(make, talk, url, ada, sign_in):
    ada.post(url, data={"text": OWN, "rev": "0"})
    for person in (talk.mentee, make.person(), make.mentor()):
        client = sign_in(person)
        assert client.get(url).status_code == 404
        assert client.post(url, data={"text": "mine", "rev": "1"}).status_code == 404
    mentee, public_id = sign_in(talk.mentee), talk.public_id
    for page in (
        f"/bookings/{public_id}", f"/bookings/{public_id}/notes", f"/room/{public_id}",
        f"/bookings/{public_id}/notes.md", "/notes?q=tired", "/notes", "/bookings?show=past",
    ):  # fmt: skip
        assert OWN not in mentee.get(page).text, page
    assert "For you alone" not in mentee.get(f"/bookings/{public_id}").text
    for page in (f"/bookings/{public_id}/notes", f"/bookings/{public_id}/notes.md"):
        assert OWN not in ada.get(page).text  # the mentor may hand these on
    assert pad_of(talk.mentor, talk).text == OWN


def test_two_tabs_do_not_write_over_each_other(talk, url, ada):
    ada.post(url, data={"text": OWN, "rev": "0"})
    page = ada.post(url, data={"text": "From the other tab", "rev": "0"}, headers=HTMX)
    assert page.status_code == 409
    assert OWN in page.text and "From the other tab" in page.text
    assert 'name="rev" value="1"' in page.text
    assert ada.post(url, data={"text": OWN, "rev": "0"}).status_code == 303  # the same is once
    ada.post(url, data={"text": "From the other tab", "rev": "1"})
    assert pad_of(talk.mentor, talk).text == "From the other tab"


def test_a_pad_that_is_too_long_is_refused_and_kept_in_the_form(talk, url, ada):
    page = ada.post(url, data={"text": "x" * (LONGEST_PAD + 1), "rev": "0"})
    assert page.status_code == 422
    assert "Say it in 20,000 characters or fewer." in page.text
    assert pad_of(talk.mentor, talk) is None


def test_a_mentor_writes_before_the_talk(booking, sign_in):
    ada, url = sign_in(booking.mentor), f"/bookings/{booking.public_id}"
    assert "For you alone" in ada.get(url).text
    ada.post(f"{url}/pad", data={"text": OWN, "rev": "0"})
    assert OWN in ada.get(url).text
