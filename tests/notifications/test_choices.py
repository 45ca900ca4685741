"""What reaches me, and when: the page, what it saves, and the link in a mail."""

import re

import pytest
import sqlalchemy as sa

from tests.mail_server import mail_server
from tests.making.words import says
from webapp.core.db import db, transaction
from webapp.core.mail import Mail
from webapp.core.outbox import Outbox
from webapp.notifications.due import Channel, Kind
from webapp.notifications.models import PushSubscription
from webapp.notifications.telling import tell
from webapp.notifications.unsubscribing import stop_link
from webapp.notifications.wishes import quiet_setting_of, wishes_of

PAGE = "/settings/notifications"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
BOTH, NONE = frozenset(Channel), frozenset()


@pytest.fixture
def ben(make):
    return make.person(name="Ben", email="ben@example.test", time_zone="Europe/Berlin")


@pytest.fixture
def page(sign_in, ben):
    return sign_in(ben)


def subscriptions():
    return db.session.scalars(sa.select(PushSubscription)).all()


def browser_form(receiver, **more):
    return {"endpoint": receiver.endpoint, **receiver.keys, **more}


def checked(html):
    return dict(re.findall(r'<input checked[^>]* name="(\w+)"[^>]* value="(\w+)"', html))


def test_at_first_everything_is_told_both_ways_and_nights_are_quiet(page):
    html = page.get(PAGE).text

    assert checked(html) == dict.fromkeys(Kind, "both") | {"is_on": "y"}
    assert 'value="22:00"' in html
    assert 'value="07:00"' in html
    assert "Berlin time, wherever you are" in html


@pytest.mark.parametrize(
    ("way", "channels"),
    [("both", BOTH), ("push", {Channel.PUSH}), ("mail", {Channel.MAIL}), ("off", NONE)],
)
def test_each_way_is_saved_and_shown(page, ben, way, channels):
    page.post(f"{PAGE}/kinds", data={"reminder": way})

    assert wishes_of(ben)[Kind.REMINDER] == channels
    assert checked(page.get(PAGE).text)["reminder"] == way


def test_what_was_not_sent_stays_as_it_is(page, ben):
    page.post(f"{PAGE}/kinds", data={"reminder": "off"})
    page.post(f"{PAGE}/kinds", data={"request": "mail"})

    assert wishes_of(ben)[Kind.REMINDER] == NONE
    assert wishes_of(ben)[Kind.REQUEST] == {Channel.MAIL}


def test_mails_about_a_booking_cannot_be_switched_off(page, ben):
    assert page.post(f"{PAGE}/kinds", data={"booking": "off"}).status_code == 422
    assert page.post(f"{PAGE}/kinds", data={"booking": "mail"}).status_code == 303
    assert wishes_of(ben)[Kind.BOOKING] == {Channel.MAIL}


def test_with_htmx_a_word_is_said_and_nothing_is_drawn_anew(page):
    answer = page.post(f"{PAGE}/kinds", data={"reminder": "mail"}, headers=HTMX)

    assert answer.status_code == 200
    assert "Saved." in answer.text
    assert "<form" not in answer.text


def test_quiet_hours_are_saved_as_wall_times(page, ben):
    page.post(
        f"{PAGE}/quiet",
        data={"is_on": "y", "start": "20:00", "end": "07:30", "on_weekends": "y"},
    )

    kept = quiet_setting_of(ben)
    assert (kept.from_minute, kept.until_minute, kept.on_weekends) == (1200, 450, True)


def test_quiet_hours_can_be_switched_off_and_keep_a_proposal(page, ben):
    page.post(f"{PAGE}/quiet", data={"start": "20:00", "end": "07:30"})

    kept = quiet_setting_of(ben)
    assert kept.from_minute == kept.until_minute
    assert 'value="22:00"' in page.get(PAGE).text


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"start": "late", "end": "07:00"}, "Not a valid time"),
        ({"start": "", "end": "07:00"}, "Write a time of day"),
        ({"start": "07:00", "end": "07:00"}, "Let them end at another time"),
    ],
)
def test_times_that_are_none_are_asked_for_again(page, times, words):
    answer = page.post(f"{PAGE}/quiet", data={"is_on": "y", **times}, headers=HTMX)

    assert answer.status_code == 422
    assert words in answer.text
    assert answer.text.count("<form") == 1


