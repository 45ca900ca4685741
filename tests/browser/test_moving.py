"""A talk is moved by one and read by both; three talks are booked together, and ended early."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE
from tests.browser.walking import next_slot, read_mail
from tests.making.browser import findable_mentor
from webapp.booking.engagement_models import Engagement
from webapp.booking.models import Booking, Seat
from webapp.people.models import Person

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def people(product):
    def make_people(make) -> None:
        findable_mentor(
            make, "mara", name="Mara Moves", time_zone="Africa/Nairobi", lengths=(20,),
            rules=[(day, 540, 1020) for day in range(7)],
        )  # fmt: skip
        make.person(
            handle="mick", name="Mick Mover", email="mick@example.test", time_zone="Europe/Berlin"
        )

    product.write(make_people)


def test_a_talk_is_moved_and_three_are_booked_together(open_browser, product):
    mick, mara = open_browser(PHONE, person="mick"), open_browser(PHONE, person="mara")
    book_three(mick)
    first = move_the_first(mick, product)
    both_read_it(mick, mara, first)
    end_early(mara, mick)
    assert statuses(product) == ["cancelled"] * 3


def book_three(mick: Page) -> None:
    mick.goto("/mentors/mara")
    slots = mick.locator("input[name=slot]")
    expect(slots.first).to_be_attached()
    slots.last.check()
    mick.get_by_role("button", name="This time for several weeks").tap()
    expect(mick.get_by_role("heading", level=1)).to_have_text("Several talks with Mara")
    mick.get_by_role("link", name="3 talks").tap()
    expect(mick.locator("fieldset").filter(has_text=re.compile("^Talk 3"))).to_be_visible()
    mick.get_by_role("button", name="Book these 3 talks").tap()
    expect(mick.get_by_role("alert")).to_be_visible()
    looks_right(mick)
    mick.get_by_label("Your goal, in a line").fill("Lead the platform half")
    mick.locator("textarea").fill("Who tells Jonas?")
    mick.get_by_role("button", name="Book these 3 talks").tap()
    expect(mick.get_by_role("heading", level=1)).to_have_text("3 talks with Mara Moves")
    looks_right(mick)


def move_the_first(mick: Page, product) -> str:
    talk = mick.get_by_role("link", name="Talk 1")
    address = talk.get_attribute("href")
    talk.tap()
    mick.get_by_role("link", name="Move", exact=True).tap()
    expect(mick.get_by_role("heading", level=1)).to_have_text("Move your talk with Mara Moves")
    slot = next_slot(mick)
    expect(slot.locator("..")).to_contain_text("Nairobi")
    slot.check()
    mick.get_by_label("Why").fill("A school play.")
    looks_right(mick)
    mick.get_by_role("button", name="Move to this time").tap()
    expect(mick.get_by_text("You moved this talk")).to_be_visible()
    return address


def both_read_it(mick: Page, mara: Page, address: str) -> None:
    mara.goto(address)
    expect(mara.get_by_text("Mick moved this talk")).to_be_visible()
    expect(mara.get_by_text("A school play.").first).to_be_visible()
    expect(mara.get_by_role("main")).to_contain_text(re.compile(r"for Mick, Berlin"))
    looks_right(mara)
    read_mail(mick, "mick@example.test", re.compile("Moved to .*: 20 minutes with Mara Moves"))
    read_mail(mara, "mara@example.test", re.compile("Moved to .*: 20 minutes with Mick Mover"))


def end_early(mara: Page, mick: Page) -> None:
    mara.goto("/bookings")
    mara.get_by_role("link", name="One of 3").first.tap()
    mara.get_by_role("link", name="End it early").tap()
    expect(mara.get_by_role("heading", level=1)).to_have_text("End the talks with Mick early?")
    looks_right(mara)
    mara.get_by_label("Why, in a line").fill("I change jobs.")
    mara.get_by_role("button", name="End it now").tap()
    expect(mara.get_by_text("Ended", exact=True)).to_be_visible()
    looks_right(mara)
    read_mail(mick, "mick@example.test", re.compile("Mara Moves"))


def statuses(product) -> list[str]:
    whose = sa.select(Booking.status).join(Booking.seats).join(Seat.person)
    mine = whose.join(Engagement, Engagement.id == Booking.engagement_id)
    return [status for (status,) in product.rows(mine.where(Person.handle == "mick"))]


def looks_right(page: Page) -> None:
    assert barriers(page) == []
    page.set_viewport_size(PHONE["viewport"])
