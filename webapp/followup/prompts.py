"""Three questions to think about for a minute after a talk. Pure."""

import enum


class Prompt(enum.StrEnum):
    SURPRISED = "surprised"
    DIFFERENT = "different"
    TELL = "tell"


WORDS = {
    Prompt.SURPRISED: "What surprised you?",
    Prompt.DIFFERENT: "What will you see differently from now on?",
    Prompt.TELL: "What would you tell a friend about this talk?",
}


def prompt_for(number: int) -> Prompt:
    """Return one of the three, the next one with each talk."""
    return list(Prompt)[number % len(Prompt)]
