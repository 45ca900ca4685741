"""Imports every mapped class, so that Alembic sees the whole schema."""

from webapp.booking import engagement_models as engagements
from webapp.booking import feed_models as feeds
from webapp.booking import group_models as groups
from webapp.booking import instant_models as instants
from webapp.booking import models as booking
from webapp.booking import request_models as requests
from webapp.booking import waitlist_models as waitlist
from webapp.booking import zone_models as zones
from webapp.core import outbox
from webapp.followup import board_models as boards
from webapp.followup import certificate_models as certificates
from webapp.followup import chain_models as follow_ups
from webapp.followup import models as followup
from webapp.followup import verdict_models as verdicts
from webapp.goals import models as goals
from webapp.live import models as live
from webapp.live import note_models as notes
from webapp.notifications import models as notifications
from webapp.people import favourite_models as favourites
from webapp.people import models as people
from webapp.people import signin_models as signing_in
from webapp.scheduling import busy_models as busy
from webapp.scheduling import models as scheduling

__all__ = [
    "boards", "booking", "busy", "certificates", "engagements", "favourites", "feeds", "follow_ups",
    "followup", "goals", "groups", "instants", "live", "notes", "notifications", "outbox", "people",
    "requests", "scheduling", "signing_in", "verdicts", "waitlist", "zones",
]  # fmt: skip
