"""The room's page, before, during and after; and the connection check in its lobby."""

from flask import Blueprint, Response, abort, jsonify, request, url_for

from webapp.booking.engagement_queries import have_met
from webapp.booking.models import Booking
from webapp.core import clock, htmx
from webapp.core.errors import DomainError
from webapp.core.rate_limit import limiter
from webapp.live.beside import beside
from webapp.live.countdown import Countdown, RoomState
from webapp.live.errors import NotOpen, Over, SignedOut, TooFast
from webapp.live.hiding import way_for
from webapp.live.ice import ice_servers, turn_urls
from webapp.live.messages import read_object, read_text
from webapp.live.queries import countdown_of, live_session_of, meeting_of
from webapp.media.client import answer_check
from webapp.media.sdp import MAX_BYTES as MAX_SDP
from webapp.people.access import current_person, signed_in
from webapp.people.models import Person

bp = Blueprint("live", __name__)

PAGES = {RoomState.EARLY: "early", RoomState.CLOSED: "over"}  # open while it is neither
MOST_BYTES = 100_000  # of a request for a check


@bp.get("/room/<public_id>")
@signed_in
def room(public_id: str) -> Response:
    me = current_person()
    booking = meeting_of(me, public_id) or abort(404)
    countdown = countdown_now(booking)
    state = PAGES.get(state_of(booking, countdown), "open")
    is_open = state == "open"
    return htmx.render(
        "live/room.html",
        booking=booking,
        brief=booking.brief,
        me=me,
        **company(booking, me),
        room_state=state,
        clock=countdown.as_json(clock.now()),
        opens_at=countdown.opens_at,
        ice_servers=ice_servers(public_id, me.public_id, countdown) if is_open else [],
        beside=beside(booking, me, now=clock.now()) if is_open else [],
        is_first_meeting=is_open and is_first_meeting(booking),
        pad_url=pad_url(booking, me),
        way=way_for(booking, me.id, has_turn=bool(turn_urls())),
        **links_of(booking),
    )


def pad_url(booking: Booking, me: Person) -> str | None:
    """Only the mentor has a pad of their own."""
    is_mentor = booking.mentor.id == me.id
    return url_for("notes.pad", public_id=booking.public_id) if is_mentor else None


def is_first_meeting(booking: Booking) -> bool:
    """In a group one never knows everybody."""
    return booking.group is not None or not have_met(booking.mentor, booking.mentee)


def company(booking: Booking, me: Person) -> dict[str, object]:
    """With whom one talks: `them` in a sentence, `other` where it is one person alone."""
    if booking.group:
        return {"other": None, "them": "the group", "subject": booking.group.topic}
    other = booking.other(me)
    return {"other": other, "them": other.first_name, "subject": f"Talk with {other.name}"}


def links_of(booking: Booking) -> dict[str, str]:
    here = url_for("live.room", public_id=booking.public_id)
    return {
        "booking_url": url_for("booking.show", public_id=booking.public_id),
        "bookings_url": url_for("booking.index"),
        "close_url": url_for("followup.close", public_id=booking.public_id),
        "check_url": url_for("live.check", public_id=booking.public_id),
        "action_url": None
        if booking.group
        else url_for("followup.action_in_room", public_id=booking.public_id),
        "noted_url": url_for("followup.noted", public_id=booking.public_id),
        "sign_in_url": url_for("people.sign_in", next=here),
    }


@bp.post("/room/<public_id>/check")
@limiter.limit("12 per minute", on_breach=lambda _limit: refusal(TooFast()))
def check(public_id: str) -> Response:
    """Let the server's own peer answer a browser's offer."""
    request.max_content_length = MOST_BYTES
    try:
        return jsonify(sdp=answer_offer(public_id))
    except DomainError as error:
        return refusal(error)


def answer_offer(public_id: str) -> str:
    me = current_person()
    if me is None:
        raise SignedOut
    booking = meeting_of(me, public_id) or abort(404)
    refuse_unless_open(booking)
    data = read_object(sent_json(), {"sdp"})
    return answer_check(read_text(data["sdp"], MAX_SDP))


def sent_json() -> object:
    try:
        return request.get_json(silent=True)
    except RecursionError:  # nested deeper than Python reads
        return None


def refuse_unless_open(booking: Booking) -> None:
    countdown = countdown_now(booking)
    match state_of(booking, countdown):
        case RoomState.EARLY:
            raise NotOpen(countdown.opens_at)
        case RoomState.CLOSED:
            raise Over


def countdown_now(booking: Booking) -> Countdown:
    return countdown_of(booking, live_session_of(booking))


def state_of(booking: Booking, countdown: Countdown) -> RoomState:
    return countdown.state(clock.now()) if booking.is_confirmed else RoomState.CLOSED


def refusal(error: DomainError) -> Response:
    response = jsonify(error=error.code)
    response.status_code = error.status
    return response
