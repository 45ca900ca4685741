"""The mails after a talk: what is asked, what came of it, thanks, and when somebody was missing."""

from webapp.booking.models import Booking
from webapp.core.links import absolute_url
from webapp.core.mail import Mail, write_mail
from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.chain import OutcomeKind
from webapp.followup.chain_models import FollowUp
from webapp.followup.models import Action
from webapp.notifications.followup_wording import question, result
from webapp.notifications.letters import about_booking
from webapp.notifications.wording import isolated
from webapp.people.models import Person


def follow_up_mail(follow_up: FollowUp, owner: Person) -> Mail:
    action = follow_up.action
    other = action.other.first_name if action.other else None
    asked = question(follow_up.kind, other)
    return write_mail(
        "follow_up",
        subject=asked.subject,
        asked=asked,
        other=other and isolated(other),
        action=action,
        is_own=action.said_by_id == owner.id,
        minutes=action.talk and action.talk.minutes,
        talked_at=action.came_at,
        zone=owner.time_zone,
        link=absolute_url("followup.follow_up", public_id=follow_up.public_id),
    )


def result_mail(
    action: Action, reader: Person, answer: ActionStatus | OutcomeKind, line: str
) -> Mail:
    """Two lines for the other one of the talk: what the owner answered, and their words."""
    words = result(answer, action.owner.first_name)
    return write_mail(
        "result",
        subject=words,
        words=words,
        action=action,
        line=line,
        minutes=action.talk and action.talk.minutes,
        other=isolated(action.owner.first_name),
        talked_at=action.came_at,
        zone=reader.time_zone,
        link=link_to(action.talk) if action.talk else link_to_thread(action),
    )


def thanks_mail(booking: Booking, mentee: Person, line: str) -> Mail:
    name = isolated(mentee.first_name)
    return word_mail(booking, booking.mentor, f"{name} says thanks", line)


def strength_mail(booking: Booking, line: str) -> Mail:
    mentor = isolated(booking.mentor.first_name)
    return word_mail(booking, booking.mentee, f"A strength that {mentor} saw in you", line)


def word_mail(booking: Booking, reader: Person, subject: str, line: str) -> Mail:
    return write_mail("word", subject=subject, line=line, **about(booking, reader))


def reflection_mail(booking: Booking, reader: Person) -> Mail:
    said = about(booking, reader)
    return write_mail(
        "reflection",
        subject=f"A minute for your talk with {said['name']}",
        write_link=absolute_url("followup.reflect", public_id=booking.public_id),
        **said,
    )


def absence_mail(booking: Booking, absent: Person) -> Mail:
    said = about(booking, absent)
    return write_mail(
        "absence",
        subject=f"{said['name']} waited for you: {said['moment']}",
        appeal_link=absolute_url("followup.appeal", public_id=booking.public_id),
        **said,
    )


def appeal_mail(booking: Booking, reader: Person, line: str) -> Mail:
    said = about(booking, reader)
    subject = f"{said['name']} says why it was no no-show: {said['moment']}"
    return write_mail("appeal", subject=subject, line=line, **said)


def waiting_mail(booking: Booking, late: Person) -> Mail:
    said = about(booking, late)
    return write_mail(
        "waiting",
        subject=f"{said['name']} is in the room and waits for you",
        room_link=absolute_url("live.room", public_id=booking.public_id),
        **said,
    )


def about(booking: Booking, reader: Person) -> dict:
    """Return what a mail says of a talk; `name` is the other one's first name, or the group."""
    other = booking.other(reader)
    name = isolated(other.first_name) if other else "the group"
    return about_booking(booking, reader) | {"name": name}


def link_to_thread(action: Action) -> str:
    return absolute_url("booking.show_request", public_id=action.request.public_id)


def link_to(booking: Booking) -> str:
    return absolute_url("booking.show", public_id=booking.public_id)
