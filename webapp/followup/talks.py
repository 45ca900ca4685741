"""The talks that gather under goals, and what they come to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Talk:
    """One of the mentee's talks that takes place or took place."""

    public_id: str
    brief_id: str | None  # as in addresses
    goal_id: int | None
    mentor: object
    starts_at: datetime
    ends_at: datetime
    question: str

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now


@dataclass(frozen=True)
class Tally:
    mentors: int
    talks: int
    minutes: int

    @property
    def words(self) -> str:
        if not self.talks:
            return "No talk yet"
        people = "1 mentor" if self.mentors == 1 else f"{self.mentors} mentors"
        talks = "1 talk" if self.talks == 1 else f"{self.talks} talks"
        return f"{people}, {talks}, {self.minutes} minutes"


def tally(talks: Iterable[Talk], now: datetime) -> Tally:
    over = [talk for talk in talks if talk.is_over(now)]
    mentors = {talk.mentor.id for talk in over}
    return Tally(len(mentors), len(over), sum(talk.minutes for talk in over))


def met(talks: Iterable[Talk], now: datetime) -> list:
    """Return the mentors of the talks that are over, each once, the latest met first."""
    over = sorted((t for t in talks if t.is_over(now)), key=lambda t: t.starts_at, reverse=True)
    return list({talk.mentor.id: talk.mentor for talk in over}.values())
