"""What a learning board shows, read in as few queries as there are kinds of things."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from webapp.followup.board import Board, arrange
from webapp.followup.board_models import Decision
from webapp.followup.board_queries import (
    actions_under,
    decisions_on,
    insights_under,
    talks_of,
    threads_of,
)
from webapp.followup.chain_models import Outcome
from webapp.followup.history import Event, history
from webapp.followup.models import Action
from webapp.followup.talks import Talk, Tally, Thread, met, tally
from webapp.goals.models import Goal
from webapp.people.models import Person


@dataclass(frozen=True)
class Sheet:
    """All of one goal: what was heard, what was decided, and what is done about it."""

    goal: Goal
    board: Board
    against: dict[int, int]
    decisions: list[Decision]
    actions: list[tuple[Action, Outcome | None]]
    talks: list[Talk]  # under this goal
    threads: list[Thread]  # under it, too
    loose: list[Talk]  # under none
    mentors: list[Person]  # whom the person has heard, those of this goal first
    tally: Tally
    history: list[Event]

    @property
    def decision(self) -> Decision | None:
        return self.decisions[0] if self.decisions else None

    @property
    def open_actions(self) -> list[Action]:
        return [action for action, _outcome in self.actions if action.is_open]

    @property
    def answered(self) -> list[tuple[Action, Outcome | None]]:
        return [(action, outcome) for action, outcome in self.actions if not action.is_open]

    @property
    def is_empty(self) -> bool:
        return not (self.board.insights or self.decisions or self.actions)


MOST_LOOSE = 5  # talks without a goal that are offered


def sheet_of(goal: Goal, owner: Person, *, now: datetime) -> Sheet:
    insights, against = insights_under(goal)
    decisions, actions, talks = decisions_on(goal), actions_under(goal), talks_of(owner)
    threads = threads_of(owner)
    own, own_threads = under(goal, talks), under(goal, threads)
    over = [talk for talk in own if talk.is_over(now)]
    return Sheet(
        goal=goal,
        board=arrange(insights, against),
        against=against,
        decisions=decisions,
        actions=actions,
        talks=own,
        threads=own_threads,
        loose=[talk for talk in talks if talk.goal_id is None and talk.brief_id][:MOST_LOOSE],
        mentors=heard(own, talks, threads, now=now),
        tally=tally(own, own_threads, now),
        history=history(
            goal.changes, over, own_threads, decisions, [action for action, _ in actions]
        ),
    )


def under(goal: Goal, gathered: Iterable) -> list:
    return [one for one in gathered if one.goal_id == goal.id]


def heard(
    own: Iterable[Talk], talks: Iterable[Talk], threads: Iterable[Thread], *, now: datetime
) -> list[Person]:
    """Return whom somebody has heard, in talks or in writing; those of `own` talks first."""
    mentors = [*met(own, now), *met(talks, now), *(thread.mentor for thread in threads)]
    return list({mentor.id: mentor for mentor in mentors}.values())


@dataclass(frozen=True)
class Line:
    """A goal in the list: what is next for it, and what has gathered."""

    goal: Goal
    tally: Tally
    decisions: int
    open_actions: int
    next_talk: Talk | None
    next_day: date | None  # of an action

    def order(self) -> tuple:
        """Sort by what is next; what has nothing next comes last."""
        days = [day for day in (self.next_day, self.goal.due_on) if day]
        if self.next_talk:
            days.append(self.next_talk.starts_at.date())
        return (not days, min(days, default=date.max))


def lines_of(goals, talks, threads, decided, days, *, now: datetime) -> list[Line]:
    return [
        line_of(
            goal,
            under(goal, talks),
            under(goal, threads),
            decided[goal.id],
            days.get(goal.id, []),
            now,
        )
        for goal in goals
    ]


def line_of(
    goal: Goal,
    own: list[Talk],
    threads: list[Thread],
    decisions: int,
    days: list[date],
    now: datetime,
) -> Line:
    ahead = [talk for talk in own if not talk.is_over(now)]
    return Line(
        goal=goal,
        tally=tally(own, threads, now),
        decisions=decisions,
        open_actions=len(days),
        next_talk=min(ahead, key=lambda talk: talk.starts_at, default=None),
        next_day=min(days, default=None),
    )
