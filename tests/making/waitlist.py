"""A mentor whose only day is full, and people who wait for it."""

from datetime import date

from tests.making.booking import slot_at
from webapp.booking.models import Booking
from webapp.booking.waitlist import join_line
from webapp.booking.waitlist_models import WaitlistEntry
from webapp.booking.waitlist_times import Wanted
from webapp.people.models import Person

MARCH = (date(2026, 3, 2), date(2026, 3, 31))
TUESDAY = 1


def full_mentor(make, *, slots=1, **attributes) -> tuple[Person, list[Booking]]:
    """A mentor open on Tuesday the 3rd from 10:00, for this many talks, all of them taken."""
    rules = [(TUESDAY, 600, 600 + 20 * slots)]
    mentor = make.mentor(rules=rules, calendar={"window_days": 5}, **attributes)
    taken = [make.booking(mentor=mentor, slot=slot_at(10, 20 * n, day=3)) for n in range(slots)]
    return mentor, taken


def waiting(make, mentor: Person, *, person=None, now=None, **wish) -> WaitlistEntry:
    wanted = Wanted(*MARCH, **wish)
    return join_line(
        person or make.person(),
        mentor,
        wanted,
        minutes=20,
        line="Who tells him?",
        now=now or make.now,
    )
