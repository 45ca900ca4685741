"""More time, if both want it. Pure: no database, no clock."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGER_BY = timedelta(minutes=5)
OPEN_FOR = timedelta(seconds=60)  # WCAG 2.2.1 wants twenty at least


class Outcome(enum.StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN = "taken"  # both wanted it, but somebody's next time has been taken meanwhile


@dataclass(frozen=True)
class Question:
    """One question to both: 5 more minutes? Each answers for their part, and may change a yes."""

    asked_at: datetime
    answers: dict[str, bool]  # by part

    @property
    def open_until(self) -> datetime:
        return self.asked_at + OPEN_FOR

    def is_open(self, now: datetime) -> bool:
        return now < self.open_until

    def outcome(self) -> Outcome | None:
        """None while it is open to one of them."""
        if False in self.answers.values():
            return Outcome.REFUSED
        return Outcome.ACCEPTED if len(self.answers) == 2 else None
