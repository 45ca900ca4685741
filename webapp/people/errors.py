"""What can be refused about people, each with what to do about it."""

from webapp.core.errors import DomainError


class CodeRefused(DomainError):
    """Something is wrong with the code that was typed; shown at its field."""

    status = 422


class CodeWrong(CodeRefused):
    code = "code_wrong"
    message = "That is not the code from our last mail."


class CodeSpent(CodeRefused):
    code = "code_spent"
    message = "That code does not work any more. Let us send you another one."


class CodeTriedTooOften(CodeRefused):
    code = "code_tried_too_often"
    message = "That was the fifth try, so this code is off. Let us send you another one."


class AccountOff(DomainError):
    code = "account_off"
    status = 403
    message = "This account is switched off. Write to the people who run this site."


class PasskeyRefused(DomainError):
    code = "passkey_refused"
    status = 422
    message = "That passkey did not work here. Try it once more, or take the code by mail."


class TooManyPasskeys(DomainError):
    code = "too_many_passkeys"
    message = "Ten passkeys are the most. Remove one that you no longer use."


class FieldRefused(DomainError):
    """What was typed into one field cannot be taken; `field` names it."""

    status = 422
    field = ""


class HandleTaken(FieldRefused):
    code = "handle_taken"
    field = "handle"
    message = "Somebody has this address. Choose another one."


class PictureRefused(FieldRefused):
    code = "picture_refused"
    field = "photo"


class OwnFavourite(DomainError):
    code = "own_favourite"
    message = "Favourites are other people."
