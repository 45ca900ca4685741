"""How insights stand on a board."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Row

from hypothesis import given
from hypothesis import strategies as st

from webapp.followup.board import arrange, candidates

ADA, CHIDI, LAYLA = (Row(id=n, name=name) for n, name in enumerate(("Ada", "Chidi", "Layla"), 1))
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def said(key, mentor, day=0):
    return Row(id=key, mentor=mentor, created_at=DAY + timedelta(days=day))


def keys(insights):
    return [insight.id for insight in insights]


def columns(board):
    return [(column.mentor.name, keys(column.insights)) for column in board.columns]


def test_insights_stand_by_mentor_the_newest_first():
    board = arrange([said(1, ADA), said(2, CHIDI, day=2), said(3, ADA, day=3)], {})

    assert columns(board) == [("Ada", [3, 1]), ("Chidi", [2])]
    assert board.disputes == []


def test_what_contradicts_stands_together_and_nowhere_else():
    board = arrange([said(1, ADA), said(2, CHIDI, day=1), said(3, ADA, day=2)], {2: 1})

    assert [keys(dispute) for dispute in board.disputes] == [[2, 1]]
    assert columns(board) == [("Ada", [3])]


def test_two_that_contradict_each_other_are_one_dispute():
    board = arrange([said(1, ADA), said(2, CHIDI)], {1: 2, 2: 1})

    assert [keys(dispute) for dispute in board.disputes] == [[2, 1]]


def test_what_hangs_together_stands_together():
    insights = [said(1, ADA), said(2, CHIDI), said(3, LAYLA), said(4, ADA), said(5, LAYLA)]
    board = arrange(insights, {1: 2, 3: 2, 4: 5})

    assert sorted(sorted(keys(dispute)) for dispute in board.disputes) == [[1, 2, 3], [4, 5]]


def test_a_contradiction_of_what_is_not_here_is_none():
    assert columns(arrange([said(1, ADA)], {1: 9})) == [("Ada", [1])]


def test_nobody_contradicts_themselves():
    insights = [said(1, ADA), said(2, ADA), said(3, CHIDI)]

    assert keys(candidates(insights[0], insights)) == [3]


pairs = st.dictionaries(st.integers(1, 8), st.integers(1, 9))


@given(st.lists(st.sampled_from((ADA, CHIDI, LAYLA)), max_size=8), pairs)
def test_each_insight_has_exactly_one_place(mentors, against):
    insights = [said(key, mentor) for key, mentor in enumerate(mentors, 1)]

    assert sorted(keys(arrange(insights, against).insights)) == keys(insights)
