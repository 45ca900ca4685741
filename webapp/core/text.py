"""What people write: to safe HTML, to initials, to lines that fit."""

import unicodedata
from functools import lru_cache

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markupsafe import Markup

MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "hr",
    "li", "ol", "p", "pre", "strong", "ul",
}  # fmt: skip


LONGEST_MARKDOWN = 20_000  # characters; hostile ones take 20 µs each, and hold up everybody


@lru_cache(maxsize=64)
def render_markdown(text: str) -> Markup:
    """Return safe HTML without classes, ids or images; raw HTML in the text is shown as text.

    A text that is far longer than what anybody writes in a talk is shown as it is.
    """
    if len(text) > LONGEST_MARKDOWN:
        return Markup("<pre>{}</pre>").format(text)
    html = MARKDOWN.render(text)
    return Markup(
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow",
        )
    )


def initials(name: str) -> str:
    """Return one or two letters for a bubble: "Ada Lindqvist" is AL, in any script."""
    words = [word for word in name.split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return (" " if is_arabic(letters) else "").join(letters).upper() or "?"


def is_arabic(letters: list[str]) -> bool:
    # joined Arabic letters change shape and read as a word
    return any(unicodedata.bidirectional(letter) == "AL" for letter in letters)


def one_line(text: str) -> str:
    """Return the text on one line: what a subject, a title or a header can hold."""
    return " ".join(text.split())


def init_app(app: Flask) -> None:
    app.add_template_filter(render_markdown, "markdown")
    app.add_template_filter(initials, "initials")
