"""Keeping a mentor as a favourite, and giving one up; from their page or from a list."""

from flask import Response, abort, flash, redirect, url_for

from webapp.core import clock, htmx
from webapp.core.links import safe_next
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, signed_in
from webapp.people.favourites import add_favourite, remove_favourite
from webapp.people.models import Person
from webapp.people.queries import mentor_with_handle
from webapp.people.routes.blueprint import bp


@bp.post("/people/<handle>/favourite")
@limiter.limit("60 per minute")
@signed_in
def add_to_favourites(handle: str) -> Response:
    mentor = find(handle)
    add_favourite(current_person(), mentor, now=clock.now())
    return answer(mentor, is_favourite=True)


@bp.post("/people/<handle>/favourite/remove")
@limiter.limit("60 per minute")
@signed_in
def remove_from_favourites(handle: str) -> Response:
    mentor = find(handle)
    remove_favourite(current_person(), mentor)
    return answer(mentor, is_favourite=False)


def find(handle: str) -> Person:
    return mentor_with_handle(handle) or abort(404)


def answer(mentor: Person, *, is_favourite: bool) -> Response:
    words = f"{mentor.first_name} is {'a favourite' if is_favourite else 'no favourite any more'}."
    if htmx.wants_fragment():
        return htmx.render(
            "people/_favourite.html", person=mentor, is_favourite=is_favourite, said=words
        )
    flash(words)
    return redirect(safe_next(url_for("booking.mentor", handle=mentor.handle)), 303)
