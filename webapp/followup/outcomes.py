"""What may come of an action, in the words of whose it is. Pure."""

from webapp.followup.chain import OutcomeKind

OUTCOMES = {
    OutcomeKind.DECIDED: "I have decided",
    OutcomeKind.WORKING: "I got it working",
    OutcomeKind.CONTACT: "I have a new contact",
    OutcomeKind.ROLE: "I have a new job or role",
    OutcomeKind.NOT_FOR_ME: "I learned that it is not for me",
    OutcomeKind.NOTHING: "Nothing yet",
}
