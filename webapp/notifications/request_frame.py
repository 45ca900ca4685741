"""What the mails about requests have in common: the frame, both times, and turns of phrase."""

from datetime import datetime

from webapp.booking.request_models import EntryKind, Request, RequestEntry
from webapp.booking.suggestions import Suggestion
from webapp.core.links import absolute_url
from webapp.core.mail import Mail, write_mail
from webapp.core.times import clock_time, day_of
from webapp.core.zones import zone
from webapp.notifications.wording import both_times, brief_lines, isolated, moment
from webapp.people.models import Person

PROMPTS = ("question", "situation", "tried", "done")


def letter(asked: Request, reader: Person, *, subject: str, title: str, **said) -> Mail:
    """Write one of them; both times stand in it while a time waits or is asked about."""
    blank = {"says": "", "quote": "", "you_asked": "", "brief_lines": [], "below": ""}
    blank |= {"next_thing": "", "others": [], "link": link_to(asked)}
    return write_mail(
        "request", subject=subject, title=title, times=times_for(asked, reader), **blank | said
    )


def times_for(asked: Request, reader: Person) -> list:
    if asked.booking is None or not asked.is_waiting:
        return []
    other = asked.other(reader)
    return both_times(
        asked.booking.interval,
        mine=reader.time_zone,
        theirs=asked.booking.zone_of(other),
        other=isolated(other.first_name),
    )


def link_to(asked: Request) -> str:
    return absolute_url("booking.show_request", public_id=asked.public_id)


def on(asked: Request, reader: Person) -> str:
    """Return ", Thu 26 Nov, 13:10" for the end of a subject."""
    return f": {moment(asked.booking.interval, reader.time_zone)}" if asked.booking else ""


def moment_of(instant: datetime, reader: Person) -> str:
    day = instant.astimezone(zone(reader.time_zone)).date()
    return f"{day_of(day)}, {clock_time(instant, reader.time_zone)}"


def answer_by(asked: Request, reader: Person) -> str:
    return f"Your answer is awaited by {moment_of(asked.due_at, reader)}."


def may_be_written(asked: Request) -> bool:
    return asked.writing_is_fine and not asked.in_writing


def brief_for_mentor(asked: Request) -> list[tuple[str, str]]:
    prompts = {name: getattr(asked.brief, name) for name in PROMPTS}
    return brief_lines(**prompts, of=asked.mentee.first_name)


def last(asked: Request, kind: EntryKind) -> RequestEntry | None:
    return next((entry for entry in reversed(asked.entries) if entry.kind == kind), None)


def silence_words(asked: Request) -> str:
    if asked.silent_at:
        return f"No answer from {isolated(asked.mentor.name)}"
    return f"The time to answer {isolated(asked.mentor.name)} is over"


def went_on(after: Request) -> str:
    name = isolated(after.mentor.name)
    when = (
        f", for {moment(after.booking.interval, after.mentee.time_zone)}" if after.booking else ""
    )
    return f"{name}, your next choice, has your brief now{when}."


def option(one: Suggestion, reader: Person) -> tuple[str, str]:
    """Return what one other offers, and the page on which a tap takes it."""
    name, handle = isolated(one.person.name), one.person.handle
    if one.slot is None:
        return f"{name}, in writing", absolute_url("booking.ask_in_writing", handle=handle)
    start = f"{one.slot.start:%Y-%m-%dT%H:%MZ}"
    link = absolute_url("booking.mentor", handle=handle, slot=start)
    return f"{name}, {moment(one.slot, reader.time_zone)}", link
