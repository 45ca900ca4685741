"""Everything that has a status, what it may come to and by whom: all tables in one place.

Each feature keeps its own table and asks it before every change; what is not listed is
refused. Here they stand side by side, to be read and to be tested together. Pure.
"""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from webapp.booking import (
    engagement_lifecycle,
    instant_lifecycle,
    lifecycle,
    request_lifecycle,
    waitlist_lifecycle,
)
from webapp.followup import action_lifecycle, chain
from webapp.goals import lifecycle as goal_lifecycle

Status = enum.StrEnum
Actor = enum.StrEnum


@dataclass(frozen=True)
class Lifecycle:
    """`require(before, after, by)` raises where the table does not list the change."""

    statuses: type[Status]
    actors: type[Actor]
    table: Mapping[tuple[Status | None, Actor], frozenset[Status]]
    require: Callable[[Status | None, Status, Actor], None]


def of_request(form: request_lifecycle.Form) -> Lifecycle:
    return Lifecycle(
        request_lifecycle.RequestStatus,
        lifecycle.Actor,
        request_lifecycle.TRANSITIONS[form],
        partial(request_lifecycle.require_transition, form),
    )


LIFECYCLES: dict[str, Lifecycle] = {
    "booking": Lifecycle(
        lifecycle.BookingStatus,
        lifecycle.Actor,
        lifecycle.TRANSITIONS,
        lifecycle.require_transition,
    ),
    "request for a talk": of_request(request_lifecycle.Form.TALK),
    "request in writing": of_request(request_lifecycle.Form.WRITING),
    "instant request": Lifecycle(
        instant_lifecycle.InstantStatus,
        lifecycle.Actor,
        instant_lifecycle.TRANSITIONS,
        instant_lifecycle.require_transition,
    ),
    "instant request to one mentor": Lifecycle(
        instant_lifecycle.AskStatus,
        lifecycle.Actor,
        instant_lifecycle.ASK_TRANSITIONS,
        instant_lifecycle.require_answer,
    ),
    "place in a waitlist": Lifecycle(
        waitlist_lifecycle.WaitlistStatus,
        lifecycle.Actor,
        waitlist_lifecycle.TRANSITIONS,
        waitlist_lifecycle.require_transition,
    ),
    "engagement": Lifecycle(
        engagement_lifecycle.EngagementStatus,
        lifecycle.Actor,
        engagement_lifecycle.TRANSITIONS,
        engagement_lifecycle.require_transition,
    ),
    "goal": Lifecycle(
        goal_lifecycle.GoalStatus,
        goal_lifecycle.Actor,
        goal_lifecycle.TRANSITIONS,
        goal_lifecycle.require_transition,
    ),
    "action": Lifecycle(
        action_lifecycle.ActionStatus,
        action_lifecycle.ActionActor,
        action_lifecycle.TRANSITIONS,
        action_lifecycle.require_transition,
    ),
    "follow-up": Lifecycle(
        chain.FollowUpStatus,
        chain.FollowUpActor,
        chain.TRANSITIONS,
        chain.require_transition,
    ),
}
