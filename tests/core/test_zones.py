import zoneinfo
from datetime import UTC, datetime

import pytest

from webapp.core.zones import (
    UnknownZone,
    apart_words,
    city,
    hours_apart,
    is_zone,
    listed_name,
    zone,
    zone_names,
)

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)
# New York's clocks have changed by then, Berlin's have not.
BETWEEN = datetime(2026, 3, 15, 12, tzinfo=UTC)


def test_zone_data_comes_from_the_pinned_package_only():
    assert zoneinfo.TZPATH == ()


def test_a_zone_is_found_by_its_name():
    assert WINTER.astimezone(zone("Asia/Kathmandu")).isoformat() == "2026-01-15T17:45:00+05:45"


@pytest.mark.parametrize("name", ["", "Europe", "Europe/Atlantis", "../zone.tab", "/etc/passwd"])
def test_a_name_that_is_no_zone_is_refused(name):
    assert not is_zone(name)
    with pytest.raises(UnknownZone, match="no time zone named"):
        zone(name)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Europe/Berlin", "Berlin"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("America/Port-au-Prince", "Port-au-Prince"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_city(name, place):
    assert city(name) == place


def test_every_zone_to_choose_from_is_a_place_and_exists():
    names = zone_names()
    assert list(names) == sorted(set(names))
    assert all("/" in name and is_zone(name) for name in names)
    assert {"Europe/Oslo", "Asia/Kolkata", "America/New_York"} <= set(names)
    assert not {"Asia/Calcutta", "US/Eastern", "Etc/GMT+5"} & set(names)


@pytest.mark.parametrize(
    ("reported", "listed"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Eastern", "America/New_York"),
        ("Europe/Oslo", "Europe/Oslo"),
        ("UTC", "UTC"),
        ("Europe/Atlantis", "Europe/Atlantis"),
    ],
)
def test_an_old_spelling_is_listed_under_the_new_one(reported, listed):
    assert listed_name(reported) == listed


@pytest.mark.parametrize(
    ("mine", "theirs", "at", "words"),
    [
        ("Europe/Berlin", "Europe/Lisbon", WINTER, "1 h behind you"),
        ("Europe/Lisbon", "Europe/Berlin", WINTER, "1 h ahead of you"),
        ("UTC", "Asia/Kolkata", WINTER, "5 h 30 min ahead of you"),
        ("Asia/Kolkata", "Asia/Kathmandu", WINTER, "15 min ahead of you"),
        ("Europe/Berlin", "Europe/Oslo", SUMMER, "same time as you"),
        ("America/New_York", "Europe/Berlin", SUMMER, "6 h ahead of you"),
        ("America/New_York", "Europe/Berlin", BETWEEN, "5 h ahead of you"),
        ("Pacific/Kiritimati", "Pacific/Pago_Pago", SUMMER, "25 h behind you"),
    ],
)
def test_their_clock_is_told_from_where_i_am(mine, theirs, at, words):
    assert apart_words(mine, theirs, at) == words


def test_hours_apart_are_negative_where_they_are_behind():
    assert hours_apart("Asia/Kolkata", "UTC", WINTER) == -5.5
