"""Every case of slot_cases.json, or of the file that SLOT_CASES names."""

import os
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.scheduling.case_file import read_cases, slots_of, viewer_zone_of

OURS = Path(__file__).with_name("slot_cases.json")
CASES = read_cases(Path(os.environ.get("SLOT_CASES", OURS)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_slots_are_those_that_were_worked_out_by_hand(case):
    slots = slots_of(case["input"])
    viewer = ZoneInfo(viewer_zone_of(case["input"]))
    found = {
        "count": len(slots),
        "slots_utc": [f"{slot.start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for slot in slots],
        "slots_viewer_local": [slot.start.astimezone(viewer).isoformat() for slot in slots],
    }
    # Long days come with their count and UTC starts only.
    assert {name: found[name] for name in case["expected"]} == case["expected"]
