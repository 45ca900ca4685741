"""What people write: to initials, to lines that fit."""

import unicodedata

from flask import Flask


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
    app.add_template_filter(initials, "initials")
