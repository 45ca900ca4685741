"""What Nora, who splits a team, does once she has talked: closing, a board, and answers."""

import re

from playwright.sync_api import Page, expect

from tests.browser.before_talks import GOAL, at, choose, meet, say_yes
from tests.browser.closing_taps import act, close, keep_insight, send_line, told
from tests.browser.lives import Lives

HERS = "You tell him, alone, before the team."
HIS = "Let his new lead tell him."
AGAIN = "Then be quiet for a minute."
DECISION, REASON = "I tell him, before the team.", "he asked me twice"
SENTENCE = "When we meet on Tuesday, I will tell Jonas first."
DAY = "Today is the day: still the plan?"


def talk_with_ada(lives: Lives, talk: str) -> None:
    """Both close it at once; in the evening Nora has a minute, in her own zone."""
    meet(lives, talk, "Ada Lind", at(4, 13), ("13:00", "14:00"))
    nora, ada = lives.phone("nora"), lives.phone("ada")
    nora.goto(f"{talk}/close")
    expect(nora.get_by_text("20 minutes together")).to_be_visible()
    nora.get_by_role("button", name="Yes").click()
    act(nora, "we meet on Tuesday", "tell Jonas first", "2026-03-10")
    nora.get_by_role("button", name="More", exact=True).click()
    keep_insight(nora, HERS)
    nora.get_by_label("A line of thanks to Ada").fill("Thank you for the quiet part.")
    nora.get_by_role("button", name="Send thanks").click()
    expect(nora.get_by_text("Your thanks to Ada")).to_be_visible()
    ada.goto(f"{talk}/close")
    close(ada, "Partly", "As I expected")
    ada.get_by_label("One strength you saw in Nora").fill("You listen before you speak.")
    ada.get_by_role("button", name="Send to Nora").click()
    expect(ada.get_by_text("A strength you saw in Nora")).to_be_visible()
    read_the_kind_words(lives)
    take_the_minute(lives)


def read_the_kind_words(lives: Lives) -> None:
    letters = lives.until(
        at(4, 14), ("ada", "Nora says thanks"), ("nora", "A strength that Ada saw in you")
    )
    assert letters["ada"].says("Thank you for the quiet part.")
    assert letters["nora"].says("You listen before you speak.")


def take_the_minute(lives: Lives) -> None:
    """At seven in Berlin it is six in Lisbon: Ada is asked an hour later."""
    nora = lives.phone("nora")
    letter = lives.until(at(4, 18), ("nora", "A minute for your talk with Ada"))["nora"]
    nora.goto(letter.links["Take the minute"])
    nora.get_by_label("Sixty seconds, your first thought").fill("That it is possible.")
    nora.get_by_role("button", name="Keep it").click()
    expect(nora.get_by_text("That it is possible.")).to_be_visible()
    lives.until(at(4, 19), ("ada", "A minute for your talk with Nora"))


def talk_with_ben(lives: Lives, talk: str) -> None:
    """He was reminded a day before, and prepares by the same card as Nora."""
    still = "Still right? Mon 9 Mar, {}:00: 20 minutes with {}"
    letters = lives.until(
        at(8, 10), ("ben", still.format(10, "Nora Vance")), ("nora", still.format(11, "Ben Okon"))
    )
    for who in ("ben", "nora"):
        phone = lives.phone(who)
        phone.goto(letters[who].links["Three minutes of preparation"])
        card = phone.get_by_role("region", name="Three minutes of preparation")
        expect(card.locator("ol li.voice")).to_have_count(3)
    meet(lives, talk, "Ben Okon", at(9, 10), ("10:00", "11:00"))
    nora = lives.phone("nora")
    nora.goto(f"{talk}/close")
    close(nora, "Partly", "Less")
    keep_insight(nora, HIS)
    evening = "A minute for your talk with {}"
    lives.until(at(9, 11))
    lives.until(at(9, 19), ("ben", evening.format("Nora")), ("nora", evening.format("Ben")))


def ask_ada_again(lives: Lives, talk: str) -> str:
    """From where the first talk was closed; the goal goes along."""
    nora, ada = lives.phone("nora"), lives.phone("ada")
    nora.goto(f"{talk}/close")
    nora.get_by_role("link", name="Book Ada again").click()
    choose(nora, at(12, 14))
    expect(nora.locator("[name=goal_key] option:checked")).to_have_text(GOAL)
    nora.get_by_label("My one question").fill("And if he is angry?")
    nora.get_by_role("button", name="Send to Ada").click()
    expect(nora.get_by_role("heading", level=1)).to_have_text("Ada has your brief")
    letters = lives.hear(
        ("ada", "Nora Vance asks for 20 minutes: Thu 12 Mar, 14:00"),
        ("nora", "Ada Lind has your brief: Thu 12 Mar, 15:00"),
    )
    link = letters["ada"].links["Read and answer"]
    return say_yes(lives, ada, link, "Thu 12 Mar, {}", (14, 15))


