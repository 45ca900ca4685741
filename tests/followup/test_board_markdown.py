"""The export: opened and read as Markdown, whatever people wrote."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from webapp.core.text import one_line
from webapp.followup.board import Board, Column
from webapp.followup.board_markdown import escaped, markdown
from webapp.followup.chain import OutcomeKind
from webapp.followup.talks import Tally
from webapp.goals.lifecycle import GoalStatus

AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
READER = MarkdownIt("gfm-like", {"html": True, "linkify": False})
ADA, CHIDI = Row(id=1, name="Ada Lindqvist"), Row(id=2, name="Chidi Okonkwo-Reyes")


def said(mentor, text, mark=None):
    return Row(id=1, mentor=mentor, text=text, mark=mark, created_at=AT)


def action(**more):
    defaults = {"is_open": True, "status": "open", "due_on": date(2026, 3, 5), "note": ""}
    return Row(**defaults | {"sentence": "When we meet, I will tell him."} | more)


def sheet(line="Split the team", disputes=(), columns=(), decisions=(), actions=(), **goal):
    defaults = {"created_at": AT, "due_on": None, "is_open": True, "status": GoalStatus.OPEN}
    goal = Row(line=line, **defaults | goal)
    board = Board(list(disputes), list(columns))
    return Row(goal=goal, board=board, decisions=decisions, actions=actions, tally=Tally(2, 3, 50))


FULL = sheet(
    due_on=date(2026, 4, 1),
    disputes=[[said(ADA, "You tell him.", "agree"), said(CHIDI, "His lead does.", "contradicts")]],
    columns=[Column(ADA, [said(ADA, "Tell all within a day.", "not_for_me")])],
    decisions=[
        Row(text="I tell him.", reason="he asked me", created_at=AT),
        Row(text="His lead tells him.", reason="", created_at=AT),
    ],
    actions=[
        (action(), None),
        (
            action(is_open=False, status="done", note="He took it well."),
            Row(kind=OutcomeKind.WORKING, line="He stayed."),
        ),
    ],
)

TEXT = """# Split the team

Goal since 2 Mar 2026. 2 mentors, 3 talks, 50 minutes.
By 1 Apr 2026.

## They disagree

- **Ada Lindqvist**, 2 Mar 2026 (agree): You tell him.
- **Chidi Okonkwo-Reyes**, 2 Mar 2026 (contradicts): His lead does.

## Ada Lindqvist

- 2 Mar 2026 (not for me): Tell all within a day.

## Decision

> I tell him.

2 Mar 2026. Because he asked me

## Decided before

> His lead tells him.

2 Mar 2026.

## Actions

- [ ] (by 5 Mar 2026) When we meet, I will tell him.
- [x] (done) When we meet, I will tell him.
  - He took it well.
  - I got it working: He stayed.
"""


def test_all_of_a_board_stands_in_the_file_with_days_as_the_reader_has_them():
    assert markdown(FULL, zone_name="Europe/Berlin") == TEXT


def test_why_a_goal_was_closed_stands_there_too():
    closed = sheet(is_open=False, status=GoalStatus.DROPPED, closed_at=AT, reason="No second team.")

    assert "Dropped on 1 Mar 2026. No second team.\n" in markdown(closed, zone_name="UTC")


HOSTILE = [
    "# A heading of mine",
    "- an item",
    "1. one",
    "12) twelve",
    "> a quote",
    "===",
    "---",
    "* * *",
    "```\ncode",
    "    code",
    "<script>alert(1)</script>",
    "<!-- the rest is hidden",
    "![picture](https://evil.test/x.png)",
    "[link](javascript:alert(1))",
    "<https://evil.test>",
    "[ref]: https://evil.test",
    "**bold** _it_ ~~gone~~ `code`",
    "| a | b |\n| - | - |",
    "one\n\n## two",
    "a\\",
    "&lt;b&gt; &amp;",
    "[x] done",
    "line\u2028separator\x0bhere",
    "+ plus",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_reads_as_they_wrote_it_and_makes_nothing(text):
    assert shape(hostile(text)) == shape(hostile("harmless"))
    assert read(escaped(text)) == one_line(text)


anything = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
signs = st.text("#-*_`[]()<>!&\\|~=+.:1a \n\t/\"'", max_size=30)


@given(anything | signs)
def test_whatever_it_is(text):
    assert read(escaped(text)) == one_line(text)
    assert shape(hostile(one_line(text) or "x")) == shape(hostile("harmless"))


def hostile(text):
    person = Row(id=1, name=text)
    return sheet(
        line=text,
        columns=[Column(person, [said(person, text, "agree")])],
        decisions=[Row(text=text, reason=text, created_at=AT)],
        actions=[
            (
                action(sentence=text, note=text, is_open=False, status="done"),
                Row(kind=OutcomeKind.NOTHING, line=text),
            )
        ],
    )


def shape(board) -> list[str]:
    """Return the blocks and the marks inside them, without the words."""
    tokens = READER.parse(markdown(board, zone_name="UTC"))
    return [
        token.type
        for block in tokens
        for token in (block, *(block.children or ()))
        if token.type != "text" and token.type != "text_special"
    ]


def read(text: str) -> str:
    """Return what a reader sees of a line that stands after a mark."""
    inline = READER.parseInline(text)[0]
    assert {token.type for token in inline.children} <= {"text", "text_special"}
    return "".join(token.content for token in inline.children)
