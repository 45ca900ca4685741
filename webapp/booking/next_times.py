"""Which time to ask a next choice for: the one that was named, or the nearest that is free."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from webapp.booking.lengths import chosen_length
from webapp.booking.queries import offers_to
from webapp.booking.request_models import Request
from webapp.core.intervals import Interval
from webapp.core.zones import zone

NEAR = timedelta(days=7)  # after the day that was named


def time_with_next(request: Request, *, now: datetime) -> Interval | None:
    """Return a time that is free for both now; named is first, then the nearest to it."""
    offer = offers_to(request.mentee, [request.next_mentor], now=now).get(request.next_mentor_id)
    if offer is None or request.next_starts_at is None:
        return None
    wanted = request.booking.minutes if request.booking else None
    length = chosen_length(wanted, offer.calendar.lengths, offer.extra_time) or offer.usual_length
    return nearest(offer.slots(length), request.next_starts_at, request.mentee.time_zone)


def nearest(slots: Iterable[Interval], wanted: datetime, zone_name: str) -> Interval | None:
    """Return the slot closest to the wanted start, on its day in the zone or soon after."""
    first = day_in(zone_name, wanted)
    near = [slot for slot in slots if first <= day_in(zone_name, slot.start) <= first + NEAR]
    return min(near, key=lambda slot: abs(slot.start - wanted), default=None)


def day_in(zone_name: str, instant: datetime) -> date:
    return instant.astimezone(zone(zone_name)).date()
