"""The mails about requests: who asks, what is asked back, yes in writing, no, silence, what then.

A subject names the other person and the time, never a word of the brief.
"""

from datetime import datetime

from webapp.booking.instead import others_instead
from webapp.booking.request_models import REASONS, EntryKind, Request, RequestEntry
from webapp.core.links import absolute_url
from webapp.core.mail import Mail
from webapp.notifications.request_frame import (
    answer_by,
    brief_for_mentor,
    last,
    letter,
    link_to,
    may_be_written,
    moment_of,
    on,
    option,
    silence_words,
    went_on,
)
from webapp.notifications.wording import isolated


def sent_to_mentor(asked: Request) -> Mail:
    name = isolated(asked.mentee.name)
    wish = "an answer in writing" if asked.in_writing else f"{asked.booking.minutes} minutes"
    writing = " An answer in writing is fine too." if may_be_written(asked) else ""
    return letter(
        asked,
        asked.mentor,
        subject=f"{name} asks for {wish}{on(asked, asked.mentor)}",
        title=f"{name} asks for {wish}",
        says=f"{answer_by(asked, asked.mentor)}{writing}",
        brief_lines=brief_for_mentor(asked),
        button="Read and answer",
        below="Say yes, ask one thing, or pass with a reason. If nothing comes we remind you once.",
    )


def sent_to_mentee(asked: Request) -> Mail:
    name = isolated(asked.mentor.name)
    kept = "" if asked.in_writing else " Until then the time is kept for you."
    return letter(
        asked,
        asked.mentee,
        subject=f"{name} has your brief{on(asked, asked.mentee)}",
        title=f"{name} has your brief",
        says=f"You hear by {moment_of(asked.due_at, asked.mentee)}.{kept}",
        button="See where it stands",
        below="You can withdraw it, change the brief, or say who is asked next.",
    )


def reminded(asked: Request) -> Mail:
    name = isolated(asked.mentee.name)
    return letter(
        asked,
        asked.mentor,
        subject=f"{name} still waits for your answer{on(asked, asked.mentor)}",
        title=f"{name} still waits for your answer",
        says=answer_by(asked, asked.mentor),
        brief_lines=brief_for_mentor(asked)[:1],
        button="Read and answer",
        below="We remind you once. A no with a reason helps as well.",
    )


def question(asked: Request) -> Mail:
    name = isolated(asked.mentor.name)
    return letter(
        asked,
        asked.mentee,
        subject=f"{name} asks one thing{on(asked, asked.mentee)}",
        title=f"{name} asks one thing",
        says=f"Your answer is awaited by {moment_of(asked.due_at, asked.mentee)}.",
        quote=last(asked, EntryKind.ASKED).words,
        button="Answer it",
        below=f"{isolated(asked.mentor.first_name)} decides when your answer is there.",
    )


def answered(asked: Request) -> Mail:
    name = isolated(asked.mentee.name)
    return letter(
        asked,
        asked.mentor,
        subject=f"{name} answered you{on(asked, asked.mentor)}",
        title=f"{name} answered",
        says=answer_by(asked, asked.mentor),
        you_asked=last(asked, EntryKind.ASKED).words,
        quote=last(asked, EntryKind.ANSWERED).words,
        button="Decide",
        below="Your 48 hours went on when the answer came.",
    )


def withdrawn(asked: Request) -> Mail:
    name = isolated(asked.mentee.name)
    return letter(
        asked,
        asked.mentor,
        subject=f"{name} withdrew a request{on(asked, asked.mentor)}",
        title=f"{name} withdrew the request",
        says="Nothing needs an answer." + ("" if asked.in_writing else " Your time is free again."),
        button="See where it stands",
    )


def ran_out(asked: Request) -> Mail:
    """Tell the mentor: kindly where it was the mentor's turn, and plainly where it was not."""
    name = isolated(asked.mentee.name)
    first = isolated(asked.mentee.first_name)
    is_mentors = last(asked, EntryKind.EXPIRED) and asked.silent_at
    return letter(
        asked,
        asked.mentor,
        subject=f"The request of {name} ran out{on(asked, asked.mentor)}",
        title=f"The request of {name} ran out",
        says="No answer came in time, so your time is free again."
        if is_mentors
        else f"{first} did not answer what you asked, so your time is free again.",
        button="See where it stands",
        below="One in 30 days is nothing. After a second one we take your page down until you "
        "put it back. Fewer hours are better than late answers."
        if is_mentors
        else "",
    )


def paused(asked: Request) -> Mail:
    return letter(
        asked,
        asked.mentor,
        subject="Your page is paused until you are back",
        title="Your page is paused",
        says="Two requests in 30 days ran out without an answer. That happens when there is much "
        "else to do, so nobody can ask you just now. What is booked stays.",
        button="Put my page back",
        link=absolute_url("booking.pause"),
        below="One button, whenever you like. With fewer hours, or with “Book at once”, it may "
        "fit better.",
    )


def came_to_nothing(asked: Request, after: Request | None, *, now: datetime) -> Mail:
    """Tell the mentee how it ended and what is next: who was asked, or who has time."""
    name, has_passed = isolated(asked.mentor.name), asked.pass_reason is not None
    title = f"{name} passed, and said why" if has_passed else silence_words(asked)
    others = [] if after else others_instead(asked, now=now)
    return letter(
        asked,
        asked.mentee,
        subject=f"{title}{on(asked, asked.mentee)}",
        title=title,
        says=f"The reason: {REASONS[asked.pass_reason].lower()}." if has_passed else "",
        quote=last(asked, EntryKind.PASSED).words if has_passed else "",
        next_thing=went_on(after) if after else "Your brief is kept.",
        others=[option(one, asked.mentee) for one in others],
        button="See where that stands" if after else "Choose who is next",
        link=link_to(after or asked),
    )


def wrote(asked: Request, entry: RequestEntry) -> Mail:
    writer, reader = entry.person, asked.other(entry.person)
    return letter(
        asked,
        reader,
        subject=f"{isolated(writer.name)} wrote to you",
        title=f"{isolated(writer.name)} wrote to you",
        quote=entry.words,
        button="Write back",
        link=f"{link_to(asked)}#thread",
        below="Only you two read this.",
    )


def closed(asked: Request) -> Mail:
    name = isolated(asked.mentee.name)
    return letter(
        asked,
        asked.mentor,
        subject=f"{name} has what was asked for",
        title=f"{name} has what was asked for",
        says="The thread is closed, and stays readable for you both.",
        button="Read it again",
    )


def thanked(asked: Request) -> Mail:
    name = isolated(asked.mentee.name)
    return letter(
        asked,
        asked.mentor,
        subject=f"{name} thanks you",
        title=f"{name} thanks you",
        quote=last(asked, EntryKind.THANKED).words,
        button="Read it again",
        below="For what you wrote.",
    )
