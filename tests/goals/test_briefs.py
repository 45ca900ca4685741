"""A brief's own page."""

import pytest

from tests.making.booking import BRIEF


@pytest.fixture
def ben(make):
    return make.person()


@pytest.fixture
def brief(make, ben):
    return make.brief(ben, question="Who tells him?")


@pytest.fixture
def url(brief):
    return f"/briefs/{brief.public_id}"


def test_a_brief_is_changed_and_one_goes_back(sign_in, ben, brief, url):
    client = sign_in(ben)
    assert "Who tells him?" in client.get(f"{url}?next=/bookings/abc").text

    response = client.post(url, data=vars(BRIEF) | {"next": "/bookings/abc"})

    assert response.location == "/bookings/abc"
    assert brief.question == BRIEF.question


def test_one_never_goes_back_to_another_site(sign_in, ben, url):
    response = sign_in(ben).post(url, data=vars(BRIEF) | {"next": "//evil.test"})

    assert response.location == url


def test_a_brief_may_be_saved_half_done(sign_in, ben, brief, url):
    assert sign_in(ben).post(url, data={"tried": "Nothing yet."}).status_code == 303
    assert (brief.tried, brief.question) == ("Nothing yet.", "")


def test_too_much_is_said_and_not_saved(sign_in, ben, brief, url):
    response = sign_in(ben).post(url, data={"tried": "x" * 601})

    assert response.status_code == 422
    assert brief.tried == ""


def test_too_much_while_typing_is_said_beside_the_form(sign_in, ben, url):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}

    response = sign_in(ben).post(url, data={"tried": "x" * 601}, headers=headers)

    assert response.text.strip() == "Say it in 600 characters or fewer."


def test_a_closed_brief_is_read_and_not_changed(sign_in, make, ben, now):
    closed = make.brief(ben, question="Who told him?", closed_at=now)
    client, url = sign_in(ben), f"/briefs/{closed.public_id}"

    assert "<textarea" not in client.get(url).text
    assert client.post(url, data=vars(BRIEF)).status_code == 409
    assert closed.question == "Who told him?"


def test_other_peoples_briefs_do_not_exist(sign_in, make, brief, url, browser):
    stranger = sign_in(make.person())

    assert stranger.get(url).status_code == 404
    assert stranger.post(url, data=vars(BRIEF)).status_code == 404
    assert browser().get(url).location.startswith("/sign-in")
    assert brief.question == "Who tells him?"


def test_what_is_written_is_never_markup(sign_in, ben, make):
    brief = make.brief(ben, question="<script>alert(1)</script>")

    assert "<script>alert" not in sign_in(ben).get(f"/briefs/{brief.public_id}").text
