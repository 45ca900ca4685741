"""What is said when a time came free."""

from webapp.booking.waitlist_models import WaitlistOffer
from webapp.core.links import absolute_url
from webapp.core.mail import Mail, write_mail
from webapp.core.times import clock_time
from webapp.notifications.letters import about_booking
from webapp.notifications.telling import PushNote
from webapp.notifications.wording import moment
from webapp.people.models import Person


def offer_mail(offer: WaitlistOffer, reader: Person) -> Mail:
    about = about_booking(offer.booking, reader) | {"link": link_to(offer)}
    brief = offer.booking.brief
    return write_mail(
        "offer",
        subject=f"A time came free: {about['moment']}, {about['talk']}",
        until=offer.until,
        question=brief.question if brief else "",
        place_link=absolute_url("booking.waitlist_place", public_id=offer.entry.public_id),
        **about,
    )


def offer_note(offer: WaitlistOffer) -> PushNote:
    zone = offer.entry.person.time_zone
    return PushNote(
        f"A time came free: {moment(offer.booking.interval, zone)}",
        f"It is yours until {clock_time(offer.until, zone)}.",
        link_to(offer),
        about=f"waitlist:{offer.entry.public_id}",
        until=offer.until,
    )


def link_to(offer: WaitlistOffer) -> str:
    return absolute_url("booking.waitlist_offer", public_id=offer.public_id)
