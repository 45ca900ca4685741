"""Where the first line belongs."""

import pytest

from webapp.goals.prompts import Prompts, half_filled


@pytest.mark.parametrize("line", ["Who tells Jonas?", "من يخبر يونس؟", "誰が言う？"])
def test_a_line_that_asks_is_the_question(line):
    assert half_filled(line) == Prompts(question=line)


def test_a_line_that_tells_is_where_one_is():
    assert half_filled("We split our team.") == Prompts(situation="We split our team.")


def test_new_lines_are_one_character():
    assert Prompts(tried=" one\r\ntwo \r\n").tidied().tried == "one\ntwo"