def answer_on_the_day_and_a_week_on(lives: Lives) -> None:
    nora = lives.phone("nora")
    letter = lives.until(at(10, 9), ("nora", DAY))["nora"]
    assert letter.says(SENTENCE)
    nora.goto(letter.links["Say whether it stands"])
    nora.get_by_role("button", name="Yes, still the plan").click()
    expect(nora.get_by_role("heading", level=2)).to_contain_text("We ask again, on Wed 11 Mar")
    letter = lives.until(at(11, 13, 30), ("nora", "A week after Ada: did you do it?"))["nora"]
    nora.goto(letter.links["Say what became of it"])
    nora.get_by_role("button", name=re.compile("^Done")).click()
    send_line(nora, "He was angry for a minute.")
    note = lives.hear(("ada", "Nora did it"))["ada"]
    assert note.says(SENTENCE) and note.says("He was angry for a minute.")


def talk_once_more(lives: Lives, talk: str) -> None:
    """A day before, the card says what became of the last time."""
    still = "Still right? Thu 12 Mar, {}:00: 20 minutes with {}"
    letters = lives.until(
        at(11, 14), ("ada", still.format(14, "Nora Vance")), ("nora", still.format(15, "Ada Lind"))
    )
    ada = lives.phone("ada")
    ada.goto(letters["ada"].links["Three minutes of preparation"])
    card = ada.get_by_role("region", name="Three minutes of preparation")
    expect(card).to_contain_text("Last time, Wed 4 Mar")
    expect(card).to_contain_text(SENTENCE)
    expect(card).to_contain_text("He was angry for a minute.")
    meet(lives, talk, "Ada Lind", at(12, 14), ("14:00", "15:00"))
    evening = "A minute for your talk with {}"
    lives.until(at(12, 15, 30))
    lives.until(at(12, 19), ("ada", evening.format("Nora")), ("nora", evening.format("Ada")))


def put_advice_together(lives: Lives, talk: str) -> None:
    """Closed a day later, from the list of talks; then the board has three voices."""
    lives.until(at(13, 9))
    nora = lives.phone("nora")
    nora.goto("/bookings?show=past")
    nora.locator(f"a[href$='{talk.rpartition('/')[2]}/close']").click()
    close(nora, "Yes", "Far more")
    keep_insight(nora, AGAIN)
    nora.get_by_role("link", name="Open the board").click()
    expect(nora.get_by_role("heading", level=1)).to_have_text(GOAL)
    expect(nora.locator("article.insight")).to_have_count(3)
    mark_and_decide(nora)
    nora.get_by_text("Make an action of your decision").click()
    act(nora, "the budget is out", "draw both teams", "2026-03-17")
    expect(nora.get_by_text("From your decision")).to_be_visible()


def mark_and_decide(nora: Page) -> None:
    told(nora, HERS).get_by_role("radio", name="Agree").click()
    expect(told(nora, HERS).get_by_role("radio", name="Agree")).to_be_checked()
    told(nora, HIS).get_by_role("radio", name="Contradicts").click()
    told(nora, HIS).get_by_label("What does it contradict?").select_option(label=f"Ada: {HERS}")
    dispute = nora.get_by_role("group", name="Ben and Ada contradict each other")
    expect(dispute.locator("article")).to_have_count(2)
    nora.get_by_role("textbox", name="What you decide").fill(DECISION)
    nora.get_by_role("textbox", name="Because").fill(REASON)
    nora.get_by_role("button", name="Decide").click()
    expect(nora.locator(".decision")).to_contain_text(f"Because {REASON}")


def say_what_came_of_it(lives: Lives) -> None:
    """The action of the decision is nobody's but hers; the other one goes back to Ada."""
    nora = lives.phone("nora")
    letter = lives.until(at(17, 9), ("nora", DAY))["nora"]
    nora.goto(letter.links["Say whether it stands"])
    nora.get_by_role("button", name="Done already").click()
    month = lives.until(at(3, 13, month=4), ("nora", "A month after Ada: what came of it?"))
    nora.goto(month["nora"].links["Say what came of it"])
    nora.get_by_role("button", name="I have decided").click()
    send_line(nora, "He starts in May.")
    note = lives.hear(("ada", "Nora has decided"))["ada"]
    assert note.says(SENTENCE) and note.says("He starts in May.")
    month = lives.until(at(12, 9, month=4), ("nora", "A month on: what came of it?"))
    nora.goto(month["nora"].links["Say what came of it"])
    nora.get_by_role("button", name="I got it working").click()
