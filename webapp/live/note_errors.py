"""Why a page of notes says no."""

from webapp.core.errors import DomainError


class NotesChanged(DomainError):
    """Somebody has written since the notes were read: nothing of theirs is written over."""

    code = "notes_changed"
    message = "The notes have changed since you opened them."


class BoxIsGone(DomainError):
    code = "box_is_gone"
    message = "That line is not in the notes any more."


class PadChanged(DomainError):
    code = "pad_changed"
    message = "You have written into your pad elsewhere since."
