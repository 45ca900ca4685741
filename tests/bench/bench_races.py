"""Many people, few slots, many processes: every slot is booked once, and everybody is answered.

Run it alone by `python -m tests.bench.bench_races`.
"""

import multiprocessing
import os
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import quantiles
from time import perf_counter

import sqlalchemy as sa
from flask_migrate import upgrade

from tests.databases import postgres_server
from tests.factories import Maker
from webapp import create_app
from webapp.booking import service
from webapp.booking.lifecycle import BLOCKING
from webapp.booking.models import Booking, Seat
from webapp.config import Config
from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.core.intervals import Interval
from webapp.goals.prompts import Prompts
from webapp.people.models import Person

ATTEMPTS, PROCESSES, SLOTS = 10_000, 16, 100
MENTORS, MENTEES = 5, 200
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BRIEF = Prompts(question="Who tells him?")
BOOKED = "booked"


@dataclass(frozen=True)
class Race:
    """What everybody's attempts came to, and what stands in the database afterwards."""

    answers: list[tuple[str, float]]  # what came of it, and how long it took in milliseconds
    seconds: float
    bookings: int
    overlaps: int

    @property
    def counts(self) -> Counter:
        return Counter(answer for answer, _ in self.answers)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print_race("SQLite", run_race(f"sqlite:///{folder}/race.db"))
    with postgres_server() as url:
        print_race("PostgreSQL", run_race(url))


def run_race(url: str, *, attempts=ATTEMPTS, processes=PROCESSES, slots=SLOTS) -> Race:
    app = create_app(Config.for_tests(url))
    with app.app_context():
        upgrade()
        goals, people = make_people(slots)
        db.session.remove()
        db.engine.dispose()  # a connection must not live in two processes
        began = perf_counter()
        answers = attempts_of_all(app, goals, people, attempts, processes)
        seconds = perf_counter() - began
        race = Race(answers, seconds, count_bookings(), count_overlaps())
        db.session.remove()
        db.engine.dispose()
    return race


def make_people(slots: int) -> tuple[list[tuple[int, Interval]], list[int]]:
    """Return every slot with its mentor, and everybody who wants one: the mentors among them."""
    make = Maker(NOW)
    mentors = [make.mentor(rules=[(0, 0, 1440)]).id for _ in range(MENTORS)]
    mentees = [make.person().id for _ in range(MENTEES)]
    first = NOW + timedelta(hours=1)
    length = timedelta(minutes=20)
    goals = [
        (mentor, Interval(first + length * n, first + length * (n + 1)))
        for n in range(-(-slots // MENTORS))
        for mentor in mentors
    ]
    return goals[:slots], mentees + mentors


def attempts_of_all(app, goals, people, attempts: int, processes: int) -> list[tuple[str, float]]:
    fork = multiprocessing.get_context("fork")
    start, answers = fork.Barrier(processes), fork.SimpleQueue()
    shares = [attempts // processes] * processes
    shares[0] += attempts % processes

    def work(seed: int, share: int) -> None:
        with app.app_context():
            start.wait(30)
            answers.put(attempts_of_one(random.Random(seed), goals, people, share))
        os._exit(0)  # what the parent would tidy up is the parent's

    workers = [fork.Process(target=work, args=pair) for pair in enumerate(shares)]
    for worker in workers:
        worker.start()
    heard = [answer for _ in workers for answer in answers.get()]
    for worker in workers:
        worker.join(30)
    return heard


def attempts_of_one(chance, goals, people, count: int) -> list[tuple[str, float]]:
    answers = []
    for _ in range(count):
        mentor_id, slot = chance.choice(goals)
        mentee_id = chance.choice([person for person in people if person != mentor_id])
        began = perf_counter()
        answer = attempt(mentor_id, mentee_id, slot)
        answers.append((answer, (perf_counter() - began) * 1000))
        db.session.remove()
    return answers


def attempt(mentor_id: int, mentee_id: int, slot: Interval) -> str:
    """Hold and confirm, as a person would; what a person may be told is an answer, too."""
    try:
        mentor, mentee = (db.session.get(Person, key) for key in (mentor_id, mentee_id))
        hold = service.hold_slot(mentor, mentee, slot, now=NOW)
        if not hold.is_confirmed:  # else it is the person's own already
            service.confirm_booking(hold, mentee, BRIEF, now=NOW)
    except DomainError as error:
        return f"{error.status} {error.code}"
    except Exception as error:  # whatever else happens is counted, and none is allowed
        return type(error).__name__
    return BOOKED


def count_bookings() -> int:
    booked = sa.select(sa.func.count()).select_from(Booking).where(Booking.status == "confirmed")
    return db.session.scalar(booked)


def count_overlaps() -> int:
    """Count the pairs of claims of one person that share a minute."""
    one, other = sa.orm.aliased(Seat), sa.orm.aliased(Seat)
    same_person = sa.and_(one.person_id == other.person_id, one.id < other.id)
    return db.session.scalar(
        sa.select(sa.func.count())
        .select_from(one)
        .join(other, same_person)
        .where(one.status.in_(BLOCKING), other.status.in_(BLOCKING))
        .where(one.starts_at < other.ends_at, other.starts_at < one.ends_at)
    )


def print_race(name: str, race: Race) -> None:
    taken = [milliseconds for _, milliseconds in race.answers]
    steps = quantiles(taken, n=100)
    print(f"{len(taken):,} attempts by {PROCESSES} processes on {SLOTS} slots, {name}")
    print(f"  {race.bookings} bookings, {race.overlaps} overlaps; {dict(race.counts)}")
    print(
        f"  {len(taken) / race.seconds:,.0f} attempts a second; median {steps[49]:.1f} ms,"
        f" p95 {steps[94]:.1f} ms, p99 {steps[98]:.1f} ms, longest {max(taken):.0f} ms"
    )
    assert race.bookings == SLOTS, race.bookings
    assert race.overlaps == 0, race.overlaps


if __name__ == "__main__":
    main()
