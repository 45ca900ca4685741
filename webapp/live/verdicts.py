"""Who came to a talk and who did not, as the joins and leaves tell. Pure.

A fact is what the room saw: an absence is one only while somebody else waited long enough.
Everything else stays unknown, and nobody is judged by it.
"""

import enum
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from webapp.live.countdown import Sighting, time_together

LONG_ENOUGH = timedelta(minutes=10)  # to wait for somebody, from the booked start on
WORTH_A_WORD = timedelta(minutes=5)


class Verdict(enum.StrEnum):
    ATTENDED = "attended"
    ABSENT = "absent"
    UNKNOWN = "unknown"


def verdicts(
    people: Collection[int], sightings: Sequence[Sighting], *, since: datetime, until: datetime
) -> dict[int, Verdict]:
    """Return the verdict on each, from the booked start to now, or to the end."""
    came = {sighting.person for sighting in sightings if sighting.at < until}
    has_met = time_together(sightings, until=until) > timedelta()
    waited = {one: time_there(one, sightings, since=since, until=until) for one in came}
    patient = {person for person, time in waited.items() if time >= LONG_ENOUGH}
    return {
        person: verdict(
            came=person in came,
            has_stayed=has_met or person in patient,
            was_awaited=bool(patient - {person}),
        )
        for person in people
    }


def verdict(*, came: bool, has_stayed: bool, was_awaited: bool) -> Verdict:
    if came:
        return Verdict.ATTENDED if has_stayed else Verdict.UNKNOWN
    return Verdict.ABSENT if was_awaited else Verdict.UNKNOWN


def time_there(
    person: int, sightings: Sequence[Sighting], *, since: datetime, until: datetime
) -> timedelta:
    """Add up how long any tab of this person was in the room."""
    tabs, there, last = set(), timedelta(), since
    own = (sighting for sighting in sightings if sighting.person == person)
    for sighting in sorted(own, key=lambda sighting: sighting.at):
        at = min(max(sighting.at, since), until)
        there += at - last if tabs else timedelta()
        last = at
        (tabs.add if sighting.is_there else tabs.discard)(sighting.peer)
    return there + (max(until - last, timedelta()) if tabs else timedelta())


def is_there(person: int, sightings: Sequence[Sighting]) -> bool:
    """Say whether any tab of this person is in the room at the last of what was seen."""
    tabs = set()
    for sighting in (one for one in sightings if one.person == person):
        (tabs.add if sighting.is_there else tabs.discard)(sighting.peer)
    return bool(tabs)
