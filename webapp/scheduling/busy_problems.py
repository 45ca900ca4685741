"""Why a calendar could not be read, in words: what to do, and why. Pure."""

from webapp.core.errors import DomainError

WORDS = """
no_address: Paste the secret address of the calendar. It begins with https://.
unsafe: Only calendars in the public internet are read, by an address with https://.
unreachable: The calendar did not answer within five seconds. Look at the address again.
moved: This address leads on to another one. Paste the one it leads to.
not_allowed: The calendar answers “not allowed”. Its secret address was probably made new.
not_there: The calendar answers “not found”. Look up its secret address again.
answers_badly: The calendar’s server answers with an error. Try again later.
too_large: The calendar is larger than 512 KB. Share one without its old events.
no_calendar: This is a web page or something else, and no calendar. Those end in .ics, as a rule.
broken: An event in it cannot be understood, so none was read. Export it again without that one.
too_often: An event in it repeats every hour or more often. Such events cannot be read: end it.
too_many_events: The calendar has more than 500 events. Share one without its old events.
too_many_times: More than 1,000 events lie in the next months. Share a calendar with fewer.
too_heavy: Reading it takes too long. Some event repeats in an odd way: take that one out.
lost: This server has a new key and cannot open the address. Stop reading it, and add it again.
busy: Too many calendars are being read right now. Try again in a minute.
too_many_calendars: Five calendars are read for you already. Stop reading one of them first.
"""

PROBLEMS = dict(line.split(": ", 1) for line in WORDS.strip().splitlines())


class CalendarRefused(DomainError):
    """A calendar was not read; `code` is one of PROBLEMS."""

    status = 422

    def __init__(self, code: str):
        self.code = code
        super().__init__(PROBLEMS[code])
