"""The steps of booking several talks at once, inside one transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from webapp.booking.engagement_lifecycle import EngagementStatus
from webapp.booking.engagement_models import Engagement
from webapp.booking.engagement_policy import LONGEST, MOST_SESSIONS
from webapp.booking.engagement_queries import have_met, renewal_of
from webapp.booking.errors import EngagementMovedOn, MeetFirst, NoPlan, OwnCalendar
from webapp.booking.events import BookingConfirmed
from webapp.booking.holding import new_hold, refuse_unless_offered
from webapp.booking.models import Booking, BookingStatus, Part
from webapp.booking.request_making import ways_of
from webapp.booking.seats import add_booking, change_status
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.core.zones import zone
from webapp.goals.models import Brief
from webapp.goals.prompts import Prompts
from webapp.goals.service import new_brief
from webapp.people.models import Person


def refuse_plan(
    mentor: Person,
    mentee: Person,
    slots: Sequence[Interval],
    ends_on: date,
    renewal: Engagement | None,
) -> None:
    if mentor.id == mentee.id:
        raise OwnCalendar
    if not may_engage(mentor, mentee):
        raise MeetFirst
    if not 1 <= len(set(slots)) == len(slots) <= MOST_SESSIONS:
        raise NoPlan
    if not fits(slots, ends_on, mentee.time_zone):
        raise NoPlan("The last day lies after the last talk, and within half a year of it.")
    if renewal and not is_open_renewal(renewal, mentor, mentee):
        raise EngagementMovedOn


def may_engage(mentor: Person, mentee: Person) -> bool:
    """A mentor who reads first has said yes to a person once before several talks are booked."""
    return not ways_of(mentor).reads_first or have_met(mentor, mentee)


def fits(slots: Sequence[Interval], ends_on: date, zone_name: str) -> bool:
    last = slots[-1].end.astimezone(zone(zone_name)).date()
    return last <= ends_on <= last + LONGEST


def is_open_renewal(renewal: Engagement, mentor: Person, mentee: Person) -> bool:
    """Both have agreed, and it has not gone on yet."""
    same = (renewal.mentor_id, renewal.mentee_id) == (mentor.id, mentee.id)
    return same and renewal.status == EngagementStatus.RENEWED and renewal_of(renewal) is None


def book_talk(engagement: Engagement, slot: Interval, question: str, *, now: datetime) -> Booking:
    """Take one time and confirm it at once; what is booked already counts against the next."""
    mentor, mentee = engagement.mentor, engagement.mentee
    refuse_unless_offered(mentor, mentee, slot, now=now)
    booking = new_hold(mentor, slot, now=now)
    booking.engagement_id = engagement.id
    booking.brief = brief_under(engagement, question, now=now)
    add_booking(booking, {Part.MENTOR: mentor, Part.MENTEE: mentee}, now=now)
    change_status(booking, BookingStatus.CONFIRMED, by=mentee, now=now)
    announce(BookingConfirmed(booking.id))
    return booking


def brief_under(engagement: Engagement, question: str, *, now: datetime) -> Brief:
    """Begin the brief of one talk; the question of a later one is written when it is near."""
    prompts = Prompts(question=question).tidied()
    brief = new_brief(engagement.mentee, prompts, line=engagement.goal.line, now=now)
    brief.goal, brief.sent_at = engagement.goal, now  # it is this mentor's from the beginning
    return brief
