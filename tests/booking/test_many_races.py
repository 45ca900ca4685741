"""The race that `make bench` runs with 10,000 attempts, small enough for every day."""

import pytest

from tests.bench.bench_races import BOOKED, run_race

pytestmark = pytest.mark.long


def test_processes_that_book_at_once_book_every_slot_once(own_database):
    race = run_race(own_database, attempts=320, processes=4, slots=8)

    assert race.bookings == 8
    assert race.overlaps == 0
    assert len(race.answers) == 320
    assert {answer[:4] for answer in race.counts if answer != BOOKED} == {"409 "}
