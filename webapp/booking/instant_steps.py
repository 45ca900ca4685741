"""Lock, look, write: the steps every change of an instant request is made of."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from webapp.booking.instant_events import InstantRequestClosed, MentorAskedNow
from webapp.booking.instant_lifecycle import (
    AskStatus,
    InstantStatus,
    require_answer,
    require_transition,
)
from webapp.booking.instant_models import InstantAsk, InstantRequest
from webapp.booking.instant_queries import begun_brief
from webapp.booking.lifecycle import Actor
from webapp.booking.queries import live_holds
from webapp.booking.seats import lock_people
from webapp.core.db import db
from webapp.core.events import announce
from webapp.goals.models import Brief
from webapp.goals.prompts import Prompts
from webapp.goals.service import close_brief, keep_for_another, new_brief, save_brief
from webapp.people.models import Person


def lock_ask(ask: InstantAsk) -> None:
    lock_people([ask.mentor_id, ask.request.mentee_id])
    refresh_locked(ask.request)
    db.session.refresh(ask, with_for_update={"of": InstantAsk})


def refresh_locked(request: InstantRequest) -> None:
    db.session.refresh(request, with_for_update={"of": InstantRequest})


def brief_asking(mentee: Person, question: str, *, now: datetime) -> Brief:
    """Return the brief that goes with a question: the begun one if it asks the same."""
    begun = begun_brief(mentee, question, now=now)
    if begun is None:
        return new_brief(mentee, Prompts(question=question), line=question, now=now)
    if any(hold.brief_id == begun.id for hold in live_holds(mentee, now=now)):
        begun = keep_for_another(begun, mentee, now=now)
    save_brief(begun, replace(begun.prompts, question=question), now=now)
    return begun


def send_to(request: InstantRequest, mentor_ids: Iterable[int], *, now: datetime) -> None:
    """Ask these mentors together; they are locked, so nobody else asks them meanwhile."""
    wave = max((ask.wave for ask in request.asks), default=0) + 1
    for mentor_id in mentor_ids:
        require_answer(None, AskStatus.WAITING, Actor.CLOCK)
        ask = InstantAsk(mentor_id=mentor_id, wave=wave, status=AskStatus.WAITING, asked_at=now)
        request.asks.append(ask)
        db.session.flush()
        announce(MentorAskedNow(ask.id))


def answer(ask: InstantAsk, status: AskStatus, *, now: datetime) -> None:
    require_answer(ask.status, status, Actor.MENTOR)
    ask.status, ask.answered_at = status, now


def close(
    request: InstantRequest, status: InstantStatus, *, by: Person | None, now: datetime
) -> None:
    """Bring a request to its end; who has not answered is asked no more."""
    require_transition(request.status, status, actor_of(request, by))
    request.status, request.closed_at = status, now
    for ask in request.asks:
        if ask.status == AskStatus.WAITING:
            require_answer(ask.status, AskStatus.CLOSED, Actor.CLOCK)
            ask.status = AskStatus.CLOSED
    if status != InstantStatus.ACCEPTED:
        close_brief(request.brief, now=now)
        keep_for_another(request.brief, request.mentee, now=now)
    db.session.flush()
    announce(InstantRequestClosed(request.id))


def actor_of(request: InstantRequest, person: Person | None) -> Actor:
    if person is None:
        return Actor.CLOCK
    return Actor.MENTEE if person.id == request.mentee_id else Actor.MENTOR
