"""How insights stand on a learning board: by mentor, and those that contradict side by side. Pure.

An insight is anything with `id`, `mentor`, `mark` and `created_at`; the newest come first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Column:
    """What one mentor said that nobody contradicts."""

    mentor: object
    insights: list = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    disputes: list[list]  # each two insights or more that cannot all be right
    columns: list[Column]

    @property
    def insights(self) -> list:
        disputed = [insight for dispute in self.disputes for insight in dispute]
        return disputed + [insight for column in self.columns for insight in column.insights]


def arrange(insights: Sequence, against: Mapping[int, int]) -> Board:
    """Put each insight in its one place; `against` leads from an insight to what it contradicts."""
    newest_first = sorted(insights, key=lambda one: (one.created_at, one.id), reverse=True)
    disputes = disputes_in(newest_first, against)
    disputed = {insight.id for dispute in disputes for insight in dispute}
    columns: dict[int, Column] = {}
    for insight in newest_first:
        if insight.id not in disputed:
            column = columns.setdefault(insight.mentor.id, Column(insight.mentor))
            column.insights.append(insight)
    return Board(disputes, list(columns.values()))


def disputes_in(insights: Sequence, against: Mapping[int, int]) -> list[list]:
    """Return the insights that contradict each other, however many hang together."""
    group_of = {insight.id: {insight.id} for insight in insights}
    for one, other in against.items():
        if one in group_of and other in group_of and one != other:
            joined = group_of[one] | group_of[other]
            group_of |= dict.fromkeys(joined, joined)
    groups = {min(group): group for group in group_of.values() if len(group) > 1}
    return [[insight for insight in insights if insight.id in group] for group in groups.values()]


def candidates(insight, insights: Sequence) -> list:
    """Return what an insight may contradict: what somebody else said."""
    return [other for other in insights if other.mentor.id != insight.mentor.id]
