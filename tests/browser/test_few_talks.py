"""A few talks on one goal: they end by themselves, and go on if both say so."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.before_talks import GOAL, QUESTION, at, make_people
from tests.browser.lives import Lives, lives_of
from webapp.goals.service import begin_goal
from webapp.people.models import Person

pytestmark = pytest.mark.long


def make_people_and_goal(make) -> None:
    make_people(make)
    begin_goal(Person.query.filter_by(handle="nora").one(), GOAL, now=make.now)


@pytest.fixture
def lives(chromium, tmp_path) -> Lives:
    with lives_of(chromium, tmp_path, make_people_and_goal) as lives:
        yield lives


def test_they_end_by_themselves_and_go_on_if_both_say_so(lives):
    nora, ben = lives.phone("nora"), lives.phone("ben")
    talks = book_two(nora)
    for talk, day in zip(talks, (3, 10), strict=True):
        lives.product.live_until(at(day, 10))
        lives.product.meet(talk, ("nora", "ben"), 20)
        lives.product.live_until(at(day, 11))
        lives.product.work()
    to_close = "{}: one line to close"
    letters = {(letter.to, letter.subject): letter for letter in lives.open_mail()}
    for phone, who, said in ((nora, "nora", "2 talks with Ben"), (ben, "ben", "2 talks with Nora")):
        phone.goto(letters[who, to_close.format(said)].links["Write one line"])
    close_with_a_line(lives)
    go_on(lives)
    nora.get_by_role("link", name="Choose the times").click()
    nora.get_by_label("Your one question for the first talk").fill("And the other half?")
    nora.get_by_role("button", name="Book these 2 talks").click()
    expect(nora.get_by_text("It closes itself after the last talk")).to_be_visible()


def book_two(nora: Page) -> list[str]:
    """Take a time for several weeks, under the goal that was asked about."""
    nora.goto(f"/mentors/ben?q={GOAL.replace(' ', '+')}&day=2026-03-03")
    nora.locator("input[value='2026-03-03T10:00Z']").check()
    nora.get_by_role("button", name="This time for several weeks").click()
    expect(nora.get_by_label("Your goal, in a line")).to_have_value(GOAL)
    nora.get_by_role("link", name="2 talks", exact=True).click()
    expect(nora.get_by_label("Your goal, in a line")).to_have_value(GOAL)
    nora.get_by_label("Your one question for the first talk").fill(QUESTION)
    nora.get_by_role("button", name="Book these 2 talks").click()
    expect(nora.get_by_role("heading", level=1)).to_have_text("2 talks with Ben Okon")
    links = nora.get_by_role("main").locator("ol a[href^='/bookings/']")
    return [link.get_attribute("href").rpartition("/")[2] for link in links.all()]


def close_with_a_line(lives: Lives) -> None:
    nora, ben = lives.phone("nora"), lives.phone("ben")
    expect(ben.get_by_text("It ended with its last talk")).to_be_visible()
    nora.get_by_label("What is different now").fill("I have told him.")
    nora.get_by_role("button", name="Keep this line").click()
    assert lives.hear(("ben", "Nora on what is different now"))["ben"].says("I have told him.")
    ben.get_by_label("One strength you saw in Nora").fill("You ask back.")
    ben.get_by_role("button", name="Keep this line").click()
    expect(ben.get_by_text("I have told him.")).to_be_visible()
    assert lives.hear(("nora", "One strength Ben saw in you"))["nora"].says("You ask back.")


def go_on(lives: Lives) -> None:
    nora, ben = lives.phone("nora"), lives.phone("ben")
    nora.get_by_role("button", name="Yes, go on with Ben").click()
    letter = lives.hear(("ben", "Nora would go on. Would you?"))["ben"]
    ben.goto(letter.links["Open these talks"])
    ben.get_by_role("button", name="Yes, go on with Nora").click()
    letter = lives.hear(("nora", "You and Ben go on"))["nora"]
    nora.goto(letter.links["Open these talks"])
