"""Notes outside of the room: reading, writing on, ticking boxes, searching, taking them along."""

from flask import Blueprint, Response, abort, jsonify, request, url_for

from webapp.booking.models import Booking
from webapp.core import clock, htmx
from webapp.core.links import safe_next
from webapp.core.rate_limit import limiter
from webapp.live import notes
from webapp.live.countdown import RoomState
from webapp.live.messages import BadMessage, read_bytes, read_object
from webapp.live.note_errors import BoxIsGone, NotesChanged
from webapp.live.note_export import markdown
from webapp.live.note_forms import NotesForm
from webapp.live.note_log import add_late_update
from webapp.live.note_search import search_notes, words_of
from webapp.live.note_writing import tick_box, version_of, write_notes
from webapp.live.queries import live_session_of, meeting_of, notes_text
from webapp.live.routes import company, countdown_now, sent_json, state_of
from webapp.people.access import current_person, reader_zone, signed_in

bp = Blueprint("notes", __name__)

LONGEST_QUERY = 200
MOST_UPDATES = 2000
MOST_BYTES = 200_000  # of a request with updates


@bp.get("/notes")
@signed_in
def index() -> Response:
    asked = request.args.get("q", "")[:LONGEST_QUERY].strip()
    words = words_of(asked)
    return htmx.render(
        "notes/index.html",
        fragment="notes/_found.html",
        asked=asked,
        found=search_notes(current_person(), words),
        me=current_person(),
    )


@bp.get("/bookings/<public_id>/notes")
@signed_in
def show(public_id: str) -> Response:
    return show_notes(find_meeting(public_id))


@bp.post("/bookings/<public_id>/notes")
@limiter.limit("60 per minute")
@signed_in
def write(public_id: str) -> Response:
    booking, form = find_meeting(public_id), NotesForm()
    if not form.validate():
        return show_notes(booking, form=form, status=422)
    try:
        words = {"text": form.text.data, "seen": form.seen.data}
        write_notes(booking, current_person(), **words, now=clock.now())
    except NotesChanged as error:
        return show_notes(booking, form=form, changed=error.message, status=409)
    return htmx.go_to(url_for(".show", public_id=public_id))


@bp.post("/bookings/<public_id>/notes/boxes")
@limiter.limit("120 per minute")
@signed_in
def tick(public_id: str) -> Response:
    booking = find_meeting(public_id)
    key, _, done = request.form.get("box", "").rpartition("-")
    if done not in ("0", "1"):
        abort(400)
    try:
        tick_box(booking, current_person(), key, is_done=done == "1", now=clock.now())
    except BoxIsGone:
        if not htmx.wants_fragment():
            raise
        return show_boxes(booking, is_gone=True, status=409)
    if htmx.wants_fragment():
        return show_boxes(booking)
    return htmx.go_to(safe_next(url_for(".show", public_id=public_id)))


@bp.post("/bookings/<public_id>/notes/updates")
@limiter.limit("120 per minute")
@signed_in
def merge_updates(public_id: str) -> Response:
    """Take what was written without a connection, and did not come in before the room closed."""
    request.max_content_length = MOST_BYTES
    booking, message = find_meeting(public_id), read_object(sent_json(), {"person", "updates"})
    if message["person"] != current_person().public_id:
        abort(404)  # it was written by somebody else on this device
    updates = read_updates(message["updates"])
    add_late_update(booking, current_person().id, notes.merge(updates), now=clock.now())
    return jsonify(ok=True)


def read_updates(values: object) -> list[bytes]:
    if not isinstance(values, list) or not 0 < len(values) <= MOST_UPDATES:
        raise BadMessage
    updates = [read_bytes(value, notes.UPDATE_LIMIT) for value in values]
    try:
        for update in updates:
            notes.check_update(update)
    except notes.BadUpdate:
        raise BadMessage from None
    return updates


@bp.get("/bookings/<public_id>/notes.md")
@signed_in
def export(public_id: str) -> Response:
    booking = find_meeting(public_id)
    subject = company(booking, current_person())["subject"]
    text = markdown(booking, subject, notes_text(booking), zone_name=reader_zone())
    response = Response(text, mimetype="text/markdown")
    name = f"momentor-notes-{public_id}.md"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def find_meeting(public_id: str) -> Booking:
    """There are notes of a talk as soon as somebody has come into its room."""
    booking = meeting_of(current_person(), public_id)
    return booking if booking and live_session_of(booking) else abort(404)


def show_notes(
    booking: Booking, *, form: NotesForm | None = None, changed: str = "", status: int = 200
) -> Response:
    me, text = current_person(), notes_text(booking)
    shown = form or NotesForm(formdata=None, data={"text": text})
    shown.seen.data = version_of(text)
    return htmx.render(
        "notes/notes.html",
        status=status,
        booking=booking,
        notes=text,
        form=shown,
        changed=changed,
        is_room_open=state_of(booking, countdown_now(booking)) != RoomState.CLOSED,
        **company(booking, me),
    )


def show_boxes(booking: Booking, *, is_gone: bool = False, status: int = 200) -> Response:
    text = notes_text(booking)
    return htmx.render(
        "notes/_boxes.html", status=status, booking=booking, notes=text, is_gone=is_gone
    )
