"""Follow-ups: what the table lists happens, and nobody brings about anything else."""

from collections.abc import Callable
from datetime import timedelta

from tests.lifecycles.deeds import (
    A_DAY,
    Deed,
    happened,
    listed,
)
from tests.making import followup
from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.chain import FollowUpActor, FollowUpKind, FollowUpStatus
from webapp.followup.follow_ups import answer_follow_up, ask_due
from webapp.followup.models import Action
from webapp.followup.service import answer_action, keep_action

OWNER, OTHER = FollowUpActor.OWNER, FollowUpActor.OTHER
THE_CLOCK, ANYTHING = FollowUpActor.CLOCK, frozenset(FollowUpStatus)
A_MONTH = timedelta(days=31)


def said_by_the_other(make) -> Action:
    """What the mentor wrote down for the mentee: either may still change it."""
    talk = followup.past_talk(make)
    said = {"when": "I meet Jonas", "will": "tell him", "due_on": make.now.date() + A_DAY}
    return keep_action(talk, talk.mentor, owner=talk.mentee, **said, now=make.now)


def states_of_follow_ups(make) -> dict[str, Callable]:
    def wait():
        return followup.follow_up(said_by_the_other(make), FollowUpKind.WEEK)

    def ask():
        return followup.asked(said_by_the_other(make), FollowUpKind.WEEK)

    def answer():
        answer_follow_up(row := ask(), "done", now=make.now)
        return row

    def overtake():
        answer_action((row := wait()).action, ActionStatus.DONE, now=make.now)
        return row

    return {"waiting": wait, "asked": ask, "answered": answer, "overtaken": overtake}


def say_anew(row, person, *, now) -> None:
    said = {"when": "it is May", "will": "ask him", "due_on": now.date() + A_DAY}
    action = row.action
    keep_action(action.booking, person, owner=action.owner, **said, now=now)


def test_follow_ups(make, now):
    lost = frozenset({"overtaken"})
    deeds = [
        Deed(OWNER, frozenset({"answered"}), lambda row: answer_follow_up(row, "done", now=now)),
        Deed(OWNER, lost, lambda row: answer_action(row.action, ActionStatus.DROPPED, now=now)),
        Deed(OWNER, lost, lambda row: say_anew(row, row.action.owner, now=now)),
        Deed(OTHER, lost, lambda row: say_anew(row, row.action.other, now=now)),
        Deed(THE_CLOCK, ANYTHING, lambda row: ask_due(now=row.due_at)),
        Deed(THE_CLOCK, ANYTHING, lambda _row: ask_due(now=now + A_MONTH)),
    ]
    seen = happened("follow-up", states_of_follow_ups(make), deeds)

    stale = followup.follow_up(said_by_the_other(make), FollowUpKind.DAY)
    ask_due(now=stale.due_at + A_DAY)
    assert stale.status == "overtaken"
    assert seen | {("waiting", THE_CLOCK, "overtaken")} == listed("follow-up")
