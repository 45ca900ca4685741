"""Telling somebody something, by the ways they have chosen.

What is written here leaves after the commit. Choices are asked when it is written and once
more when it is sent: in between lie seconds, or a month.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from webapp.core import outbox
from webapp.core.mail import Mail
from webapp.notifications.due import Channel, Kind, mail_due
from webapp.notifications.unsubscribing import stop_link
from webapp.notifications.wishes import quiet_hours_of, wants
from webapp.people.models import Person


@dataclass(frozen=True)
class PushNote:
    """What a lock screen shows; so it names nobody.

    `link` is the path it opens. What is about the same thing has the same `about`, and the
    newer note takes the place of the older. After `until` it is of no use.
    """

    title: str
    body: str
    link: str
    about: str
    until: datetime | None = None


def tell(
    person: Person,
    kind: Kind | str,
    letter: Mail,
    *,
    key: str,
    due_at: datetime,
    push: PushNote | None = None,
    until: datetime | None = None,
) -> None:
    """Leave in the outbox what this person wants to know of this kind (one of `due.Kind`).

    After `until` the mail is of no use either. One key is told once; `outbox.cancel` with its
    beginning calls both off.
    """
    kind = Kind(kind)
    put_letter(person, kind, letter, key=key, due_at=due_at, until=until)
    if push:
        put_note(person, kind, push, key=f"{key}:push", due_at=due_at)


def put_letter(person: Person, kind: Kind, letter: Mail, *, key, due_at, until) -> None:
    if not wants(person, kind, Channel.MAIL):
        return
    outbox.put(
        "mail",
        recipient=person.email,
        payload=asdict(with_way_out(letter, person, kind)) | {"told": told(person, kind, until)},
        key=key,
        due_at=mail_due(kind, due_at, quiet_hours_of(person)),
    )


def with_way_out(letter: Mail, person: Person, kind: Kind) -> Mail:
    return replace(letter, stop_link=stop_link(person, kind))


def put_note(person: Person, kind: Kind, note: PushNote, *, key, due_at) -> None:
    """Leave one note for the person; when it is due, it is given to each of their browsers."""
    if not wants(person, kind, Channel.PUSH):
        return
    words = {name: getattr(note, name) for name in ("title", "body", "link", "about")}
    payload = words | {"told": told(person, kind, note.until)}
    outbox.put("note", recipient=person.public_id, payload=payload, key=key, due_at=due_at)


def told(person: Person, kind: Kind, until: datetime | None) -> dict:
    """Say for whom and about what, so that it can be asked again when it is sent."""
    return {"person": person.id, "kind": kind, "until": until and until.isoformat()}
