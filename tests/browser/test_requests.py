"""Two people in two browsers: a brief is read first, one thing is asked, and one is written."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.walking import next_slot, read_mail
from tests.making.browser import findable_mentor

pytestmark = pytest.mark.long

ASKS = "Who tells Jonas, and when?"
ONE_THING = "Has anyone told him already?"
ANSWER = "Mira told him half of it."


def make_reader(make) -> str:
    ways = {"reads_first": True, "answers_in_writing": True}
    name = "Runa Reads"
    return findable_mentor(make, "runa", name=name, calendar=ways, lengths=(20,)).email


def make_asker(make) -> str:
    return make.person(handle="arlo", name="Arlo Asks", time_zone="Europe/Berlin").email


def test_a_brief_is_read_first_and_then_there_is_a_talk(open_browser, product):
    runa, arlo = product.write(make_reader), product.write(make_asker)
    phone, desk = open_browser(PHONE, person="arlo"), open_browser(DESK, person="runa")
    send_brief(phone)
    ask_one_thing(desk, runa)
    answer_it(phone, arlo)
    say_yes(desk)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("20 minutes with Runa")
    phone.get_by_role("link", name="Open the booking").click()
    expect(phone.get_by_text("Confirmed", exact=True)).to_be_visible()


def send_brief(phone: Page) -> None:
    phone.goto("/mentors/runa")
    expect(phone.get_by_text("reads it first").locator("visible=true")).to_be_visible()
    next_slot(phone).check()
    phone.get_by_role("button", name="Hold this time").click()
    expect(phone.get_by_text("Runa reads your brief first.")).to_be_visible()
    phone.get_by_role("button", name="Send to Runa").click()
    expect(phone.get_by_role("alert")).to_contain_text("Write your one question")
    phone.get_by_label("My one question").fill(ASKS)
    phone.get_by_role("button", name="Send to Runa").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Runa has your brief")


def ask_one_thing(desk: Page, runa: str) -> None:
    mail = read_mail(desk, runa, "Arlo Asks asks for 20 minutes")
    expect(mail).to_be_visible()
    desk.goto("/requests")
    desk.get_by_role("link", name="Read and answer").click()
    expect(desk.get_by_text(ASKS)).to_be_visible()
    desk.get_by_role("link", name="Ask one thing").click()
    desk.get_by_role("button", name="Ask Arlo this").click()
    expect(desk.get_by_role("alert")).to_contain_text("Write the one thing to ask.")
    desk.get_by_label("What would change your answer?").fill(ONE_THING)
    desk.get_by_role("button", name="Ask Arlo this").click()
    expect(desk.get_by_text("stand still until Arlo answers")).to_be_visible()


def answer_it(phone: Page, arlo: str) -> None:
    read_mail(phone, arlo, "Runa Reads asks one thing")
    phone.goto("/requests")
    phone.get_by_role("link", name="Answer Runa").click()
    expect(phone.get_by_text(ONE_THING).first).to_be_visible()
    phone.get_by_label("Your answer").fill(ANSWER)
    phone.get_by_role("button", name="Send to Runa").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Runa has your answer")


def say_yes(desk: Page) -> None:
    desk.reload()
    expect(desk.get_by_text(ANSWER).first).to_be_visible()
    desk.get_by_role("button", name=re.compile("Accept")).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("20 minutes with Arlo")


def test_an_answer_in_writing_needs_no_meeting(open_browser, product):
    product.write(lambda make: findable_mentor(
        make, "wren", name="Wren Writes", calendar={"answers_in_writing": True}
    ).handle)  # fmt: skip
    product.write(lambda make: make.person(handle="isla", name="Iris Reads").handle)
    phone, desk = open_browser(PHONE, person="isla"), open_browser(DESK, person="wren")
    phone.goto("/mentors/wren")
    phone.get_by_role("link", name="Ask Wren in writing").click()
    phone.get_by_label("My one question").fill(ASKS)
    phone.get_by_role("button", name="Send to Wren").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Wren has your brief")
    thread = phone.url

    desk.goto("/requests")
    desk.get_by_role("link", name="Read and answer").click()
    desk.get_by_role("link", name="Answer Iris").click()
    desk.get_by_label("Your answer to Iris").fill("You, before the team.\nThen wait.")
    desk.get_by_role("button", name="Send to Iris").click()
    expect(desk.get_by_text("Then wait.")).to_be_visible()

    phone.goto(thread)
    expect(phone.get_by_text("You, before the team.")).to_be_visible()
    phone.get_by_label("Write to Wren").fill("And if he is angry?")
    phone.get_by_role("button", name="Send to Wren").click()
    expect(phone.get_by_text("And if he is angry?")).to_be_visible()
    phone.get_by_role("button", name="I have what I asked for").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("What you take from it")
    phone.get_by_label("One thing, in your words").fill("Say it first, then be quiet.")
    phone.get_by_role("button", name="Keep this insight").click()
    expect(phone.get_by_text("Say it first, then be quiet.")).to_be_visible()
    phone.get_by_label("When", exact=True).fill("I meet Jonas")
    phone.get_by_label("I will").fill("tell him first")
    phone.get_by_role("button", name="Keep this action").click()
    expect(phone.get_by_text("When I meet Jonas, I will tell him first.")).to_be_visible()
    phone.get_by_label("To Wren").fill("The waiting was it.")
    phone.get_by_role("button", name="Send thanks").click()
    expect(phone.get_by_text("Wren has it.")).to_be_visible()

    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_have_text("You answered Iris in writing")
    expect(desk.get_by_text("“The waiting was it.”")).to_be_visible()
    expect(desk.get_by_text("Say it first")).to_have_count(0)
