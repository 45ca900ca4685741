"""An action as one sentence: "When …, I will …". Pure."""

import re

WHEN = re.compile(r"^when\b\s*", re.IGNORECASE)
WILL = re.compile(r"^i\s*(will|’ll|'ll)\b\s*", re.IGNORECASE)

BECAUSE = re.compile(r"^because\b[\s,:…]*", re.IGNORECASE)


def tidy_reason(text: str) -> str:
    return BECAUSE.sub("", text).strip() or text


def tidy_when(text: str) -> str:
    """Return the condition without the word that the sentence says already."""
    return without(WHEN, text)


def tidy_will(text: str) -> str:
    return without(WILL, text)


def without(opening: re.Pattern, text: str) -> str:
    text = " ".join(text.split())
    return opening.sub("", text).strip(" ,.;:…") or text


def sentence(when: str, will: str, who: str = "I") -> str:
    return f"When {when}, {who} will {will}{'' if will.endswith(('!', '?')) else '.'}"
