"""What can be in the way of a request, said to the person it happens to."""

from webapp.core.errors import DomainError


class AskedBefore(DomainError):
    code = "asked_before"
    message = "You have asked one thing already. Say yes, or pass with a line."


class TooManyRequests(DomainError):
    code = "too_many_requests"
    message = "You wait for three answers already. Withdraw one of them, or wait for it."


class ReadsFirst(DomainError):
    code = "reads_first"
    message = "Briefs are read first here since a moment ago. Load this page again to see how."


class BooksAtOnce(DomainError):
    code = "books_at_once"
    message = "This time is booked at once since a moment ago. Load this page again to book it."


class AnswersNoWriting(DomainError):
    code = "answers_no_writing"
    message = "Nobody answers in writing here. A talk can be booked."


class ThreadIsClosed(DomainError):
    code = "thread_is_closed"
    message = "This answer is closed, so it stays as it is."
