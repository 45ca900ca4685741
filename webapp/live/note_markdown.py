"""Shared notes as Markdown with check boxes: where the boxes are, and how it all looks. Pure."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

MARK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
NEWLINE = re.compile(r"\r\n?|\n")  # as markdown-it counts lines
DONE, OPEN = "x", " "
LONGEST_MARKDOWN = 20_000  # characters; hostile ones take 20 µs each, and hold up everybody
TAGS = {
    "a", "blockquote", "br", "button", "code", "em", "h1", "h2", "h3", "h4", "hr",
    "li", "ol", "p", "pre", "strong", "ul",
}  # fmt: skip
BOX_ATTRIBUTES = {"type", "role", "name", "value", "aria-checked", "aria-label", "id"}


@dataclass(frozen=True)
class Task:
    """A list item with a check box. It is found again by its words, or by its line among equals."""

    line: int
    words: str
    is_done: bool

    @property
    def key(self) -> str:
        return f"{zlib.crc32(self.words.encode()):08x}-{self.line}"


@lru_cache(maxsize=64)
def tasks_in(text: str) -> tuple[Task, ...]:
    if len(text) > LONGEST_MARKDOWN:
        return ()
    return tuple(task for task, _inline in tasks_among(NOTES.parse(text)))


def tasks_among(tokens: list[Token]) -> Iterator[tuple[Task, Token]]:
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (item.type, paragraph.type) != ("list_item_open", "paragraph_open"):
            continue
        first = inline.children[0] if inline.children else None
        found = MARK.match(inline.content)
        if found and first.type == "text" and first.content.startswith(found[0].rstrip()):
            words = inline.content[found.end() :].partition("\n")[0]
            yield Task(inline.map[0], " ".join(words.split()), found[1] != OPEN), inline


def find_task(text: str, key: str) -> Task | None:
    """Return the task a page has shown; where lines have moved, the nearest with its words."""
    words, _, line = key.partition("-")
    same = [task for task in tasks_in(text) if task.key.startswith(f"{words}-")]
    if not line.isdecimal() or len(line) > 9:
        return None
    return min(same, key=lambda task: abs(task.line - int(line)), default=None)


def box_of(text: str, task: Task) -> int:
    """Return where in the text the character between the brackets stands."""
    starts = [0, *(found.end() for found in NEWLINE.finditer(text))]
    return text.index("[", starts[task.line]) + 1


def add_boxes(state) -> None:
    """Put a box in place of each mark: a rule of markdown-it."""
    for task, inline in tasks_among(state.tokens):
        first = inline.children[0]
        first.content = first.content[3:].lstrip()
        inline.children.insert(0, Token("box", "button", 0, meta={"task": task}))


def render_box(_renderer, tokens: list[Token], index: int, _options, _env) -> str:
    task = tokens[index].meta["task"]
    checked, other = ("true", "0") if task.is_done else ("false", "1")
    return Markup(
        '<button type="submit" role="checkbox" id="box-{0}" name="box" value="{0}-{1}"'
        ' aria-checked="{2}" aria-label="{3}"></button>'
    ).format(task.key, other, checked, task.words)


NOTES = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
BOXED = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
BOXED.core.ruler.push("boxes", add_boxes)
BOXED.add_render_rule("box", render_box)


@lru_cache(maxsize=64)
def render_notes(text: str) -> Markup:
    """Return safe HTML; each box is a button that says `KEY-1` to be ticked, `KEY-0` to be not.

    It has no classes and no images, and raw HTML in the text is shown as text. It belongs into
    a form. A text that is far longer than what anybody writes stays as it is.
    """
    if len(text) > LONGEST_MARKDOWN:
        return Markup("<pre>{}</pre>").format(text)
    return Markup(
        nh3.clean(
            BOXED.render(text),
            tags=TAGS,
            attributes={"a": {"href"}, "ol": {"start"}, "button": BOX_ATTRIBUTES},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow",
        )
    )
