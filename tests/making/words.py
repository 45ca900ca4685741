"""Whether a text says a word, as its reader sees it."""

import re


def says(text: object, word: str) -> bool:
    """Say whether the word stands there whole: a random id may hold any three letters."""
    return re.search(rf"\b{re.escape(word)}\b", str(text)) is not None
