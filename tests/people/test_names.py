import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.people.names import (
    clean_line,
    first_free,
    handle_from,
    has_letter,
    is_handle,
    skill_labels,
    skill_slug,
)


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ada Lindqvist", "ada-lindqvist"),
        ("Zoë Ångström", "zoe-angstrom"),
        ("Jürgen Groß", "jurgen-gross"),
        ("Łukasz Żółć", "lukasz-zolc"),
        ("  O'Neil,  Sinéad ", "o-neil-sinead"),
        ("نور", "person"),
        ("李", "person"),
        ("X", "person"),
        ("a" * 80, "a" * 24),
        (f"{'a' * 23} b", "a" * 23),
    ],
)
def test_a_name_suggests_a_handle(name, handle):
    assert handle_from(name) == handle


@given(st.text(max_size=100))
def test_whatever_the_name_its_handle_keeps_the_rules(name):
    assert is_handle(handle_from(name))


@pytest.mark.parametrize("handle", ["bo", "ada", "ada-2", "a1", "x" * 30])
def test_good_handles(handle):
    assert is_handle(handle)


@pytest.mark.parametrize(
    "handle",
    ["", "a", "x" * 31, "Ada", "-ada", "ada-", "a--b", "a_b", "a.b", "a/b", "ä-ö", "ada\n", "а-б"],
)
def test_handles_against_the_rules(handle):
    assert not is_handle(handle)


def test_the_first_free_spelling_is_taken():
    assert first_free("ada", set()) == "ada"
    assert first_free("ada", {"ada", "ada-2", "ada-4"}) == "ada-3"


def test_words_of_the_site_are_nobodys_handle():
    assert first_free("settings", set()) == "settings-2"


def test_a_line_holds_nothing_unseen():
    assert clean_line("  Ada\r\n\tLindqvist\u202e\u200b\x00 ") == "Ada Lindqvist"
    assert clean_line(None) == ""


def test_a_line_is_composed_so_that_equal_names_are_equal():
    assert clean_line("Zoe\u0308") == "Zoë"


def test_joiners_that_a_script_needs_stay():
    assert clean_line("می\u200cخواهم") == "می\u200cخواهم"


def test_a_name_needs_a_letter():
    assert has_letter("李")
    assert not has_letter("42 !")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Team lead", "team  LEAD"), ("Négociation", "NÉGOCIATION"), ("A/B tests", "a b tests")],
)
def test_two_spellings_are_one_skill(one, other):
    assert skill_slug(one) == skill_slug(other)


def test_languages_that_differ_by_a_sign_are_different_skills():
    assert len({skill_slug("C"), skill_slug("C++"), skill_slug("C#")}) == 3


def test_skills_are_split_at_commas_and_each_is_kept_once():
    assert skill_labels(["SQL", "sql, Hiring;  ,!", "Saying no"]) == ["SQL", "Hiring", "Saying no"]
