"""Bookings through the person who asks: other people's do not exist."""

from flask import abort

from webapp.booking.models import Booking
from webapp.booking.queries import booking_of
from webapp.people.access import current_person


def find_booking(public_id: str) -> Booking:
    return booking_of(current_person(), public_id) or abort(404)


def find_own_booking(public_id: str) -> Booking:
    """Find one that this person made, as the mentee."""
    booking = find_booking(public_id)
    return booking if booking.mentee.id == current_person().id else abort(404)
