"""What a brief could say better: offered while it is written, never in the way. Pure.

static/js/goals/hints.js says the same in the browser; tests/goals/hints.json holds both to it.
"""

import re

from webapp.goals.prompts import Prompts

READ_IN_HALF_A_MINUTE = 120  # words
FEW = 3  # words that can name an outcome

MARKS = re.compile(r"[?？؟]+")
JOIN = re.compile(  # "Who tells him, and when": two things asked in one sentence
    r"[\s,;:?？؟]("
    r"and (who|what|when|where|why|how|which|should|can|could|do|is|are)"
    r"|und (wer|wen|wem|was|wann|wo|warum|wie|welche[rsnm]?|soll|kann)"
    r"|et (qui|que|quand|où|pourquoi|comment)"
    r"|y (quién|qué|cuándo|dónde|por qué|cómo)"
    r")([\s,:?？؟]|$)",
    re.IGNORECASE,
)
CHINESE_OR_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
WORD = re.compile(r"[^\s]+")

NO_QUESTION = "There is no question yet. What do you want to ask?"
SEVERAL = "This reads like two questions. One gets the better answer."
NO_OUTCOME = "Say what you will have afterwards: a sentence, a date, a decision."
ASKS_AGAIN = "This asks again. Say what you will have once it is answered."
TOO_LITTLE = "A few words more: how will you know that it worked?"


def hints_on(prompts: Prompts) -> dict[str, str]:
    """Return what to say beside "question", "done" and the "whole"; empty where all is well."""
    tidy = prompts.tidied()
    return {
        "question": on_question(tidy.question),
        "done": on_done(tidy.done, is_asked=bool(tidy.question)),
        "whole": on_length(sum(map(words_in, vars(tidy).values()))),
    }


def on_question(text: str) -> str:
    if not text:
        return ""
    if not MARKS.search(text):
        return NO_QUESTION
    return SEVERAL if len(MARKS.findall(text)) > 1 or JOIN.search(text) else ""


def on_done(text: str, *, is_asked: bool) -> str:
    if not text:
        return NO_OUTCOME if is_asked else ""
    if MARKS.search(text):
        return ASKS_AGAIN
    return TOO_LITTLE if words_in(text) < FEW else ""


def on_length(words: int) -> str:
    if words <= READ_IN_HALF_A_MINUTE:
        return ""
    return f"{words} words. {READ_IN_HALF_A_MINUTE} are read in half a minute."


def words_in(text: str) -> int:
    """Count words; where they are not set apart, two characters are one."""
    signs = len(CHINESE_OR_JAPANESE.findall(text))
    return len(WORD.findall(CHINESE_OR_JAPANESE.sub(" ", text))) + (signs + 1) // 2
