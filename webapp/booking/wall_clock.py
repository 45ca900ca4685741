"""A booking's start as the mentor's wall clock shows it, and back. Pure.

Kept beside the instant, so that a talk stays at ten when a zone's rules change.
"""

from datetime import datetime

from webapp.core.zones import zone


def wall_time(instant: datetime, zone_name: str) -> str:
    return f"{instant.astimezone(zone(zone_name)):%Y-%m-%dT%H:%M}"


def instant_of(wall: str, zone_name: str, *, near: datetime) -> datetime:
    """Return when the clocks there show it; where they do so twice, the one closer to `near`.

    A time that clocks skip is as much later as they skip.
    """
    shown = datetime.fromisoformat(wall).replace(tzinfo=zone(zone_name))
    both = (shown.replace(fold=fold).astimezone(near.tzinfo) for fold in (0, 1))
    if is_skipped(shown):
        return next(both)
    return min(both, key=lambda instant: abs(instant - near))


def is_skipped(shown: datetime) -> bool:
    first, second = (shown.replace(fold=fold).utcoffset() for fold in (0, 1))
    return first < second
