"""What is said about asking now: short, and of no use a few minutes later."""

from datetime import datetime, timedelta

from webapp.booking.instant_models import InstantRequest
from webapp.core.links import absolute_url
from webapp.core.mail import Mail, write_mail
from webapp.notifications.telling import PushNote
from webapp.notifications.wording import brief_lines, isolated
from webapp.people.models import Person

PROMPTS = ("question", "situation", "tried", "done")
WORTH_KNOWING = timedelta(hours=1)  # that nobody could


def asked_now_mail(asking: InstantRequest, reader: Person, *, until: datetime) -> Mail:
    name = isolated(asking.mentee.first_name)
    prompts = {prompt: getattr(asking.brief, prompt) for prompt in PROMPTS}
    return write_mail(
        "asked_now",
        subject=f"Now: {name} asks for {asking.minutes} minutes",
        name=name,
        minutes=asking.minutes,
        brief_lines=brief_lines(**prompts, of=asking.mentee.first_name),
        until=until,
        zone=reader.time_zone,
        link=link_to(asking),
    )


def asked_now_note(asking: InstantRequest, *, until: datetime) -> PushNote:
    return PushNote(
        "Somebody asks now",
        f"{asking.minutes} minutes. Read it and say yes, or pass.",
        link_to(asking),
        about=about(asking),
        until=until,
    )


def said_yes_note(asking: InstantRequest) -> PushNote:
    booking = asking.booking
    return PushNote(
        "A mentor has time for you now",
        f"{booking.minutes} minutes. The room is open.",
        absolute_url("live.room", public_id=booking.public_id),
        about=about(asking),
        until=booking.ends_at,
    )


def nobody_mail(asking: InstantRequest) -> Mail:
    asked = len(asking.asks)
    return write_mail(
        "nobody_now",
        subject="Nobody could just now",
        asked="One mentor was" if asked == 1 else f"{asked} mentors were",
        question=asking.brief.question,
        link=link_to(asking),
    )


def nobody_note(asking: InstantRequest) -> PushNote:
    return PushNote(
        "Nobody could just now",
        "Three times that can be booked are waiting.",
        link_to(asking),
        about=about(asking),
        until=asking.closed_at + WORTH_KNOWING,
    )


def link_to(asking: InstantRequest) -> str:
    return absolute_url("booking.instant_request", public_id=asking.public_id)


def about(asking: InstantRequest) -> str:
    return f"now:{asking.public_id}"
