"""Telling both of the two about an engagement: booked, over, a line written, going on."""

from webapp.booking.engagement_events import (
    EngagementBooked,
    EngagementEnded,
    EngagementReflected,
    RenewalAgreed,
)
from webapp.booking.engagement_models import Engagement
from webapp.core import clock
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.core.links import path_to
from webapp.core.mail import Mail
from webapp.notifications.engagement_letters import (
    booked_mail,
    ended_mail,
    go_on_mail,
    reflected_mail,
)
from webapp.notifications.telling import PushNote, tell
from webapp.people.models import Person

RINGS = {
    "ended": ("Your talks together are over", "A line to close with, and whether to go on."),
    "renewal": ("Going on together", "Open it to see what comes next."),
}


@subscribe(EngagementBooked)
def tell_both_it_is_booked(event: EngagementBooked) -> None:
    engagement = db.session.get_one(Engagement, event.engagement_id)
    for reader in (engagement.mentee, engagement.mentor):
        put_about(engagement, "booked", booked_mail(engagement, reader), to=reader)


@subscribe(EngagementEnded)
def ask_both_for_a_line(event: EngagementEnded) -> None:
    engagement = db.session.get_one(Engagement, event.engagement_id)
    for reader in (engagement.mentee, engagement.mentor):
        put_about(engagement, "ended", ended_mail(engagement, reader), to=reader)


@subscribe(EngagementReflected)
def pass_the_line_on(event: EngagementReflected) -> None:
    engagement = db.session.get_one(Engagement, event.engagement_id)
    reader = engagement.other(db.session.get_one(Person, event.by_id))
    put_about(engagement, "reflected", reflected_mail(engagement, reader), to=reader)


@subscribe(RenewalAgreed)
def ask_the_other_one(event: RenewalAgreed) -> None:
    engagement = db.session.get_one(Engagement, event.engagement_id)
    reader = engagement.other(db.session.get_one(Person, event.by_id))
    put_about(engagement, "renewal", go_on_mail(engagement, reader), to=reader)


def put_about(engagement: Engagement, what: str, letter: Mail, *, to: Person) -> None:
    key = f"engagement:{engagement.public_id}:{what}:{to.public_id}"
    kind = "booking" if what == "booked" else "followup"
    tell(to, kind, letter, key=key, due_at=clock.now(), push=note_of(engagement, what))


def note_of(engagement: Engagement, what: str) -> PushNote | None:
    """Return what rings, without a name; what one has just done oneself does not."""
    if what not in RINGS:
        return None
    link = path_to("booking.show_engagement", public_id=engagement.public_id)
    return PushNote(*RINGS[what], link, about=f"engagement:{engagement.public_id}")
