"""Links that stop one kind of mail for one person, without signing in (RFC 8058)."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.core.db import db
from webapp.core.links import absolute_url
from webapp.notifications.due import ALWAYS, Channel, Kind
from webapp.people.models import Person


def stop_link(person: Person, kind: Kind) -> str:
    """Return the link for a mail; empty for what cannot be switched off."""
    if (kind, Channel.MAIL) in ALWAYS:
        return ""
    token = serializer().dumps([person.public_id, kind.value])
    return absolute_url("telling.ask_to_stop", token=token)


def meant_by(token: str) -> tuple[Person, Kind] | None:
    """Return whose mail of which kind a link stops; None if we did not write it."""
    try:
        public_id, kind = serializer().loads(token)
    except BadSignature:
        return None
    person = db.session.query(Person).filter_by(public_id=public_id).one_or_none()
    return (person, Kind(kind)) if person else None


def serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="stop-mail")
