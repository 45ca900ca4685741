"""The three questions after a talk, in their order. Pure."""

import enum


class Step(enum.StrEnum):
    GOAL = "goal"
    ACTION = "action"
    RATING = "rating"
    DONE = "done"

    @property
    def number(self) -> int:
        return list(Step).index(self) + 1


def open_step(*, goal_met: str | None, has_decided: bool, rating: int | None) -> Step:
    """Return the first question without an answer; an action or "none needed" is decided."""
    if goal_met is None:
        return Step.GOAL
    if not has_decided:
        return Step.ACTION
    return Step.RATING if rating is None else Step.DONE


def step_of(closing, action) -> Step:
    """Return the question that is open for somebody, from what they have answered so far."""
    return open_step(
        goal_met=closing and closing.goal_met,
        has_decided=bool(action) or bool(closing and closing.none_needed),
        rating=closing.rating if closing else None,
    )


def may_show(wanted: Step, open_now: Step) -> bool:
    """An answered question can be opened again, one that is not yet asked cannot."""
    return wanted.number <= open_now.number and wanted != Step.DONE
