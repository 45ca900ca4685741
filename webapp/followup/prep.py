"""What the two look at before a talk: three questions that the brief leaves open. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 3
FEW_WORDS = 12  # a prompt with fewer says little


@dataclass(frozen=True)
class Known:
    """What is written down before the talk: the prompts of the brief, and the last action."""

    situation: str = ""
    tried: str = ""
    question: str = ""
    done: str = ""
    last_action_is_open: bool = False
    has_met: bool = False


def questions_for(known: Known) -> list[str]:
    """Return three questions for the talk, the most needed first: whatever is missing is asked."""
    return list(asked(known))[:MOST]


def asked(known: Known) -> Iterable[str]:
    if known.last_action_is_open:
        yield "What became of the action from last time?"
    if is_short(known.tried):
        yield "What has been tried so far, even half?"
    if is_short(known.done):
        yield "What would be there at the end, so that this was worth the time?"
    if is_short(known.situation):
        yield "Who else is in this, and what do they want?"
    if known.question.count("?") > 1:
        yield "If only one of these questions could be answered, which one?"
    if known.has_met and not known.last_action_is_open:
        yield "What is different now from last time?"
    yield "What is the hardest part to say out loud?"
    yield "What would you do if you had to decide today?"
    yield "What is the smallest step that would show whether this is right?"


def is_short(prompt: str) -> bool:
    return len(prompt.split()) < FEW_WORDS
