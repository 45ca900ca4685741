import pytest

from webapp.followup.steps import Step, may_show, open_step


@pytest.mark.parametrize(
    ("goal_met", "has_decided", "rating", "step"),
    [
        (None, False, None, Step.GOAL),
        ("no", False, None, Step.ACTION),
        ("yes", True, None, Step.RATING),
        ("yes", True, 0, Step.DONE),
        (None, True, 2, Step.GOAL),
    ],
)
def test_the_first_question_without_an_answer_is_open(goal_met, has_decided, rating, step):
    assert open_step(goal_met=goal_met, has_decided=has_decided, rating=rating) == step


def test_an_answered_question_can_be_opened_again():
    assert may_show(Step.GOAL, Step.DONE)
    assert may_show(Step.ACTION, Step.ACTION)


def test_a_question_cannot_be_skipped():
    assert not may_show(Step.RATING, Step.ACTION)
    assert not may_show(Step.DONE, Step.DONE)


def test_there_are_three_questions():
    assert [step.number for step in Step] == [1, 2, 3, 4]
