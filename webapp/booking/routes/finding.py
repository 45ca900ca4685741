"""Bookings through the person who asks: other people's do not exist."""

from flask import abort, redirect, url_for

from webapp.booking.models import Booking
from webapp.booking.queries import booking_of
from webapp.booking.request_models import Request
from webapp.booking.request_queries import request_of
from webapp.people.access import current_person


def find_booking(public_id: str) -> Booking:
    return booking_of(current_person(), public_id) or abort(404)


def find_talk(public_id: str) -> Booking:
    """Find a talk of two; what is done to a group hour stands on its own page."""
    booking = find_booking(public_id)
    if booking.group:
        abort(redirect(url_for("booking.show", public_id=public_id), 303))
    return booking


def find_own_booking(public_id: str) -> Booking:
    """Find one that this person made, as the mentee."""
    booking = find_talk(public_id)
    return booking if booking.mentee.id == current_person().id else abort(404)


def find_request(public_id: str) -> Request:
    return request_of(current_person(), public_id) or abort(404)


def find_sent_request(public_id: str) -> Request:
    """Find one that this person sent, as the mentee."""
    found = find_request(public_id)
    return found if found.mentee_id == current_person().id else abort(404)


def find_received_request(public_id: str) -> Request:
    """Find one that this person got, as the mentor."""
    found = find_request(public_id)
    return found if found.mentor_id == current_person().id else abort(404)
