"""Every change of every status, by everybody: what a table lists happens, the rest is refused."""

import re
from itertools import product
from pathlib import Path

import pytest

from webapp.core.errors import DomainError
from webapp.followup.lifecycles import LIFECYCLES

TABLE = re.compile(r"^(?:\w+_)?TRANSITIONS\b.*= \{$", re.MULTILINE)
WEBAPP = Path(__file__).parents[1] / "webapp"
CHANGES = [
    (name, before, by, after)
    for name, life in LIFECYCLES.items()
    for before, by, after in product([None, *life.statuses], life.actors, life.statuses)
]


@pytest.mark.parametrize(("name", "before", "by", "after"), CHANGES)
def test_what_is_listed_happens_and_the_rest_is_refused(name, before, by, after):
    life = LIFECYCLES[name]
    if after in life.table.get((before, by), frozenset()):
        life.require(before, after, by)
    else:
        with pytest.raises(DomainError):
            life.require(before, after, by)


@pytest.mark.parametrize("name", LIFECYCLES)
def test_a_table_speaks_of_its_own_statuses_and_actors(name):
    life = LIFECYCLES[name]

    assert {before for before, _ in life.table} <= {None, *life.statuses}
    assert {by for _, by in life.table} <= set(life.actors)
    assert {after for afters in life.table.values() for after in afters} <= set(life.statuses)


def test_every_status_is_reached_from_nothing():
    by_kind = {life.statuses: {None} for life in LIFECYCLES.values()}
    for life in LIFECYCLES.values():
        by_kind[life.statuses] |= reached_in(life)  # a request has two forms

    assert by_kind == {statuses: {None, *statuses} for statuses in by_kind}


def reached_in(life) -> set:
    reached = {None}
    while more := {
        after
        for (before, _), afters in life.table.items()
        if before in reached
        for after in afters - reached
    }:
        reached |= more
    return reached


def test_no_table_is_missing():
    in_code = sum(len(TABLE.findall(path.read_text())) for path in WEBAPP.rglob("*.py"))
    of_requests = 1  # one table with two forms of a request in it

    assert len(LIFECYCLES) - of_requests == in_code
