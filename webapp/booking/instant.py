"""Asking whoever is free now: favourites first, then three at a time, until one says yes.

Everybody who writes about a request locks its mentee first, together with the mentors
concerned: the first yes is written before the second one looks.
"""

from collections.abc import Sequence
from datetime import datetime

from webapp.booking.errors import SlotTaken
from webapp.booking.events import BookingConfirmed
from webapp.booking.holding import new_hold
from webapp.booking.instant_errors import (
    AsksAlready,
    NextTalkInTheWay,
    NotAskedAnyMore,
    OwnTalkInTheWay,
)
from webapp.booking.instant_lifecycle import (
    AskStatus,
    InstantStatus,
    may_be_answered,
    require_transition,
)
from webapp.booking.instant_models import InstantAsk, InstantRequest
from webapp.booking.instant_queries import (
    askable,
    instant_request_from,
    is_busy,
    open_instant_request,
)
from webapp.booking.instant_steps import (
    answer,
    brief_asking,
    close,
    lock_ask,
    refresh_locked,
    send_to,
)
from webapp.booking.instant_times import (
    LAST_WAIT,
    LONGEST_REPLY,
    MINUTE,
    next_at,
    next_wave,
    talk_starts_at,
)
from webapp.booking.lifecycle import Actor
from webapp.booking.models import Booking, BookingStatus, Part
from webapp.booking.seats import add_booking, lock_people, release_expired_holds
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.goals.service import send_brief
from webapp.people.models import Person


def ask_now(
    mentee: Person,
    question: str,
    *,
    minutes: int,
    favourites: Sequence[int] = (),
    ranked: Sequence[int] = (),
    others: Sequence[int] = (),
    form_key: str = "",
    now: datetime,
) -> InstantRequest:
    """Ask the favourites among those who are free now, then the others, the best first.

    `others` are whose next times are offered if nobody can. The same form sent twice asks once.
    """
    key = f"{mentee.id} {form_key}" if form_key else None
    with transaction():
        lock_people([mentee.id])
        if same := instant_request_from(key):
            return same
        if open_instant_request(mentee):
            raise AsksAlready
        release_expired_holds([mentee.id], now=now)
        refuse_if_busy(mentee, minutes, now=now)
        request = InstantRequest(minutes=minutes, form_key=key, created_at=now, next_at=now)
        request.mentee, request.brief = mentee, brief_asking(mentee, question, now=now)
        request.favourites = len(favourites)
        request.ranked = list(dict.fromkeys((*favourites, *ranked)))
        request.others = list(others)
        require_transition(None, InstantStatus.OPEN, Actor.MENTEE)
        request.status = InstantStatus.OPEN
        send_brief(request.brief, now=now)
        db.session.add(request)
    go_on(request, now=now)
    return request


def refuse_if_busy(mentee: Person, minutes: int, *, now: datetime) -> None:
    wanted = Interval(now, talk_starts_at(now) + minutes * MINUTE)
    if is_busy(mentee, wanted, now=now):
        raise OwnTalkInTheWay


def go_on(request: InstantRequest, *, now: datetime) -> None:
    """Ask the next, or end it where nobody is left; whoever comes first does it once."""
    wave = wave_of(request, now=now)
    with transaction():
        lock_people([request.mentee_id, *wave])
        refresh_locked(request)
        if request.status != InstantStatus.OPEN or request.next_at > now:
            return
        still = askable(wave, request.mentee_id, request.minutes, now=now)
        if asked := [mentor_id for mentor_id in wave if mentor_id in still]:
            send_to(request, asked, now=now)
            request.next_at = next_at(now, left=len(not_asked(request)))
        elif wave:  # taken in this very moment: look again at once
            request.next_at = now
        else:
            wait_or_end(request, now=now)


def wave_of(request: InstantRequest, *, now: datetime) -> list[int]:
    asked = {ask.mentor_id for ask in request.asks}
    can_be = askable(request.ranked, request.mentee_id, request.minutes, now=now)
    return next_wave(request.ranked, request.favourites, asked=asked, askable=can_be)


def not_asked(request: InstantRequest) -> list[int]:
    asked = {ask.mentor_id for ask in request.asks}
    return [mentor_id for mentor_id in request.ranked if mentor_id not in asked]


def wait_or_end(request: InstantRequest, *, now: datetime) -> None:
    """Give those who were asked last their minute; then it is over."""
    waiting = [ask.asked_at for ask in request.asks if ask.status == AskStatus.WAITING]
    if waiting and now < max(waiting) + LAST_WAIT:
        request.next_at = max(waiting) + LAST_WAIT
    else:
        close(request, InstantStatus.EXPIRED, by=None, now=now)


def accept_ask(ask: InstantAsk, *, reply: str = "", now: datetime) -> Booking:
    """Say yes: the first one has a talk that begins in a minute, the others are asked no more."""
    with transaction():
        lock_ask(ask)
        request = ask.request
        if ask.status == AskStatus.ACCEPTED:  # sent twice
            return request.booking
        if not may_be_answered(ask.status, AskStatus.ACCEPTED, Actor.MENTOR):
            raise NotAskedAnyMore
        request.booking, ask.reply = talk_of(ask, now=now), reply[:LONGEST_REPLY]
        answer(ask, AskStatus.ACCEPTED, now=now)
        close(request, InstantStatus.ACCEPTED, by=ask.mentor, now=now)
        announce(BookingConfirmed(request.booking_id))
    return request.booking


def talk_of(ask: InstantAsk, *, now: datetime) -> Booking:
    mentor, mentee = ask.mentor, ask.request.mentee
    release_expired_holds([mentor.id, mentee.id], now=now)
    start = talk_starts_at(now)
    talk = new_hold(mentor, Interval(start, start + ask.request.minutes * MINUTE), now=now)
    talk.status, talk.held_until, talk.brief = BookingStatus.CONFIRMED, None, ask.request.brief
    people = {Part.MENTOR: mentor, Part.MENTEE: mentee}
    try:
        add_booking(talk, people, by=Actor.MENTOR, now=now)
    except SlotTaken:
        raise NextTalkInTheWay from None
    return talk


def pass_ask(ask: InstantAsk, *, now: datetime) -> None:
    """Say no. Where all have, the next are asked without waiting."""
    with transaction():
        lock_ask(ask)
        if ask.status == AskStatus.PASSED:  # sent twice
            return
        if not may_be_answered(ask.status, AskStatus.PASSED, Actor.MENTOR):
            raise NotAskedAnyMore
        answer(ask, AskStatus.PASSED, now=now)
        request = ask.request
        if all(other.status == AskStatus.PASSED for other in request.asks):
            request.next_at = min(request.next_at, now)
    if request.next_at <= now:
        go_on(request, now=now)


def stop_asking(request: InstantRequest, *, now: datetime) -> None:
    """Take it back; a mentor who was a moment faster has a talk now, and that stays."""
    with transaction():
        lock_people([request.mentee_id])
        refresh_locked(request)
        if request.status == InstantStatus.OPEN:
            close(request, InstantStatus.WITHDRAWN, by=request.mentee, now=now)
