import pytest

from webapp.followup.sentence import sentence, tidy_when, tidy_will


def test_an_action_is_one_sentence():
    assert sentence("I meet Jonas", "tell him first") == "When I meet Jonas, I will tell him first."


@pytest.mark.parametrize("typed", ["I meet Jonas", "When I meet Jonas,", " when  I meet\nJonas … "])
def test_the_word_when_is_said_once(typed):
    assert tidy_when(typed) == "I meet Jonas"


@pytest.mark.parametrize(
    "typed", ["tell him", "I will tell him.", "I'll tell him", "I’ll tell him"]
)
def test_the_words_i_will_are_said_once(typed):
    assert tidy_will(typed) == "tell him"


def test_words_that_only_begin_alike_stay():
    assert tidy_when("whenever he asks") == "whenever he asks"
    assert tidy_will("I willingly listen") == "I willingly listen"


def test_what_says_nothing_else_is_left_as_it_was_typed():
    assert tidy_when("when") == "when"
    assert tidy_will("…") == "…"


def test_a_question_keeps_its_mark():
    assert sentence("he asks", "say: why not?") == "When he asks, I will say: why not?"


def test_other_scripts_are_left_alone():
    assert tidy_when("أقابل يوناس،") == "أقابل يوناس،"
