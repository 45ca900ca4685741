"""How names, handles and skills are spelled. Pure."""

import re
import unicodedata
from collections.abc import Container, Iterable
from itertools import chain, count

HANDLE_LENGTH = (2, 30)
HANDLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = {
    "about", "account", "admin", "api", "help", "me", "mentor", "mentors", "moderator", "momentor",
    "new", "null", "operator", "people", "root", "security", "settings", "sign-in", "sign-out",
    "slots", "staff", "support", "system", "undefined", "you",
}  # fmt: skip
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
LONGEST_LINE = 1000  # characters looked at
JOINERS = "\u200c\u200d"  # Persian, Indic scripts and some emoji need them
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def clean_line(text: str | None) -> str:
    """Return one line without characters that are unseen, reorder a line, or end a header."""
    # no field takes so much; uncut, the work of NFC grows with the square of combining marks
    spaced = " ".join((text or "")[:LONGEST_LINE].split())
    return "".join(c for c in unicodedata.normalize("NFC", spaced) if is_seen(c)).strip()


def is_seen(character: str) -> bool:
    return character in JOINERS or unicodedata.category(character) not in UNSEEN


def has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)


def is_handle(text: str) -> bool:
    shortest, longest = HANDLE_LENGTH
    return shortest <= len(text) <= longest and bool(HANDLE.fullmatch(text))


def handle_from(name: str) -> str:
    """Return the part of an address that a name suggests: "Zoë Ångström" is zoe-angstrom."""
    folded = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    ascii_only = "".join(c for c in folded if not unicodedata.combining(c))
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:24].strip("-")
    return stem if len(stem) >= HANDLE_LENGTH[0] else "person"


def first_free(stem: str, taken: Container[str]) -> str:
    """Return the stem, or the stem with the lowest number that nobody has."""
    spellings = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(s for s in spellings if s not in taken and s not in RESERVED)


def skill_slug(label: str) -> str:
    """Return what makes two spellings one skill; C, C++ and C# stay three."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    return re.sub(r"[^\w+#]+", "-", folded).strip("-")


def skill_labels(texts: Iterable[str]) -> list[str]:
    """Return the skills in what was chosen and typed, split at commas, each skill once."""
    parts = (clean_line(part) for text in texts for part in re.split(r"[,;\n]", text))
    by_slug = {}
    for label in parts:
        if slug := skill_slug(label):
            by_slug.setdefault(slug, label)
    return list(by_slug.values())
