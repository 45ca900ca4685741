"""Favourites: one's own choice, seen by nobody else, wherever a mentor is shown."""

import re

import pytest

from tests.people.conftest import PARTIAL
from webapp.people.errors import OwnFavourite
from webapp.people.favourites import (
    add_favourite,
    favourite_ids,
    favourites_of,
    is_favourite,
    remove_favourite,
)

PRESSED = re.compile(r'id="star-([^"]+)" aria-pressed="true"')


@pytest.fixture
def ada(make):
    return make.mentor(handle="ada", name="Ada Lindqvist")


@pytest.fixture
def ben(make):
    return make.person(handle="ben", name="Ben Achterberg")


def pressed(response) -> list[str]:
    return PRESSED.findall(response.text)


def test_who_was_chosen_last_stands_first(make, ada, ben, clock):
    chidi = make.mentor()
    add_favourite(ben, ada, now=clock.now())
    clock.advance(minutes=1)
    add_favourite(ben, chidi, now=clock.now())

    assert favourites_of(ben) == [chidi, ada]
    assert favourite_ids(ben, [ada.id]) == {ada.id}


def test_twice_is_once_and_given_up_twice_is_given_up(ada, ben, now):
    add_favourite(ben, ada, now=now)
    add_favourite(ben, ada, now=now)
    assert favourites_of(ben) == [ada]

    remove_favourite(ben, ada)
    remove_favourite(ben, ada)
    assert not is_favourite(ben, ada)


def test_a_favourite_is_one_persons_own(make, ada, ben, now):
    add_favourite(ben, ada, now=now)

    assert favourites_of(ada) == []
    assert favourites_of(make.person()) == []
    assert favourite_ids(None, [ada.id]) == set()


def test_nobody_is_their_own_favourite(ada, now):
    with pytest.raises(OwnFavourite):
        add_favourite(ada, ada, now=now)


def test_whose_account_is_off_is_not_listed(make, ben, now):
    gone = make.mentor(is_disabled=True)
    add_favourite(ben, gone, now=now)

    assert favourites_of(ben) == []


def test_the_star_is_pressed_on_the_page_and_leads_back_to_it(ada, ben, sign_in):
    browser = sign_in(ben)
    assert pressed(browser.get("/mentors/ada")) == []

    answer = browser.post("/people/ada/favourite", data={"next": "/mentors/ada?day=2026-03-03"})

    assert answer.location == "/mentors/ada?day=2026-03-03"
    page = browser.get(answer.location)
    assert pressed(page) == ["ada"]
    assert "Ada is a favourite." in page.text
    assert pressed(browser.get("/mentors")) == ["ada"]


def test_with_htmx_the_star_alone_is_drawn_anew(ada, ben, sign_in):
    browser = sign_in(ben)

    chosen = browser.post("/people/ada/favourite", headers=PARTIAL)
    assert pressed(chosen) == ["ada"] and "<html" not in chosen.text

    given_up = browser.post("/people/ada/favourite/remove", headers=PARTIAL)
    assert pressed(given_up) == []
    assert "Ada is no favourite any more." in given_up.text


def test_signed_out_there_is_no_star_and_pressing_one_signs_in_first(ada, browser):
    assert "star-ada" not in browser().get("/mentors").text
    assert "/sign-in" in browser().post("/people/ada/favourite").location


def test_only_mentors_can_be_chosen(make, ben, sign_in):
    make.person(handle="eve")
    assert sign_in(ben).post("/people/eve/favourite").status_code == 404


def test_ones_own_page_has_no_star(ada, sign_in):
    assert "star-ada" not in sign_in(ada).get("/mentors/ada").text


def test_the_list_can_show_favourites_alone(make, ada, ben, sign_in, browser, now):
    make.mentor(handle="chidi", name="Chidi Okonkwo")
    add_favourite(ben, ada, now=now)

    page = sign_in(ben).get("/mentors?favourites=1").text

    assert "Ada Lindqvist" in page and "Chidi Okonkwo" not in page
    assert "Nobody fits all of this" in browser().get("/mentors?favourites=1").text
