"""What Nora, who splits a team, does until there is a talk, and the four whom she asks."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.lives import Lives
from tests.making.browser import findable_mentor

GOAL = "Split the team without losing anybody"
QUESTION, TRIED = "Who tells Jonas, and when?", "I offered him the lead of it."
WORKDAYS = [(day, 9 * 60, 17 * 60) for day in range(5)]
A_MINUTE = timedelta(minutes=1)


def at(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def make_people(make) -> None:
    """Nora, and four who know the same: silent, there, passing on, and booked at once."""
    about = {"topics": [f"How to {GOAL.lower()}"], "rules": WORKDAYS, "lengths": (20,)}
    for name in ("Sil Vogt", "Ada Lind", "Pia Lund", "Ben Okon"):
        calendar = {"reads_first": name != "Ben Okon"}
        more = {"name": name, "time_zone": "Europe/Lisbon", "calendar": calendar}
        findable_mentor(make, first(name).lower(), **about | more)
    more = {"email": "nora@example.test", "time_zone": "Europe/Berlin"}
    make.person(handle="nora", name="Nora Vance", **more)


def first(name: str) -> str:
    return name.split()[0]


def begin_goal(lives: Lives) -> str:
    nora = lives.phone("nora")
    nora.goto("/goals")
    nora.get_by_label("What do you want").fill(GOAL)
    nora.get_by_role("button", name="Start this goal").click()
    expect(nora.get_by_text("Nothing to compare yet")).to_be_visible()
    return nora.url


def fall_back_to_the_next_choice(lives: Lives) -> str:
    """Sil says nothing for two days, so Ada has the same brief, and says yes."""
    nora, ada = lives.phone("nora"), lives.phone("ada")
    nora.get_by_role("link", name="Find the first mentor").click()
    ask(nora, "Sil Vogt", at(5, 14), after="Ada Lind")
    of_nora, waits = "Nora Vance asks for 20 minutes", "Nora Vance still waits for your answer"
    letters = lives.hear(
        ("sil", f"{of_nora}: Thu 5 Mar, 14:00"),
        ("nora", "Sil Vogt has your brief: Thu 5 Mar, 15:00"),
    )
    assert letters["sil"].says(QUESTION) and letters["sil"].says(TRIED)
    lives.until(at(3, 9), ("sil", f"{waits}: Thu 5 Mar, 14:00"))
    letters = lives.until(
        at(4, 9),
        ("ada", f"{of_nora}: Wed 4 Mar, 13:00"),
        ("nora", "No answer from Sil Vogt: Thu 5 Mar, 15:00"),
        ("sil", "The request of Nora Vance ran out: Thu 5 Mar, 14:00"),
    )
    assert letters["nora"].says("Ada Lind, your next choice, has your brief now")
    assert letters["ada"].says(QUESTION) and letters["ada"].says(TRIED)
    return say_yes(lives, ada, letters["ada"].links["Read and answer"], "Wed 4 Mar, {}", (13, 14))


def say_yes(lives: Lives, ada: Page, link: str, day: str, hours: tuple[int, int]) -> str:
    ada.goto(link)
    expect(ada.get_by_text(GOAL).first).to_be_visible()
    ada.get_by_role("button", name=re.compile("^Accept")).click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("20 minutes with Nora")
    hers, noras = (day.format(f"{hour}:00") for hour in hours)
    letters = lives.hear(
        ("ada", f"{hers}: 20 minutes with Nora Vance"),
        ("nora", f"{noras}: 20 minutes with Ada Lind"),
    )
    assert all(letter.has_calendar for letter in letters.values())
    return letters["nora"].links["Open the booking"]


def be_passed_on(lives: Lives, board: str) -> str:
    """Pia says no and why; the mail knows who else has time, and the brief goes along."""
    nora, pia = lives.phone("nora"), lives.phone("pia")
    nora.goto(board)
    nora.get_by_role("link", name="Ask somebody else").click()
    ask(nora, "Pia Lund", at(9, 10))
    asks = "Nora Vance asks for 20 minutes: Mon 9 Mar, 10:00"
    letters = lives.hear(("pia", asks), ("nora", "Pia Lund has your brief: Mon 9 Mar, 11:00"))
    say_no(pia, letters["pia"].links["Read and answer"])
    letter = lives.hear(("nora", "Pia Lund passed, and said why: Mon 9 Mar, 11:00"))["nora"]
    assert letter.says("The reason: too close to it.")
    assert letter.says("Ben will be better at this.")
    return book_ben(lives, next(to for name, to in letter.links.items() if "Ben Okon" in name))


def say_no(pia: Page, link: str) -> None:
    pia.goto(link)
    pia.get_by_role("link", name="Pass").click()
    pia.get_by_label("Too close to it").check()
    pia.get_by_label("A line to Nora").fill("Ben will be better at this.")
    pia.get_by_role("button", name="Pass and say why").click()
    expect(pia.get_by_text("You passed:")).to_be_visible()


def book_ben(lives: Lives, link: str) -> str:
    nora = lives.phone("nora")
    nora.goto(link)
    choose(nora, at(9, 10))
    expect(nora.get_by_label("My one question")).to_have_value(QUESTION)
    nora.get_by_role("button", name="Send and book").click()
    expect(nora.get_by_text("Confirmed", exact=True)).to_be_visible()
    with_nora, with_ben = "20 minutes with Nora Vance", "20 minutes with Ben Okon"
    lives.hear(("ben", f"Mon 9 Mar, 10:00: {with_nora}"), ("nora", f"Mon 9 Mar, 11:00: {with_ben}"))
    return nora.url


def ask(phone: Page, name: str, starts: datetime, *, after: str = "") -> None:
    """Choose a time, and send the brief; the goal is the one that was asked about."""
    phone.get_by_role("link", name=name, exact=True).first.click()
    choose(phone, starts)
    expect(phone.locator("[name=goal_key] option:checked")).to_have_text(GOAL)
    phone.get_by_label("My one question").fill(QUESTION)
    phone.get_by_label("What I tried").fill(TRIED)
    if after:
        choice = phone.locator("[name=next_choice] option", has_text=after)
        phone.locator("[name=next_choice]").select_option(choice.get_attribute("value"))
    phone.get_by_role("button", name=f"Send to {first(name)}").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"{first(name)} has your brief")


def choose(phone: Page, starts: datetime) -> None:
    phone.locator(f".days a[href*='day={starts:%Y-%m-%d}']").click()
    phone.locator(f"input[value='{starts:%Y-%m-%dT%H:%MZ}']").check()
    phone.get_by_role("button", name="Hold this time").click()


def meet(lives: Lives, talk: str, other: str, starts: datetime, spans: tuple[str, str]) -> None:
    """Be reminded an hour and five minutes before, and be in the room for the twenty minutes."""
    handle, (theirs, noras) = first(other).lower(), spans
    with_nora, with_other = "20 minutes with Nora Vance", f"20 minutes with {other}"
    for before, words in ((60, "At"), (5, "The room is open,")):
        lives.until(
            starts - before * A_MINUTE,
            (handle, f"{words} {theirs}: {with_nora}"),
            ("nora", f"{words} {noras}: {with_other}"),
        )
    lives.until(starts)
    lives.product.meet(talk.rsplit("/", 1)[1], ("nora", handle), 20)
