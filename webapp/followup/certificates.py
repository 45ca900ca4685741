"""Giving out and taking back the public link to a year."""

from datetime import datetime

from webapp.core.db import db, transaction
from webapp.followup.certificate_models import Certificate
from webapp.followup.impact_queries import certificate_of
from webapp.people.models import Person
from webapp.people.queries import lock_person


def issue_certificate(mentor: Person, year: int, *, now: datetime) -> Certificate:
    """Return the valid link of a year; asked for twice it is the same."""
    with transaction():
        lock_person(mentor.id)
        certificate = certificate_of(mentor, year)
        if certificate is None:
            certificate = Certificate(person_id=mentor.id, year=year, created_at=now)
            db.session.add(certificate)
    return certificate


def revoke_certificate(mentor: Person, year: int, *, now: datetime) -> None:
    """Make the link invalid at once."""
    with transaction():
        lock_person(mentor.id)
        if certificate := certificate_of(mentor, year):
            certificate.revoked_at = now
