"""Time zones by their IANA names, from the pinned `tzdata` package only."""

import zoneinfo
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

# The system's zone data is often years behind the governments that change it.
zoneinfo.reset_tzpath(to=[])

MINUTE = timedelta(minutes=1)


class UnknownZone(ValueError):
    """No zone of this name exists."""


@cache
def zone(name: str) -> ZoneInfo:
    # Names come from forms: asking the list first keeps odd ones away from the file system.
    if not is_zone(name):
        raise UnknownZone(f"there is no time zone named {name!r}")
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    return name in _every_name()


@cache
def _every_name() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names to choose from: every place of the zone table, no historic spelling."""
    rows = (line.split("\t") for line in _table("zone.tab") if not line.startswith("#"))
    return tuple(sorted(row[2] for row in rows))


def listed_name(name: str) -> str:
    """Return the spelling `zone_names` has: browsers in India still report Asia/Calcutta."""
    target = _links().get(name, name)
    return name if name in zone_names() or target not in zone_names() else target


@cache
def _links() -> dict[str, str]:
    links = (line.split() for line in _table("tzdata.zi") if line.startswith("L "))
    return {name: target for _, target, name in links}


def _table(file: str) -> list[str]:
    return resources.files("tzdata.zoneinfo").joinpath(file).read_text().splitlines()


def city(name: str) -> str:
    return name.rpartition("/")[2].replace("_", " ")


def hours_apart(mine: str, theirs: str, at: datetime) -> float:
    """Return how far their clock is ahead of mine at that instant; negative is behind."""
    return _minutes_apart(mine, theirs, at) / 60


def apart_words(mine: str, theirs: str, at: datetime) -> str:
    """Say where their clock stands seen from mine: "1 h behind you"."""
    minutes = _minutes_apart(mine, theirs, at)
    if minutes == 0:
        return "same time as you"
    return f"{_amount(abs(minutes))} {'ahead of' if minutes > 0 else 'behind'} you"


def _minutes_apart(mine: str, theirs: str, at: datetime) -> int:
    here, there = at.astimezone(zone(mine)), at.astimezone(zone(theirs))
    return round((there.utcoffset() - here.utcoffset()) / MINUTE)


def _amount(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * (hours > 0) + [f"{rest} min"] * (rest > 0))
