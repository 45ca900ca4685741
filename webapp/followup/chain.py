"""What is asked about an action after it was said, when, and what makes it superfluous. Pure.

`CHAIN` is the whole of it; whoever plans, asks or calls off reads it there.
"""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from webapp.core.zones import zone
from webapp.followup.errors import FollowUpIsOver
from webapp.followup.events import ActionAnswered, ActionDropped, ActionKept, OutcomeTold
from webapp.goals.events import GoalDropped

MORNING, EVENING = time(9), time(18)  # nobody is asked anything outside of these
LATE = time(17)  # on a day that is to be lived first
WEEK, MONTH = timedelta(days=7), timedelta(days=30)


class FollowUpKind(enum.StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class FollowUpStatus(enum.StrEnum):
    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"
    OVERTAKEN = "overtaken"


class FollowUpActor(enum.StrEnum):
    """Who brings one on: whose action it is, the other one of the talk, or the clock."""

    OWNER = "owner"
    OTHER = "other"
    CLOCK = "clock"


class OutcomeKind(enum.StrEnum):
    DECIDED = "decided"
    WORKING = "working"
    CONTACT = "contact"
    ROLE = "role"
    NOT_FOR_ME = "not_for_me"
    NOTHING = "nothing"


class DayAnswer(enum.StrEnum):
    STILL = "still"
    DONE = "done"
    MOVED = "moved"
    DROPPED = "dropped"


class WeekAnswer(enum.StrEnum):
    DONE = "done"
    CHANGED = "changed"
    DROPPED = "dropped"
    MOVED = "moved"


class Whom(enum.StrEnum):
    OWNER = "the owner"
    MENTEE = "the owner, where that is the mentee"


WAITING, ASKED = FollowUpStatus.WAITING, FollowUpStatus.ASKED
ANSWERED, OVERTAKEN = FollowUpStatus.ANSWERED, FollowUpStatus.OVERTAKEN
ALIVE = (WAITING, ASKED)

TRANSITIONS: dict[tuple[FollowUpStatus | None, FollowUpActor], frozenset[FollowUpStatus]] = {
    (None, FollowUpActor.OWNER): frozenset({WAITING}),
    (None, FollowUpActor.OTHER): frozenset({WAITING}),
    (WAITING, FollowUpActor.OWNER): frozenset({OVERTAKEN}),
    (WAITING, FollowUpActor.OTHER): frozenset({OVERTAKEN}),
    (WAITING, FollowUpActor.CLOCK): frozenset({ASKED, OVERTAKEN}),
    (ASKED, FollowUpActor.OWNER): frozenset({ANSWERED, OVERTAKEN}),
    (ASKED, FollowUpActor.OTHER): frozenset({OVERTAKEN}),
    (ASKED, FollowUpActor.CLOCK): frozenset({OVERTAKEN}),
}


def may_become(status: FollowUpStatus | None, wanted: FollowUpStatus, by: FollowUpActor) -> bool:
    return wanted in TRANSITIONS.get((status, by), frozenset())


def require_transition(
    status: FollowUpStatus | None, wanted: FollowUpStatus, by: FollowUpActor
) -> None:
    if not may_become(status, wanted, by):
        raise FollowUpIsOver


def day_itself(said: datetime, due_on: date) -> datetime | None:
    """Return the morning of the action's day, unless it was said that very day."""
    return at(due_on, MORNING, said) if due_on > said.date() else None


def a_week_on(said: datetime, due_on: date) -> datetime:
    """Return the same hour seven days on, or the end of the action's day where that is later."""
    day = said.date() + WEEK
    return at(due_on, LATE, said) if due_on >= day else at(day, humane(said.time()), said)


def a_month_on(said: datetime, due_on: date) -> datetime:
    """Return the same hour thirty days on, a week after the action's day at the earliest."""
    return at(max(said.date() + MONTH, due_on + WEEK), humane(said.time()), said)


def at(day: date, hour: time, said: datetime) -> datetime:
    return datetime.combine(day, hour, said.tzinfo)


def humane(hour: time) -> time:
    return min(max(hour, MORNING), EVENING)


@dataclass(frozen=True)
class Rule:
    """One question: after which event, how much later, called off by what, and to whom.

    `delay(said, due_on)` is told when the action was said, on the owner's clock.
    """

    kind: FollowUpKind
    event: type
    delay: Callable[[datetime, date], datetime | None]
    cancelled_by: tuple[type, ...]
    asks: str
    answers: type[enum.StrEnum]
    whom: Whom


CHAIN = (
    Rule(
        FollowUpKind.DAY,
        event=ActionKept,
        delay=day_itself,
        cancelled_by=(ActionKept, ActionAnswered, GoalDropped),
        asks="Still the plan?",
        answers=DayAnswer,
        whom=Whom.OWNER,
    ),
    Rule(
        FollowUpKind.WEEK,
        event=ActionKept,
        delay=a_week_on,
        cancelled_by=(ActionKept, ActionAnswered, GoalDropped),
        asks="Did you do it?",
        answers=WeekAnswer,
        whom=Whom.OWNER,
    ),
    Rule(
        FollowUpKind.MONTH,
        event=ActionKept,
        delay=a_month_on,
        cancelled_by=(ActionKept, ActionDropped, OutcomeTold, GoalDropped),
        asks="What came of it?",
        answers=OutcomeKind,
        whom=Whom.MENTEE,
    ),
)
RULES = {rule.kind: rule for rule in CHAIN}


def cancelled_by(event: type) -> tuple[FollowUpKind, ...]:
    return tuple(rule.kind for rule in CHAIN if event in rule.cancelled_by)


def begun_by(event: type) -> tuple[Rule, ...]:
    return tuple(rule for rule in CHAIN if rule.event is event)


def times_of(
    rules: Iterable[Rule], said_at: datetime, due_on: date, zone_name: str, *, is_mentor: bool
) -> dict[FollowUpKind, datetime]:
    """Return when each question about an action is due; those that nobody asks are left out."""
    said = said_at.astimezone(zone(zone_name))
    asked = (rule for rule in rules if not (is_mentor and rule.whom == Whom.MENTEE))
    times = ((rule.kind, rule.delay(said, due_on)) for rule in asked)
    return {kind: due.astimezone(UTC) for kind, due in times if due}


def asked_at(kind: FollowUpKind, said_at: datetime, due_on: date, zone_name: str) -> datetime:
    due = RULES[kind].delay(said_at.astimezone(zone(zone_name)), due_on)
    return due.astimezone(UTC)


def humane_from(now: datetime, zone_name: str) -> datetime:
    """Return `now`, or the next instant at which this person may be asked."""
    local = now.astimezone(zone(zone_name))
    if local.time() < MORNING:
        return at(local.date(), MORNING, local).astimezone(UTC)
    if local.time() > EVENING:
        return at(local.date() + timedelta(days=1), MORNING, local).astimezone(UTC)
    return now


def is_stale(kind: FollowUpKind, due_on: date, today: date) -> bool:
    """Whether a question that waited too long makes no sense any more: its day is over."""
    return kind == FollowUpKind.DAY and today > due_on