def test_a_browser_that_agreed_is_listed_and_rung(service, page, ben, deliver):
    receiver = service.subscribe()

    page.post(f"{PAGE}/browsers", data=browser_form(receiver))

    assert [row.endpoint for row in subscriptions()] == [receiver.endpoint]
    html = page.get(PAGE).text
    assert "This browser</b>" in html
    assert "Not rung yet." in html
    page.post(f"{PAGE}/test")
    deliver()
    assert service.pushes[0].shown["title"] == "Momentor rings here"
    assert "Last one today, 10:00." in page.get(PAGE).text


def test_a_test_rings_whatever_was_switched_off_and_however_quiet_it_is(
    service, page, deliver, clock
):
    page.post(f"{PAGE}/browsers", data=browser_form(service.subscribe()))
    page.post(f"{PAGE}/kinds", data=dict.fromkeys(Kind, "off") | {"booking": "mail"})
    clock.advance(hours=15)  # one in the morning in Berlin

    page.post(f"{PAGE}/test")
    deliver()

    assert len(service.pushes) == 1


def test_a_browser_subscribes_once_however_often_it_says_so(service, page):
    receiver = service.subscribe()
    for _ in range(2):
        page.post(f"{PAGE}/browsers", data=browser_form(receiver))
    page.post(f"{PAGE}/browsers", data=browser_form(service.subscribe()))

    assert len(subscriptions()) == 1


def test_a_browser_rings_for_whoever_signed_in_on_it_last(service, make, page, sign_in):
    receiver, other = service.subscribe(), make.person()
    page.post(f"{PAGE}/browsers", data=browser_form(receiver))

    sign_in(other).post(f"{PAGE}/browsers", data=browser_form(receiver))

    assert [row.person_id for row in subscriptions()] == [other.id]


@pytest.mark.parametrize(
    "endpoint",
    ["", "https://169.254.169.254/latest/meta-data", "http://localhost:8000/", "x" * 2000],
)
def test_an_address_that_is_no_push_service_is_not_kept(service, page, endpoint):
    form = browser_form(service.subscribe()) | {"endpoint": endpoint}

    answer = page.post(f"{PAGE}/browsers", data=form, headers=HTMX)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert subscriptions() == []


def test_keys_that_cannot_be_read_are_not_kept(service, page):
    form = browser_form(service.subscribe()) | {"p256dh": "A" * 87}

    assert page.post(f"{PAGE}/browsers", data=form).status_code == 422
    assert subscriptions() == []


def test_a_browser_can_be_let_be(service, page):
    page.post(f"{PAGE}/browsers", data=browser_form(service.subscribe()))
    (row,) = subscriptions()

    answer = page.post(f"{PAGE}/browsers/{row.public_id}/remove", headers=HTMX)

    assert "This browser rings no more." in answer.text
    assert subscriptions() == []


def test_somebody_elses_browser_does_not_exist(service, make, page, sign_in):
    page.post(f"{PAGE}/browsers", data=browser_form(service.subscribe()))
    (row,) = subscriptions()

    eve = sign_in(make.person())

    assert eve.post(f"{PAGE}/browsers/{row.public_id}/remove").status_code == 404
    assert len(subscriptions()) == 1


def test_signing_out_lets_the_browser_be(service, page):
    page.post(f"{PAGE}/browsers", data=browser_form(service.subscribe()))

    page.post("/sign-out")

    assert subscriptions() == []


def test_without_a_browser_a_test_says_so(page):
    answer = page.post(f"{PAGE}/test", headers=HTMX)

    assert "No browser rings yet." in answer.text


