"""A board as it is in the middle of things, for browser tests."""

from datetime import timedelta

from tests.making.browser import findable_mentor
from tests.making.goals import LINE, goal_of, insight, talk_under

HERS = "You tell him, alone, before the team."
HIS = "Let his new lead tell him."
AND = "Tell everyone within one day."


def make_board(make, handle: str) -> dict[str, str]:
    """A mentee with two mentors and three insights under a goal; what addresses call them."""
    mentee = make.person(handle=handle, name="Gil Board", time_zone="Europe/Berlin")
    goal = goal_of(make, mentee)
    iris = findable_mentor(make, f"iris-{handle}", name="Iris Lind")
    otto = findable_mentor(make, f"otto-{handle}", name="Otto Okon")
    for days, (mentor, text) in enumerate(((iris, HERS), (otto, HIS), (iris, AND)), 1):
        talk = talk_under(make, goal, mentee, mentor)
        at = make.now - timedelta(days=days)
        insight(make, goal, mentor, text, created_at=at, booking_id=talk.id)
    loose = talk_under(make, None, mentee, otto)
    return {"goal": goal.public_id, "loose": loose.public_id, "brief": talk.brief.public_id}


__all__ = ["AND", "HERS", "HIS", "LINE", "make_board"]
