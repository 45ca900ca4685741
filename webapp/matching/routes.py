"""The first page and the list of mentors: readable by everybody, one query budget for all."""

from dataclasses import dataclass

from flask import Blueprint, request, url_for

from webapp.booking.figures import figures_of_mentors
from webapp.booking.free_now_queries import Standing, standings
from webapp.booking.queries import next_slots
from webapp.booking.request_figures import Figures
from webapp.core import clock, htmx
from webapp.core.intervals import Interval
from webapp.core.rate_limit import limiter
from webapp.matching.queries import Found, Wish, mentors_for, options
from webapp.matching.ranking import Piece, best_line, mark
from webapp.people.access import current_person
from webapp.people.languages import native_name
from webapp.people.models import Person

bp = Blueprint("matching", __name__)

LONGEST_QUESTION = 600  # characters, as in the brief
SHOWN_AT_ONCE = 3  # never a list of 300 first
SLOTS_EACH = 3
FILTERS = ("q", "skill", "language", "free", "now", "favourites")  # as they stand in addresses


@dataclass(frozen=True)
class Match:
    """A mentor as the lists show them: why, and when next."""

    person: Person
    why: list[Piece]
    slots: list[Interval]
    figures: Figures | None
    standing: Standing


@bp.get("/")
@limiter.limit("120 per minute")
def start():
    wish = Wish(question=asked_question())
    found = mentors_for(wish, viewer=current_person(), now=clock.now(), size=SHOWN_AT_ONCE)
    return htmx.render(
        "matching/start.html",
        fragment="matching/_three.html",
        wish=wish,
        found=found,
        matches=matches_of(found, wish),
    )


@bp.get("/mentors")
@limiter.limit("120 per minute")
def mentors():
    wish, page = asked_wish(), request.args.get("page", 1, int)
    found = mentors_for(wish, viewer=current_person(), now=clock.now(), page=page)
    return htmx.render(
        "matching/mentors.html",
        fragment="matching/_list.html",
        wish=wish,
        found=found,
        matches=matches_of(found, wish),
        options=options() if not htmx.wants_fragment() else [],
        native_name=native_name,
        more_url=url_for(".mentors", **asked(page=page + 1)) if found.more else None,
    )


def asked_question() -> str:
    return request.args.get("q", "")[:LONGEST_QUESTION].strip()


def asked_wish() -> Wish:
    return Wish(
        question=asked_question(),
        skill=request.args.get("skill", ""),
        language=request.args.get("language", ""),
        is_free_this_week=request.args.get("free") == "week",
        is_free_now=request.args.get("now") == "1",
        is_favourite=request.args.get("favourites") == "1",
    )


def asked(**changes) -> dict:
    """Return what was asked for, for a link; only what is ours, as url_for obeys some names."""
    return {name: request.args[name] for name in FILTERS if name in request.args} | changes


def matches_of(found: Found, wish: Wish) -> list[Match]:
    me, now = current_person(), clock.now()
    slots = next_slots(found.mentors, me, count=SLOTS_EACH, now=now)
    figures = figures_of_mentors(list(slots), now=now)
    beside = standings(slots, me, now=now)
    return [
        Match(
            person, why(person, wish), slots[person.id], figures.get(person.id), beside[person.id]
        )
        for person in found.mentors
    ]


def why(person: Person, wish: Wish) -> list[Piece]:
    """Return the line of a profile that answers the question best, in the mentor's words."""
    topics = (f"{t.title}. {t.detail}" if t.detail else t.title for t in person.profile.topics)
    return mark(best_line((person.profile.quote, *topics), wish.words), wish.words)
