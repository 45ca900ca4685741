"""A goal from its first line to what came of it, with every mail read by who gets it."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from tests.browser import after_talks as after
from tests.browser import before_talks as before
from tests.browser.before_talks import GOAL, at
from tests.browser.lives import Lives, lives_of
from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.invariants import violations

pytestmark = pytest.mark.long


@pytest.fixture
def lives(chromium, tmp_path) -> Lives:
    with lives_of(chromium, tmp_path, before.make_people) as lives:
        yield lives


def test_a_goal_is_lived(lives):
    board = before.begin_goal(lives)
    first_talk = before.fall_back_to_the_next_choice(lives)
    second_talk = before.be_passed_on(lives, board)
    after.talk_with_ada(lives, first_talk)
    after.talk_with_ben(lives, second_talk)
    third_talk = after.ask_ada_again(lives, first_talk)
    after.answer_on_the_day_and_a_week_on(lives)
    after.talk_once_more(lives, third_talk)
    after.put_advice_together(lives, third_talk)
    after.say_what_came_of_it(lives)
    reach_the_goal(lives, board)
    see_what_it_was_good_for(lives, board)
    assert_nothing_is_said_twice(lives)


def reach_the_goal(lives: Lives, board: str) -> None:
    nora = lives.phone("nora")
    nora.goto(board)
    expect(nora.get_by_text("2 mentors, 3 talks, 60 minutes")).to_be_visible()
    nora.get_by_text("Change or close this goal").click()
    nora.get_by_label("What made the difference").fill("He heard it from me.")
    nora.get_by_role("button", name="I have reached it").click()
    expect(nora.get_by_text("He heard it from me.").first).to_be_visible()
    nora.locator("details.history > summary").click()
    history = nora.locator("details.history")
    for words in ("Begun", "20 minutes with Ben Okon", "Decided", "Action done", "Reached"):
        expect(history).to_contain_text(words)


def see_what_it_was_good_for(lives: Lives, board: str) -> None:
    """Each mentor sees their own part, and the board is nobody's but Nora's."""
    nora, ada, ben = (lives.phone(handle) for handle in ("nora", "ada", "ben"))
    nora.goto("/network")
    people = nora.get_by_role("main").get_by_role("listitem")
    expect(people.filter(has_text="Ada Lind")).to_contain_text("2 × 20 min")
    expect(people.filter(has_text="Ben Okon")).to_contain_text(after.HIS)
    expect(people.filter(has_text="Ben Okon").get_by_role("link", name=GOAL)).to_be_visible()
    ada.goto("/network/impact")
    expect(ada.get_by_role("main")).to_contain_text("“He starts in May.”")
    ben.goto("/network/impact")
    expect(ben.get_by_role("main")).to_contain_text("given, in 1 talk.")
    for phone in (ada, ben):
        for private in ("He starts in May.", after.HERS, after.DECISION):
            hidden = phone is ben or private != "He starts in May."
            assert not (hidden and private in phone.content()), private
        assert phone.request.get(board).status == 404


def assert_nothing_is_said_twice(lives: Lives) -> None:
    """A month later nothing more has come, and each mail has left once."""
    lives.until(at(20, 9, month=5))
    mails = lives.product.mails.messages
    assert len({message["Message-ID"] for message in mails}) == len(mails)
    with lives.product.app.app_context():
        sent = Outbox.query.filter(Outbox.kind == "mail", Outbox.sent_at.is_not(None)).count()
        never = sa.and_(Outbox.sent_at.is_(None), Outbox.cancelled_at.is_(None))
        assert db.session.scalars(sa.select(Outbox.key).where(never)).all() == []
        assert sent == len(mails)
        assert list(violations(senders=lives.product.app.extensions["outbox_senders"])) == []
