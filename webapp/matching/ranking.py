"""Which words of a question count, and which line about a mentor answers them. Pure.

Two words are taken for the same when they begin alike: "splitting" finds "split". It is
what the search index does by stemming, done again here only to say *why* somebody is shown.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_WORDS = 24  # of a question of 600 characters; more cost time and find no better
WORD = re.compile(r"\w+")
STEM = 5  # letters two words must share at their beginning

# Words that everybody's question has. English, because a wrong drop in another language
# costs a match, while a kept one costs nothing but a little ranking.
COMMON = frozenset(
    words
    for line in (
        "a about after all also am an and any are as at be because been before but by can cannot",
        "could did do does doing done don down for from get go got had has have he her here him",
        "his how if in into is it its just know like make me more most my need no not now of on",
        "one only or other our out over own people person put she should so some somebody someone",
        "than that the their them then there these they thing this those to too tell up us very",
        "want was way we well were what when where which who whom why will with would you your",
    )
    for words in line.split()
)


@dataclass(frozen=True)
class Piece:
    """A stretch of a line; `matches` where it is one of the words looked for."""

    text: str
    matches: bool


def words_of(question: str) -> list[str]:
    """Return the words worth looking for, lower case, each once, in order."""
    words = (word.lower() for word in WORD.findall(question))
    telling = dict.fromkeys(word for word in words if len(word) > 1 and word not in COMMON)
    return list(telling)[:MOST_WORDS]


def best_line(lines: Iterable[str], words: list[str]) -> str:
    """Return the line that answers most of the words; the first one where none does."""
    return max(lines, key=lambda line: len(hits(line, words)), default="")


def hits(line: str, words: list[str]) -> set[str]:
    stems = {stem_of(word) for word in WORD.findall(line)}
    return {word for word in words if stem_of(word) in stems}


def stem_of(word: str) -> str:
    return word.lower()[:STEM]


def mark(line: str, words: list[str]) -> list[Piece]:
    """Cut a line into pieces, so that a page can underline what was looked for."""
    wanted = {stem_of(word) for word in words}
    pieces, at = [], 0
    for found in WORD.finditer(line):
        if stem_of(found.group()) in wanted:
            pieces += [Piece(line[at : found.start()], False), Piece(found.group(), True)]
            at = found.end()
    return [piece for piece in (*pieces, Piece(line[at:], False)) if piece.text]
