"""Words without what people do not type when they search: case, accents, forms of one letter. Pure.

Done here and not by the database, because each engine folds differently, and SQLite only ASCII.
"""

import unicodedata


def fold(text: str) -> str:
    return "".join(map(fold_character, text))


def fold_character(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def find_folded(text: str, folded_word: str) -> tuple[int, int] | None:
    """Return where in `text` a folded word stands first; "straße" has "SS" in it."""
    origins, folded = [], []
    for place, character in enumerate(text):
        for part in fold_character(character):
            origins.append(place)
            folded.append(part)
    at = "".join(folded).find(folded_word)
    if at < 0 or not folded_word:
        return None
    return origins[at], origins[at + len(folded_word) - 1] + 1
