"""The shell around every page."""

import re
from types import SimpleNamespace

import pytest
from flask import flash, render_template_string

PAGE = '{% extends "layouts/page.html" %}{% block page_title %}Bookings{% endblock %}'


@pytest.fixture
def page(app):
    def page(path="/bookings", person=None, source=PAGE, said=None):
        with app.test_request_context(path):
            if said:
                flash(said)
            return render_template_string(source, current_person=person)

    return page


def person(**more):
    return SimpleNamespace(name="Ben Achterberg", handle="ben", picture_url=None, **more)


def places(html):
    navigation = re.search(r"<nav.*</nav>", html, re.DOTALL)
    return re.findall(r"<span>(\w+)</span>", navigation[0]) if navigation else []


def test_a_mentee_has_these_places(page):
    mentee = person(is_mentor=False)
    assert places(page(person=mentee)) == [
        "Find",
        "Bookings",
        "Goals",
        "Actions",
        "Network",
    ]


def test_a_mentor_also_sets_when(page):
    assert places(page(person=person(is_mentor=True)))[-1] == "Availability"


def test_the_place_one_is_at_is_marked_and_so_is_the_one_above(page):
    ben = person(is_mentor=False)
    assert 'href="/bookings" aria-current="page"' in page("/bookings", ben)
    assert 'href="/bookings" aria-current="true"' in page("/bookings/x", ben)
    assert page("/settings", ben).count("aria-current") == 0


def test_who_is_signed_out_can_sign_in_and_come_back(page):
    html = page("/mentors?q=two words")
    assert 'href="/sign-in?next=%2Fmentors%3Fq%3Dtwo+words"' in html
    assert places(html) == []


def test_the_sign_in_page_does_not_lead_to_itself(page):
    assert "Sign in</a>" not in page("/sign-in")


def test_a_refusal_never_replaces_what_was_typed(page):
    html = page()
    for status in ("40x", "413", "429"):
        assert f'hx-status:{status}:inherited="target:#refusal swap:innerHTML"' in html
    assert html.count('id="refusal"') == 1


def test_what_was_said_before_a_redirect_is_shown_once(page):
    assert "Signed out on Windows." in page(said="Signed out on Windows.")
    assert "Signed out" not in page()


def test_the_back_arrow_appears_where_a_page_names_its_way(page):
    assert "data-back" not in page()
    with_back = '{% set back = "/mentors" %}{% set back_label = "Back to the list" %}' + PAGE
    assert 'href="/mentors" aria-label="Back to the list"' in page(source=with_back)


def test_a_page_begins_with_its_doctype(page):
    assert page().startswith("<!doctype html>")


def test_nothing_is_inline(page):
    html = page(person=person(is_mentor=True))
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", html)
