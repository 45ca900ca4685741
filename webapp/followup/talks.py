"""The talks and the answers in writing that gather under goals, and what they come to. Pure."""

from collections.abc import Collection, Iterable
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
class Thread:
    """An answer in writing that the mentee has."""

    public_id: str
    goal_id: int | None
    mentor: object
    at: datetime  # asked, or closed where it is
    question: str


@dataclass(frozen=True)
class Tally:
    mentors: int
    talks: int
    minutes: int
    threads: int = 0

    @property
    def words(self) -> str:
        parts = [counted(self.mentors, "mentor", "mentors")]
        if self.talks:
            parts += [counted(self.talks, "talk", "talks"), f"{self.minutes} minutes"]
        if self.threads:
            parts.append(counted(self.threads, "answer in writing", "answers in writing"))
        return ", ".join(parts) if self.mentors else "No talk yet"


def counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def tally(talks: Iterable[Talk], threads: Collection[Thread], now: datetime) -> Tally:
    over = [talk for talk in talks if talk.is_over(now)]
    mentors = {one.mentor.id for one in (*over, *threads)}
    return Tally(len(mentors), len(over), sum(talk.minutes for talk in over), len(threads))


def met(talks: Iterable[Talk], now: datetime) -> list:
    """Return the mentors of the talks that are over, each once, the latest met first."""
    over = sorted((t for t in talks if t.is_over(now)), key=lambda t: t.starts_at, reverse=True)
    return list({talk.mentor.id: talk.mentor for talk in over}.values())
