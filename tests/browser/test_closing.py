"""After the talk, on both phones: three taps, what may be left beside them, a month of mails."""

import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE
from tests.browser.records import closings_of
from tests.browser.walking import read_mail
from tests.making import followup
from tests.making.browser import findable_mentor
from webapp.core.db import transaction
from webapp.core.zones import zone
from webapp.followup.chain import FollowUpKind
from webapp.followup.chain_models import Outcome
from webapp.followup.follow_ups import ask_due
from webapp.followup.models import Action, Insight
from webapp.goals.service import begin_goal
from webapp.people.models import Person

pytestmark = pytest.mark.long

_serial = count(1)

COUNT_TAPS = """addEventListener("click", event => { if (event.isTrusted)
  sessionStorage.taps = 1 + Number(sessionStorage.taps ?? 0) }, true)"""
INSIGHT = "The first sentence has the decision in it."


@dataclass(frozen=True)
class Talk:
    """A talk of an hour ago, of somebody with a goal and a mentor; both by their handles."""

    id: str
    lou: str
    wim: str


@pytest.fixture
def talk(product) -> Talk:
    def make_talk(make) -> Talk:
        tag = f"{next(_serial)}"
        lou = make.person(handle=f"lou{tag}", name="Lou Marsh", email=f"lou{tag}@example.test")
        goal = begin_goal(lou, "Lead two teams", now=make.now)
        wim = findable_mentor(make, f"wim{tag}", name="Wim Taal")
        brief = make.brief(lou, goal_id=goal.id)
        made = followup.past_talk(make, mentor=wim, mentee=lou, brief=brief)
        return Talk(made.public_id, lou.handle, wim.handle)

    return product.write(make_talk)


def phone_of(open_browser, person: str) -> Page:
    phone = open_browser(PHONE, person=person)
    phone.add_init_script(COUNT_TAPS)
    return phone


def taps_on(phone: Page) -> int:
    return int(phone.evaluate("sessionStorage.taps"))


def test_three_taps_close_a_talk_on_both_phones(open_browser, product, talk):
    for person, goal in ((talk.lou, "Yes"), (talk.wim, "Partly")):
        phone = phone_of(open_browser, person)
        phone.goto(f"/bookings/{talk.id}/close")
        close(phone, goal)

        assert taps_on(phone) == 3
        assert barriers(phone) == []
    answers = [(talk.lou, "yes", True, 0), (talk.wim, "partly", True, 0)]
    assert closings_of(product, talk.id) == answers


def test_the_mentee_leaves_insights_an_action_and_thanks(open_browser, product, talk):
    phone = phone_of(open_browser, talk.lou)
    phone.goto(f"/bookings/{talk.id}/close")
    close(phone)

    phone.get_by_label("What did you learn?").fill(INSIGHT)
    expect(phone.get_by_label("Under the goal")).to_have_value(re.compile(r"\w{12}"))
    phone.get_by_role("button", name="Keep this insight").tap()
    expect(phone.get_by_text(INSIGHT, exact=True)).to_be_visible()
    expect(phone.get_by_label("And what else?")).to_have_value("")
    phone.get_by_label("A line of thanks to Wim").fill("Thank you for the quiet part.")
    phone.get_by_role("button", name="Send thanks").tap()
    expect(phone.get_by_text("Your thanks to Wim")).to_be_visible()
    phone.get_by_role("link", name="Add what Wim will do").tap()
    expect(phone.get_by_text("Wim will", exact=True)).to_be_visible()
    phone.get_by_label("When", exact=True).fill("I am back")
    phone.get_by_label("Wim will").fill("send the page")
    phone.get_by_role("button", name="Keep this action").tap()
    expect(phone.get_by_text("When I am back, Wim will send the page.")).to_be_visible()

    assert barriers(phone) == []
    own = sa.select(Insight.text, Insight.goal_id.is_not(None)).join(Insight.mentor)
    assert product.rows(own.where(Person.handle == talk.wim)) == [(INSIGHT, True)]
    said = sa.select(Action.will_text).join(Action.owner).where(Person.handle == talk.wim)
    assert product.rows(said) == [("send the page",)]


def close(phone: Page, goal: str = "Yes") -> None:
    for answer in (goal, "None needed", "As I expected"):
        phone.get_by_role("button", name=answer).tap()
    expect(phone.get_by_role("heading", level=2)).to_have_text("That is all.")


