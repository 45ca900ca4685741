"""Two mentors and whoever asks them now, each on a phone: the first yes, and nobody's yes."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE
from tests.making.browser import findable_mentor, friends_of
from webapp.booking.instant_models import FreeNow, InstantAsk, InstantRequest
from webapp.booking.models import Booking, Seat
from webapp.core import clock
from webapp.core.db import db, transaction
from webapp.people.models import Person

pytestmark = pytest.mark.long

QUESTION = "Do I speak first when my co-founder tells the board that I leave?"
REPLY = "Yes, you speak first. Let us find the two sentences."
AGO = timedelta(minutes=5)


@pytest.fixture
def people(product):
    """Faye and Finn, who are mentors, and Nora, who would ask these two first; nobody is free."""

    def make_people(make) -> None:
        friends = [
            findable_mentor(make, handle, name=name, time_zone=zone, lengths=(10, 20))
            for handle, name, zone in (
                ("faye", "Faye Quick", "Europe/Berlin"),
                ("finn-late", "Finn Late", "Africa/Nairobi"),
            )
        ]
        nora = make.person(handle="nora", name="Nora Now", time_zone="Europe/Berlin")
        friends_of(make, nora, friends)

    product.write(make_people)
    product.write(lambda make: nobody_is_free())
    yield
    product.write(lambda make: nobody_is_free())


def nobody_is_free() -> None:
    with transaction():
        db.session.execute(sa.update(FreeNow).values(free_until=clock.now()))


def let_minutes_pass(_make) -> None:
    """Write that the last mentors were asked minutes ago; the worker does what follows from it."""
    ago = clock.now() - AGO
    with transaction():
        db.session.execute(sa.update(InstantAsk).values(asked_at=ago))
        db.session.execute(sa.update(InstantRequest).values(next_at=ago))


@pytest.mark.usefixtures("people")
def test_the_first_yes_has_the_talk_and_then_nobody_answers(open_browser, product):
    faye, finn, nora = (open_browser(PHONE, person=name) for name in ("faye", "finn-late", "nora"))
    nobody_can_be_asked(nora)
    for mentor in (faye, finn):
        say_free(mentor)
    ask(nora)
    for mentor in (faye, finn):
        expect(mentor.get_by_role("heading", name="Nora asks, now, for 10 minutes")).to_be_visible()
        expect(mentor.get_by_text(QUESTION)).to_be_visible()
    looks_right(faye)
    finn.goto(nora.url)  # the link of the mail: the same address, for each what is theirs
    expect(finn.get_by_role("heading", level=1)).to_have_text("Have you 10 minutes?")

    faye.get_by_label("A line with your yes").fill(REPLY)
    faye.wait_for_event("response", lambda answer: "/free-now?seen=" in answer.url)
    expect(faye.get_by_label("A line with your yes")).to_have_value(REPLY)
    faye.get_by_role("button", name="Talk with Nora now").tap()

    faye.wait_for_url("**/room/*")
    expect(finn.get_by_role("heading", level=1)).to_have_text("Somebody else said yes first")
    looks_right(finn)
    expect(nora.get_by_role("heading", level=1)).to_have_text("Faye has 10 minutes for you")
    expect(nora.get_by_text(REPLY)).to_be_visible()
    looks_right(nora)
    nora.get_by_role("link", name="Join Faye").tap()
    nora.wait_for_url("**/room/*")
    assert nora.url == faye.url
    assert talks_of(product, "nora") == [("faye", "confirmed")]

    ask_again_and_find_nobody(product, nora, finn)


def nobody_can_be_asked(nora: Page) -> None:
    nora.goto("/now")
    expect(nora.get_by_role("heading", level=1)).to_have_text("Nobody is free now")
    looks_right(nora)


def say_free(mentor: Page) -> None:
    mentor.goto("/availability")
    mentor.get_by_role("link", name="Free now").tap()
    expect(mentor.get_by_role("heading", level=1)).to_have_text("Free now")
    looks_right(mentor)
    mentor.get_by_role("radio").nth(2).check()
    mentor.get_by_role("button", name="I am free until").tap()
    expect(mentor.get_by_role("heading", level=1)).to_contain_text("Free until")
    expect(mentor.get_by_text("You are free now.")).to_be_visible()


def ask(nora: Page) -> None:
    """See on cards and pages who is free, and ask; the favourites are asked together and first."""
    nora.goto("/?q=Quick")
    card = nora.get_by_role("listitem").filter(has_text="Faye Quick")
    expect(card).to_contain_text("Free now until")
    nora.goto("/mentors/faye")
    expect(nora.get_by_text("Free now until")).to_be_visible()
    nora.get_by_role("link", name="Ask now").tap()
    expect(nora.get_by_text(re.compile("Faye and Finn are asked first"))).to_be_visible()
    expect(nora.get_by_text("What to expect:")).to_be_visible()
    nora.get_by_role("button", name="Ask them now").tap()
    expect(nora.get_by_role("alert")).to_contain_text("Write your one question")
    looks_right(nora)
    nora.get_by_label("Your one question").fill(QUESTION)
    nora.locator("label").filter(has_text="10").tap()
    nora.get_by_role("button", name="Ask them now").tap()
    expect(nora.get_by_role("heading", level=1)).to_have_text("Asking for 10 minutes")
    expect(nora.get_by_text("Asked Faye and Finn.")).to_be_visible()
    looks_right(nora)


def ask_again_and_find_nobody(product, nora: Page, finn: Page) -> None:
    product.write(end_the_talk)
    nora.goto(f"/now?q={QUESTION}")
    nora.get_by_role("button", name="Ask them now").tap()
    either = re.compile("Asked (Faye and Finn|Finn and Faye).")  # whoever has time sooner
    expect(nora.get_by_text(either)).to_be_visible()
    finn.goto("/free-now")
    finn.get_by_role("button", name="Pass").tap()
    expect(finn.get_by_role("heading", level=1)).to_have_text("You passed")
    expect(nora.get_by_text("Finn passed.")).to_be_visible()

    product.write(let_minutes_pass)

    expect(nora.get_by_role("heading", level=1)).to_have_text("Nobody could just now")
    expect(nora.get_by_text("Two were asked, one passed. Your question is kept.")).to_be_visible()
    times = nora.locator("button.slot")
    expect(times).to_have_count(3)
    looks_right(nora)
    times.last.tap()
    expect(nora.get_by_label("My one question")).to_have_value(QUESTION)
    expect(nora.get_by_role("group", name="Held time")).to_be_visible()


def end_the_talk(_make) -> None:
    """Let it be over, so that Faye can be asked once more."""
    talk = talks_with("nora").where(Booking.status == "confirmed")
    with transaction():
        booking = db.session.scalars(talk).one()
        for row in (booking, *booking.seats):
            row.starts_at, row.ends_at = (at - timedelta(hours=1) for at in times_of(row))


def times_of(row):
    return row.starts_at, row.ends_at


def talks_with(handle: str) -> sa.Select:
    return sa.select(Booking).join(Booking.seats).join(Seat.person).where(Person.handle == handle)


def talks_of(product, handle: str) -> list[tuple]:
    mentor = sa.orm.aliased(Seat)
    talks = talks_with(handle).join(mentor, mentor.booking_id == Booking.id)
    who = sa.orm.aliased(Person)
    talks = talks.join(who, who.id == mentor.person_id).where(mentor.part == "mentor")
    return product.rows(talks.with_only_columns(who.handle, Booking.status))


def looks_right(page: Page) -> None:
    assert barriers(page) == []
    page.set_viewport_size(PHONE["viewport"])
