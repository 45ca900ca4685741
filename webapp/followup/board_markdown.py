"""A learning board as Markdown, to keep or to send. Pure.

Whatever people wrote stands on one line and behind a mark of ours, with every character escaped
that could end it or begin something else.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from webapp.core.text import one_line
from webapp.core.times import MONTHS
from webapp.core.zones import zone
from webapp.followup.outcomes import OUTCOMES

SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$!])")
AT_START = re.compile(r"^([#+\-=]|\d{1,9}(?=[.)]))")
LINKS = re.compile(r"(?i)\b(https?|ftp|www|mailto)([:.])")
MARKS = {"agree": "agree", "contradicts": "contradicts", "not_for_me": "not for me"}


def markdown(sheet, *, zone_name: str) -> str:
    return "\n".join(lines(sheet, Days(zone_name))) + "\n"


class Days:
    """Days as the reader's calendar has them."""

    def __init__(self, zone_name: str):
        self.zone = zone(zone_name)

    def of(self, instant: datetime) -> str:
        return written(instant.astimezone(self.zone).date())


def written(day) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def escaped(text: str) -> str:
    """Return the text as Markdown that reads as the text, on one line."""
    text = SPECIAL.sub(r"\\\1", one_line(text))
    text = AT_START.sub(escape_start, text)
    return LINKS.sub(r"\1\\\2", text)


def escape_start(found: re.Match) -> str:
    sign = found[1]
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def lines(sheet, days: Days) -> Iterator[str]:
    goal = sheet.goal
    yield f"# {escaped(goal.line)}"
    yield ""
    yield f"Goal since {days.of(goal.created_at)}. {sheet.tally.words}."
    if goal.due_on:
        yield f"By {written(goal.due_on)}."
    if not goal.is_open:
        yield f"{goal.status.capitalize()} on {days.of(goal.closed_at)}. {escaped(goal.reason)}"
    yield from what_was_heard(sheet.board, days)
    yield from what_was_decided(sheet.decisions, days)
    yield from what_is_done(sheet.actions, days)


def what_was_heard(board, days: Days) -> Iterator[str]:
    for dispute in board.disputes:
        yield from ("", "## They disagree", "")
        for insight in dispute:
            yield f"- **{escaped(insight.mentor.name)}**, {said(insight, days)}"
    for column in board.columns:
        yield from ("", f"## {escaped(column.mentor.name)}", "")
        for insight in column.insights:
            yield f"- {said(insight, days)}"


def said(insight, days: Days) -> str:
    mark = f" ({MARKS[insight.mark]})" if insight.mark else ""
    return f"{days.of(insight.created_at)}{mark}: {escaped(insight.text)}"


def what_was_decided(decisions, days: Days) -> Iterator[str]:
    for number, decision in enumerate(decisions):
        yield from ("", "## Decided before" if number else "## Decision", "")
        yield f"> {escaped(decision.text)}"
        yield ""
        because = f" Because {escaped(decision.reason)}" if decision.reason else ""
        yield f"{days.of(decision.created_at)}.{because}"


def what_is_done(actions, days: Days) -> Iterator[str]:
    if actions:
        yield from ("", "## Actions", "")
    for action, outcome in actions:
        box = "x" if action.status == "done" else " "
        answer = f"by {written(action.due_on)}" if action.is_open else str(action.status)
        yield f"- [{box}] ({answer}) {escaped(action.sentence)}"
        if action.note:
            yield f"  - {escaped(action.note)}"
        if outcome:
            line = f": {escaped(outcome.line)}" if outcome.line else ""
            yield f"  - {OUTCOMES[outcome.kind]}{line}"