def test_what_is_typed_outlives_a_phone_that_reloads(open_browser, talk):
    phone = phone_of(open_browser, talk.wim)
    phone.goto(f"/bookings/{talk.id}/close")
    close(phone)

    phone.get_by_label("One strength you saw in Lou").fill("You listen before you speak.")
    phone.reload()

    field = phone.get_by_label("One strength you saw in Lou")
    expect(field).to_have_value("You listen before you speak.")
    phone.get_by_role("button", name="Send to Lou").tap()
    expect(phone.get_by_text("A strength you saw in Lou")).to_be_visible()


def test_a_minute_is_kept_for_oneself(open_browser, talk):
    phone = phone_of(open_browser, talk.lou)
    phone.goto(f"/bookings/{talk.id}/reflect")
    assert barriers(phone) == []
    phone.get_by_label("Sixty seconds, your first thought").fill("That it is possible.")
    phone.get_by_role("button", name="Keep it").tap()
    close(phone)
    expect(phone.get_by_text("That it is possible.")).to_be_visible()


@pytest.fixture
def kept(product) -> dict:
    """An action of a month ago, whose questions wait for the worker."""

    def make_action(make) -> dict:
        tag = f"{next(_serial)}"
        # where it is day now, or the worker would wait for the morning
        day = next(zone for zone in DAYTIMES if is_daytime(make.now, zone))
        of_rob = {"name": "Rob Kerr", "email": f"rob{tag}@example.test", "time_zone": day}
        rob = make.person(handle=f"rob{tag}", **of_rob)
        mentor = findable_mentor(make, f"ola{tag}", name="Ola Berg", time_zone=day)
        action = followup.kept(make, owner=rob, mentor=mentor)
        return {"action": action.public_id, "id": action.id, "rob": rob.email, "ola": mentor.email}

    return product.write(make_action)


DAYTIMES = (
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Tokyo",
    "Asia/Kolkata",
)


def is_daytime(now, zone_name) -> bool:
    return 10 <= now.astimezone(zone(zone_name)).hour < 17


def come_due(product, action: dict, kind: FollowUpKind) -> None:
    def change(make) -> None:
        row = followup.follow_up_of(action["id"], kind)
        with transaction():
            row.due_at = make.now - timedelta(minutes=1)
        ask_due(now=make.now)  # what the worker does once a minute

    product.write(change)


def answer_by_mail(phone: Page, action: dict, subject: str, button: str) -> None:
    mail = read_mail(phone, action["rob"], subject)
    mail.evaluate("details => { details.open = true }")
    link = mail.locator("iframe").content_frame.get_by_role("link", name=button)
    phone.goto(link.get_attribute("href"))


def test_a_week_and_a_month_are_answered_from_the_mail(open_browser, product, kept):
    phone = phone_of(open_browser, kept["rob"].partition("@")[0])

    come_due(product, kept, FollowUpKind.WEEK)
    answer_by_mail(phone, kept, "A week after Ola", "Say what became of it")
    expect(phone.get_by_role("heading", level=2)).to_have_text("Did you do it?")
    assert barriers(phone) == []
    phone.get_by_role("button", name=re.compile("^Done")).tap()
    phone.get_by_label("One line to Ola").fill("He was angry for a minute.")
    phone.get_by_role("button", name="Send to Ola").tap()
    expect(phone.get_by_role("heading", level=2)).to_contain_text("Ola has it. We ask once more")
    note = read_mail(phone, kept["ola"], "Rob did it")
    assert note.count()

    come_due(product, kept, FollowUpKind.MONTH)
    answer_by_mail(phone, kept, "A month after Ola", "Say what came of it")
    assert barriers(phone) == []
    phone.get_by_role("button", name="I have decided").tap()
    expect(phone.get_by_label("One line to Ola")).to_be_visible()
    phone.get_by_label("One line to Ola").fill("He starts in May.")
    phone.get_by_role("button", name="Send to Ola").tap()
    expect(phone.get_by_role("heading", level=2)).to_contain_text("That was the last question")
    read_mail(phone, kept["ola"], "Rob has decided")
    assert product.rows(sa.select(Outcome.kind, Outcome.line).filter_by(action_id=kept["id"])) == [
        ("decided", "He starts in May.")
    ]