def test_the_page_takes_few_queries(service, page, ben, now, count_queries):
    page.post(f"{PAGE}/browsers", data=browser_form(service.subscribe()))

    with count_queries() as queries:
        page.get(PAGE)

    assert len(queries) <= 8


def test_a_booking_ahead_asks_with_the_reason_and_only_while_it_does_not_ring(
    service, make, page, ben
):
    booking = make.booking(mentee=ben)
    address = f"/bookings/{booking.public_id}"
    assert "A reminder 5 minutes before, on this device" in page.get(address).text

    answer = page.post(
        f"{PAGE}/browsers", data=browser_form(service.subscribe(), next=address), headers=HTMX
    )

    assert "This device rings before the talk." in answer.text
    assert "A reminder 5 minutes before" not in page.get(address).text


def test_without_a_script_one_comes_back_to_the_booking(service, page):
    form = browser_form(service.subscribe(), next="/bookings/x")
    assert page.post(f"{PAGE}/browsers", data=form).location == "/bookings/x"
    form = browser_form(service.subscribe(), next="https://evil.test/")
    assert page.post(f"{PAGE}/browsers", data=form).location == PAGE


def told(ben, kind, now):
    with transaction():
        tell(ben, kind, Mail("Words", "Words\n", "<p>Words</p>"), key="k", due_at=now)
    return db.session.scalars(sa.select(Outbox).where(Outbox.kind == "mail")).one()


@pytest.mark.parametrize("kind", Kind)
def test_what_can_be_switched_off_says_how_in_its_head(app, monkeypatch, ben, kind, now, deliver):
    with mail_server() as server:
        monkeypatch.setitem(app.config, "MAIL_URL", server.url)
        told(ben, kind, now)
        deliver()

    (mail,) = server.messages
    assert mail["Auto-Submitted"] == "auto-generated"
    if kind is Kind.BOOKING:
        assert mail["List-Unsubscribe"] is None
        return
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<http://localhost/stop/")


def test_a_long_link_stays_whole_on_its_way(app, monkeypatch, ben, now, deliver):
    """A header that is folded inside a link, or encoded, stops nothing."""
    with mail_server() as server:
        monkeypatch.setitem(app.config, "MAIL_URL", server.url)
        told(ben, Kind.FOLLOWUP, now)
        deliver()

    line = f"List-Unsubscribe: <{stop_link(ben, Kind.FOLLOWUP)}>\r\n"
    assert line.encode() in server.raw[0]


def path_of(link):
    return link.removeprefix("http://localhost")


def test_the_link_shows_a_button_and_changes_nothing(browser, ben):
    answer = browser().get(path_of(stop_link(ben, Kind.FOLLOWUP)))

    assert "Stop these mails" in answer.text
    assert not says(answer.text, "Ben")
    assert wishes_of(ben)[Kind.FOLLOWUP] == BOTH


def test_one_click_of_a_mail_program_stops_this_kind_of_mail_alone(browser, ben):
    answer = browser().post(
        path_of(stop_link(ben, Kind.FOLLOWUP)), data={"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 200
    assert wishes_of(ben) == dict.fromkeys(Kind, BOTH) | {Kind.FOLLOWUP: {Channel.PUSH}}


def test_stopping_mail_leaves_push_as_it_was(browser, page, ben):
    page.post(f"{PAGE}/kinds", data={"followup": "mail"})

    browser().post(path_of(stop_link(ben, Kind.FOLLOWUP)))

    assert wishes_of(ben)[Kind.FOLLOWUP] == NONE


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: t + "x", lambda _: "a.b"])
def test_a_link_that_we_did_not_write_stops_nothing(browser, ben, change):
    token = stop_link(ben, Kind.FOLLOWUP).rpartition("/")[2]

    assert browser().post(f"/stop/{change(token)}").status_code == 404
    assert wishes_of(ben)[Kind.FOLLOWUP] == BOTH
