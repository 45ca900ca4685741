"""The choices of whom to ask next, as a form shows them and as it sends them."""

from collections.abc import Iterable

from webapp.booking.request_making import NOBODY, NextChoice
from webapp.booking.request_models import Request
from webapp.booking.routes.asking import instant, instant_words
from webapp.booking.suggestions import Suggestion
from webapp.core.times import clock_time, day_of
from webapp.core.zones import zone
from webapp.people.access import reader_zone
from webapp.people.models import Person
from webapp.people.queries import person_with_handle


def options_of(suggestions: Iterable[Suggestion]) -> list[tuple[str, str]]:
    return [(key_of(one), words_of(one)) for one in suggestions]


def key_of(one: Suggestion) -> str:
    return f"{one.person.handle} {instant_words(one.slot.start) if one.slot else ''}".strip()


def words_of(one: Suggestion) -> str:
    if one.slot is None:
        return f"{one.person.name}, in writing"
    at_once = "" if one.reads_first else " (you book it yourself)"
    return f"{one.person.name}, {moment_of(one.slot.start)}{at_once}"


def moment_of(start) -> str:
    here = start.astimezone(zone(reader_zone()))
    return f"{day_of(here.date())}, {clock_time(start, reader_zone())}"


def choice_from(value: str | None, me: Person, mentor: Person) -> NextChoice:
    """Read a choice without trust: who is no mentor, or one of these two, is nobody."""
    handle, _, start = (value or "").partition(" ")
    chosen = person_with_handle(handle) if handle else None
    if chosen is None or not chosen.profile.is_accepting or chosen.id in (me.id, mentor.id):
        return NOBODY
    return NextChoice(chosen.id, instant_of(start))


def instant_of(text: str):
    try:
        return instant(text)
    except ValueError:
        return None


def chosen_option(request: Request) -> tuple[str, str] | None:
    """Return the choice that stands, so that it stays among the options."""
    mentor, start = request.next_mentor, request.next_starts_at
    if mentor is None:
        return None
    if start is None:
        return mentor.handle, f"{mentor.name}, in writing"
    return f"{mentor.handle} {instant_words(start)}", f"{mentor.name}, {moment_of(start)}"
