"""Only one of the two comes: the other one is told, may say why, and nothing else follows."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE
from tests.browser.walking import read_mail
from tests.making.browser import findable_mentor
from webapp.booking.models import Booking
from webapp.live.models import Attendance, AttendanceKind, LiveSession

pytestmark = pytest.mark.long

TOM = "tom@example.test"


@pytest.fixture
def talk(product) -> str:
    """A talk of eleven minutes ago in which Una, the mentor, has been alone since."""

    def make_talk(make) -> str:
        una = findable_mentor(make, "una", name="Una Vik")
        tom = make.person(handle="tom", name="Tom Ray", email=TOM)
        start = make.now - timedelta(minutes=11)
        talk = make.booking(slot=make.slot(start), mentor=una, mentee=tom)
        session = make.save(LiveSession(booking_id=talk.id, opened_at=start))
        came = Attendance(live_session_id=session.id, person_id=una.id, peer_id="earlier")
        came.kind, came.at = AttendanceKind.JOINED, start
        make.save(came)
        return talk.public_id

    return product.write(make_talk)


def test_who_waits_alone_ends_it_and_the_other_one_says_why(open_browser, product, talk):
    una = open_browser(PHONE, person="una")
    end_it(una, talk)
    ended = sa.select(Booking.ended_reason).where(Booking.public_id == talk)
    assert product.rows(ended) == [("absent_mentee",)]

    tom = open_browser(PHONE, person="tom")
    assert read_mail(tom, TOM, "Una").count()
    tom.goto(f"/bookings/{talk}")
    expect(tom.get_by_text("Nothing else follows from it.")).to_be_visible()
    tom.get_by_role("link", name="Say why it is wrong").tap()
    tom.get_by_label("Your line to Una").fill("My train stood still.")
    tom.get_by_role("button", name="Send to Una").tap()
    expect(tom.get_by_role("heading", name="What you say")).to_be_visible()
    una.reload()
    expect(una.get_by_text("My train stood still.")).to_be_visible()
    expect(una.get_by_text("Absent, appealed")).to_be_visible()


def end_it(una: Page, talk: str) -> None:
    una.goto(f"/room/{talk}")
    una.locator("[data-lobby]").get_by_role("button", name="Join").tap()
    waiting = una.locator("#waiting")
    expect(waiting).to_contain_text("Tom is not here, after 10 minutes.")
    una.get_by_role("button", name="Tell Tom that you wait").tap()
    expect(waiting).to_contain_text("Tom has a mail from us.")
    assert barriers(una) == []
    una.get_by_role("button", name="End it, Tom did not come").tap()
    expect(una.get_by_role("heading", name="Tom did not come")).to_be_visible()
