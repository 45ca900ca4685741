"""Everybody somebody has learned from: as a list, by goal, and as a picture of the year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from webapp.booking.models import Part
from webapp.core.zones import zone
from webapp.followup.network_queries import (
    Meeting,
    answers_in_writing,
    by_other,
    favourite_ids,
    goals_by_id,
    latest_insights,
    people_by_id,
    talks_of,
)
from webapp.followup.year_clock import Circle, Met, circles
from webapp.goals.models import Goal
from webapp.people.models import Person


@dataclass(frozen=True)
class Acquaintance:
    """One mentor, as the one who learned sees them; the latest meeting comes first."""

    person: Person
    meetings: list[Meeting]
    taught: str
    goals: list[Goal]
    is_favourite: bool

    @property
    def last_at(self) -> datetime:
        return self.meetings[0].at

    @property
    def open_goal(self) -> Goal | None:
        """Return the latest goal they helped with that goes on: what one would ask about again."""
        return next((goal for goal in self.goals if goal.is_open), None)

    @property
    def talks(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if meeting.booking]

    @property
    def minutes(self) -> int:
        return sum(meeting.minutes for meeting in self.meetings)

    @property
    def how_much(self) -> str:
        """Return "2 × 20 min", "35 min in 2 talks", "20 min" or "in writing"."""
        lengths = {meeting.minutes for meeting in self.talks}
        if not lengths:
            return "in writing"
        if len(self.talks) == 1:
            return f"{self.minutes} min"
        if len(lengths) == 1:
            return f"{len(self.talks)} × {lengths.pop()} min"
        return f"{self.minutes} min in {len(self.talks)} talks"


@dataclass(frozen=True)
class Network:
    people: list[Acquaintance]  # the latest first

    @property
    def minutes(self) -> int:
        return sum(met.minutes for met in self.people)

    def by_goal(self) -> list[tuple[Goal | None, list[Acquaintance]]]:
        """Return goals in the order of their latest talk; what belongs to none comes last."""
        groups = defaultdict(list)
        for met in self.people:
            for goal in met.goals or [None]:
                groups[goal].append(met)
        return sorted(groups.items(), key=lambda group: group[0] is None)

    def circles(self, zone_name: str, *, now: datetime) -> list[tuple[Circle, Acquaintance]]:
        """Return where those of the last twelve months stand in the picture."""
        recent = {met.person.id: met for met in self.people if is_this_year(met.last_at, now)}
        placed = circles(met_in(met, zone_name) for met in recent.values())
        return [(circle, recent[circle.key]) for circle in placed]


def is_this_year(at: datetime, now: datetime) -> bool:
    return (now - at).days < 365


def met_in(met: Acquaintance, zone_name: str) -> Met:
    month = met.last_at.astimezone(zone(zone_name)).month
    return Met(met.person.id, len(met.meetings), met.minutes, month)


def network_of(person: Person) -> Network:
    """Read it in six queries."""
    meetings = by_other(talks_of(person, Part.MENTEE) + answers_in_writing(person))
    people, taught = people_by_id(meetings), latest_insights(person)
    favourites, goals = favourite_ids(person), goals_by_id(person)
    return Network(
        [
            Acquaintance(
                person=people[other_id],
                meetings=met,
                taught=taught.get(other_id, ""),
                goals=goals_in(met, goals),
                is_favourite=other_id in favourites,
            )
            for other_id, met in meetings.items()
        ]
    )


def goals_in(meetings: list[Meeting], goals: dict[int, Goal]) -> list[Goal]:
    ids = dict.fromkeys(meeting.goal_id for meeting in meetings)
    return [goals[goal_id] for goal_id in ids if goal_id in goals]
