"""What the running product's database says about one talk."""

import sqlalchemy as sa

from tests.browser.product import Product
from webapp.booking.models import Booking, Seat
from webapp.followup.chain import FollowUpKind
from webapp.followup.chain_models import FollowUp
from webapp.followup.models import Action, Closing
from webapp.goals.models import Brief
from webapp.live.models import Attendance, LiveSession, Presence
from webapp.people.models import Person


def people_of(product: Product, talk: str) -> list[tuple]:
    people = sa.select(Seat.part, Person.handle).join_from(Seat, Person).join(Booking)
    return product.rows(people.where(Booking.public_id == talk).order_by(Seat.part.desc()))


def brief_of(product: Product, talk: str) -> list[tuple]:
    brief = sa.select(Booking.status, Brief.question, Brief.tried).join_from(Booking, Brief)
    return product.rows(brief.where(Booking.public_id == talk))


def attendance_of(product: Product, talk: str, handle: str) -> list[tuple]:
    """Count the joins and leaves of one person."""
    seen = (
        sa.select(Attendance.kind, sa.func.count())
        .join(Person, Person.id == Attendance.person_id)
        .join(LiveSession, LiveSession.id == Attendance.live_session_id)
        .join(Booking, Booking.id == LiveSession.booking_id)
        .where(Booking.public_id == talk, Person.handle == handle)
    )
    return product.rows(seen.group_by(Attendance.kind).order_by(Attendance.kind))


def seats_taken_in(product: Product, talk: str) -> int:
    places = sa.select(sa.func.count()).select_from(Presence).join(LiveSession).join(Booking)
    taken = places.where(Booking.public_id == talk, Presence.left_at.is_(None))
    return product.rows(taken)[0][0]


def closings_of(product: Product, talk: str) -> list[tuple]:
    answers = (Closing.goal_met, Closing.none_needed, Closing.rating)
    closings = sa.select(Person.handle, *answers).join_from(Closing, Person).join(Booking)
    return product.rows(closings.where(Booking.public_id == talk).order_by(Person.handle))


def actions_of(product: Product, talk: str) -> list[tuple]:
    said = (Action.when_text, Action.will_text, Action.due_on, Action.status)
    actions = sa.select(*said).join(Action.booking)
    return product.rows(actions.where(Booking.public_id == talk))


def checks_of(product: Product, talk: str) -> list[tuple]:
    """The questions a week on that wait for their day: to whom, when due, when asked."""
    asked = sa.select(Person.email, FollowUp.due_at, FollowUp.asked_at).join(FollowUp.person)
    of_talk = asked.join(FollowUp.action).join(Action.booking).where(Booking.public_id == talk)
    return product.rows(of_talk.where(FollowUp.kind == FollowUpKind.WEEK))
