"""A full day, two who wait for it, and a time that comes free: a quarter of an hour for each."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE
from tests.browser.walking import read_mail
from tests.making.browser import findable_mentor, take
from webapp.booking.models import Booking
from webapp.booking.queries import free_slots
from webapp.booking.waitlist_models import WaitlistOffer
from webapp.core import clock
from webapp.core.db import db, transaction

pytestmark = pytest.mark.long

BERLIN = ZoneInfo("Europe/Berlin")
A_MINUTE = timedelta(minutes=1)
WAITING = {"wim": "Wim Waits", "wanja": "Wanja Next"}


@pytest.fixture
def full(product) -> datetime:
    """Mona has one talk a week, and it is taken: return when it begins."""

    def make_full(make) -> datetime:
        day = (make.now + timedelta(days=3)).astimezone(BERLIN).weekday()
        mona = findable_mentor(
            make, "mona", name="Mona Full", time_zone="Europe/Berlin", lengths=(20,),
            rules=[(day, 600, 620)], calendar={"window_days": 6},
        )  # fmt: skip
        for handle, name in {"hal": "Hal Has", "sue": "Sue Stranger", **WAITING}.items():
            email = f"{handle}@example.test"
            make.person(handle=handle, name=name, email=email, time_zone="Europe/Berlin")
        [slot] = free_slots(mona, None, now=make.now)
        take(make, "mona", slot.start, minutes=20, mentee="hal")
        return slot.start

    return product.write(make_full)


def let_the_offer_end(_make) -> None:
    """Write that its quarter of an hour is over; the worker does what follows."""
    with transaction():
        offer = db.session.scalars(sa.select(WaitlistOffer).order_by(WaitlistOffer.id)).all()[-1]
        booking = db.session.get_one(Booking, offer.booking_id)
        offer.until = booking.held_until = clock.now() - A_MINUTE
        for seat in booking.seats:
            seat.held_until = booking.held_until


def test_what_comes_free_is_offered_to_one_after_the_other(open_browser, product, full):
    wim, wanja, hal, sue = (open_browser(PHONE, person=p) for p in ("wim", "wanja", "hal", "sue"))
    wait(wim, "first", line="Who tells Jonas?")
    wait(wanja, "second")

    cancel(hal, product, full)

    offer = mailed_offer(wim, "wim")
    wim.goto(offer)
    expect(wim.get_by_text("Yours for 14:")).to_be_visible()
    expect(wim.get_by_text("Who tells Jonas?")).to_be_visible()
    looks_right(wim)
    nothing_is_free(sue)

    product.write(let_the_offer_end)

    wanjas = mailed_offer(wanja, "wanja")
    nothing_is_free(sue)
    wim.reload()
    expect(wim.get_by_role("heading", level=1)).to_have_text("The 15 minutes are over")
    looks_right(wim)
    wim.get_by_role("link", name="What I am waiting for").tap()
    expect(wim.get_by_role("heading", level=1)).to_contain_text("You are first in line for Mona")
    wanja.goto(wanjas)
    wanja.get_by_role("button", name="Take ").tap()
    wanja.get_by_label("My one question").fill("Do I tell him, or his new lead?")
    wanja.get_by_role("button", name="Send and book").tap()
    expect(wanja.get_by_text("Confirmed", exact=True)).to_be_visible()
    wim.get_by_role("button", name="Leave the line").tap()
    expect(wim.get_by_role("heading", level=1)).to_have_text("You left the line")
    looks_right(wim)
    assert talks(product, full) == ["cancelled", "confirmed", "lapsed"]


def wait(page: Page, nth: str, line: str = "") -> None:
    page.goto(f"/mentors/mona?q={line}")
    page.get_by_role("button", name="Tell me when a time frees up").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"You are {nth} in line for Mona")
    looks_right(page)


def cancel(hal: Page, product, start: datetime) -> None:
    [(key,)] = product.rows(sa.select(Booking.public_id).where(Booking.starts_at == start))
    hal.goto(f"/bookings/{key}/cancel")
    hal.get_by_role("button", name="Cancel").tap()
    expect(hal.get_by_text("You cancelled this talk")).to_be_visible()


def mailed_offer(page: Page, handle: str) -> str:
    mail = read_mail(page, f"{handle}@example.test", "A time came free")
    mail.evaluate("details => { details.open = true }")
    return mail.get_by_role("link").first.get_attribute("href")


def nothing_is_free(stranger: Page) -> None:
    stranger.goto("/mentors/mona")
    expect(stranger.get_by_text("Mona has no free time just now.")).to_be_visible()


def talks(product, start: datetime) -> list[str]:
    statuses = sa.select(Booking.status).where(Booking.starts_at == start)
    return sorted(status for (status,) in product.rows(statuses))


def looks_right(page: Page) -> None:
    assert barriers(page) == []
    page.set_viewport_size(PHONE["viewport"])
