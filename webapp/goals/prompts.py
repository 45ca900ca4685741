"""The four prompts of a brief, and which of them a first line answers. Pure."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Prompts:
    situation: str = ""
    tried: str = ""
    question: str = ""
    done: str = ""

    def tidied(self) -> "Prompts":
        """Browsers send two characters for a new line; one is meant, and counted."""
        lines = {name: text.replace("\r\n", "\n").strip() for name, text in vars(self).items()}
        return replace(self, **lines)

    @property
    def is_empty(self) -> bool:
        return not any(vars(self).values())


@dataclass(frozen=True)
class Beside:
    """What goes along with the prompts; None for what a form did not ask about."""

    link: str | None = None
    goal_key: str | None = None  # "" for no goal
    new_goal: str = ""


def half_filled(line: str) -> Prompts:
    """Put the line typed on the first page where it belongs: what asks is the question."""
    return Prompts(question=line) if asks(line) else Prompts(situation=line)


def asks(line: str) -> bool:
    return any(mark in line for mark in "?？؟")
