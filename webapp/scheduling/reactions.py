"""Whoever says that they want to mentor gets a calendar."""

from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.people.events import ProfileChanged
from webapp.people.models import Profile
from webapp.scheduling.service import open_calendar


@subscribe(ProfileChanged)
def open_calendar_of_mentor(event: ProfileChanged) -> None:
    profile = db.session.get(Profile, event.person_id)
    if profile.is_mentor:
        open_calendar(profile.person)
