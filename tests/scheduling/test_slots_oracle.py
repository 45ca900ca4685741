"""The engine against an oracle that looks at every minute, in every zone that changes its offset.

SLOT_EXAMPLES makes it longer; SLOT_SHARE takes one part of the zones: "0/2", "1/2".
"""

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scheduling.oracle import Oracle
from tests.scheduling.situations import EXAMPLES, changes_of, changing_zones, situations
from webapp.core.local_days import days_interval
from webapp.scheduling.openings import open_intervals
from webapp.scheduling.schedule import Schedule, Window
from webapp.scheduling.slots import free_slots, is_on_offer

SHARE, SHARES = map(int, os.environ.get("SLOT_SHARE", "0/1").split("/"))
ZONES = changing_zones()[SHARE::SHARES]
EXAMPLES_A_ZONE = -(-EXAMPLES // len(changing_zones()))
HALF_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=EXAMPLES_A_ZONE, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_the_engine_agrees_with_the_oracle(zone, drawn):
    situation = drawn.draw(situations(zone))
    oracle = Oracle(situation.pop("schedule"), situation.pop("grain"))
    found = free_slots(oracle.schedule, **situation)
    assert [(slot.start, slot.end) for slot in found] == oracle.slots(**situation)


@settings(max_examples=EXAMPLES // 5, deadline=None, suppress_health_check=list(HealthCheck))
@given(situations())
def test_a_slot_is_on_offer_alone_exactly_if_it_is_in_the_list(situation):
    schedule, grain = situation.pop("schedule"), situation.pop("grain")
    found = free_slots(schedule, **situation)
    asked = {name: situation[name] for name in ("step", "claims", "limits", "now")}
    moved = [type(slot)(slot.start + grain / 2, slot.end + grain / 2) for slot in found]
    assert all(is_on_offer(slot, schedule, **asked) for slot in found)
    assert not any(is_on_offer(slot, schedule, **asked) for slot in moved)


@pytest.mark.parametrize("zone", changing_zones())
def test_open_time_is_right_on_every_day_that_a_zone_changes_its_offset(zone):
    schedule = Schedule(zone, weekly=((Window(1380, 150), Window(165, 225)),) * 7)
    oracle = Oracle(schedule, HALF_HOUR / 2)
    for day in changes_of(zone, 2027):
        around = days_interval(zone, day - timedelta(days=1), day + timedelta(days=1))
        expected = [i for i in oracle.instants(around.start, around.end) if oracle.is_open(i)]
        found = open_intervals(schedule, around)
        assert [i for span in found for i in oracle.instants(span.start, span.end)] == expected
