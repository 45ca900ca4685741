"""Telling the first in line that a time came free, while it is theirs."""

from webapp.booking.waitlist_events import OfferClosed, TimeOffered
from webapp.booking.waitlist_models import WaitlistOffer
from webapp.core import clock, outbox
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.notifications.due import Kind
from webapp.notifications.telling import tell
from webapp.notifications.waitlist_letters import offer_mail, offer_note


@subscribe(TimeOffered)
def tell_of_the_time(event: TimeOffered) -> None:
    offer = db.session.get_one(WaitlistOffer, event.offer_id)
    reader = offer.entry.person
    tell(
        reader,
        Kind.WAITLIST,
        offer_mail(offer, reader),
        key=key_of(offer),
        due_at=clock.now(),
        push=offer_note(offer),
        until=offer.until,
    )


@subscribe(OfferClosed)
def tell_no_more_of_it(event: OfferClosed) -> None:
    outbox.cancel(key_of(db.session.get_one(WaitlistOffer, event.offer_id)), now=clock.now())


def key_of(offer: WaitlistOffer) -> str:
    return f"offer:{offer.public_id}"
