"""What mails after a talk say. Pure: names and answers in, words out."""

from dataclasses import dataclass

from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.chain import FollowUpKind, OutcomeKind
from webapp.notifications.wording import isolated

NOBODY = "Nobody else sees the answer."


@dataclass(frozen=True)
class Question:
    """How a follow-up is put: subject, question, button, what it takes, and who hears of it."""

    subject: str
    asks: str
    button: str
    takes: str
    heard_by: str


def question(kind: FollowUpKind, other: str | None) -> Question:
    """Word a follow-up; `other` is whom the talk was with, None for an action without a talk."""
    after = f" after {isolated(other)}" if other else " on"
    sees = f"{isolated(other)} sees the answer, nobody else." if other else NOBODY
    hears = f"{isolated(other)} hears of it when it is done or dropped." if other else NOBODY
    match kind:
        case FollowUpKind.DAY:
            return Question(
                subject="Today is the day: still the plan?",
                asks="Still the plan?",
                button="Say whether it stands",
                takes="Yes, another day, done or dropped: one tap.",
                heard_by=hears,
            )
        case FollowUpKind.WEEK:
            return Question(
                subject=f"A week{after}: did you do it?",
                asks="Did you do it?",
                button="Say what became of it",
                takes="Done, changed or dropped: one tap.",
                heard_by=sees,
            )
        case FollowUpKind.MONTH:
            return Question(
                subject=f"A month{after}: what came of it?",
                asks="What came of it?",
                button="Say what came of it",
                takes="One tap out of six, and a line if you like.",
                heard_by=sees,
            )


DID = {
    ActionStatus.DONE: "{} did it",
    ActionStatus.CHANGED: "{} did something else instead",
    ActionStatus.DROPPED: "{} dropped it",
}
CAME = {
    OutcomeKind.DECIDED: "{} has decided",
    OutcomeKind.WORKING: "{} got it working",
    OutcomeKind.CONTACT: "{} has a new contact",
    OutcomeKind.ROLE: "{} has a new job or role",
    OutcomeKind.NOT_FOR_ME: "{} learned that it is not for them",
    OutcomeKind.NOTHING: "Nothing has come of it yet, says {}",
}


def result(answer: ActionStatus | OutcomeKind, owner: str) -> str:
    """Say in one sentence what the owner answered."""
    words = DID if isinstance(answer, ActionStatus) else CAME
    return words[answer].format(isolated(owner))


NOTES = {
    FollowUpKind.DAY: ("Still the plan?", "Today is the day of what you said you would do."),
    FollowUpKind.WEEK: ("Did you do it?", "A week ago you said what you would do. One tap."),
    FollowUpKind.MONTH: ("What came of it?", "A month ago you said what you would do. One tap."),
}


def note_of(kind: FollowUpKind) -> tuple[str, str]:
    """Return title and body for a lock screen: it names nobody."""
    return NOTES[kind]


def somebody_waits() -> tuple[str, str]:
    return "You are awaited in the room", "Your talk has begun. One tap, and you are in."
