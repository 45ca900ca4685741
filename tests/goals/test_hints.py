"""What a brief could say better; the script in the browser is held to the same cases."""

import json
from pathlib import Path

import pytest

from webapp.goals.hints import READ_IN_HALF_A_MINUTE, hints_on, words_in
from webapp.goals.models import LONGEST
from webapp.goals.prompts import Prompts

CASES = json.loads((Path(__file__).parent / "hints.json").read_text())
NOTHING = {"question": "", "done": "", "whole": ""}
FAST_READER, SLOW_WRITER = 240, 40  # words a minute


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_each_case(case):
    repeated = {name: text * times for name, (text, times) in case.get("repeat", {}).items()}

    assert hints_on(Prompts(**case["prompts"] | repeated)) == NOTHING | case["hints"]


def test_signs_that_no_space_sets_apart_count_as_half_a_word_each():
    assert words_in("谁告诉他 now") == 3


def test_a_brief_without_a_hint_is_read_in_half_a_minute_and_typed_in_three():
    assert READ_IN_HALF_A_MINUTE / FAST_READER <= 0.5
    assert READ_IN_HALF_A_MINUTE / SLOW_WRITER <= 3


def test_a_hint_says_so_long_before_the_prompts_are_full():
    full = Prompts(*["word " * (LONGEST // 5)] * 4)

    assert hints_on(full)["whole"] == "480 words. 120 are read in half a minute."
