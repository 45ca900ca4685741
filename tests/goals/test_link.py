"""Which links a brief may carry, and how they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.goals.link import shown_link, tidy_link


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("   ", ""),
        (" https://example.org ", "https://example.org"),
        ("https://Example.ORG/Plan?v=2#top", "https://example.org/Plan?v=2#top"),
        ("https://docs.example.org/a%20b", "https://docs.example.org/a%20b"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://аррӏе.com/login", "https://xn--80ak6aa92e.com/login"),
    ],
)
def test_a_link_is_kept_as_what_it_is(typed, kept):
    assert tidy_link(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "http://example.org",
        "example.org",
        "javascript:alert(1)",
        "data:text/html,hello",
        "https://",
        "https:///plan",
        "https://localhost/x",
        "https://10.0.0.1/x",
        "https://[::1]/x",
        "https://example.org:8443/x",
        "https://ben:secret@example.org/",
        "https://example.org@evil.test/",
        "https://example.org\\@evil.test/",
        "https://example.org/a b",
        "https://example.org/\njavascript:alert(1)",
        'https://example.org/"onmouseover="x',
        "https://example.org/\u202egpj.exe",
        "https://example.org:port/",
        "https://-.org/",
        "https://example.org/" + "x" * 500,
        "https://example.org/" + "ü" * 200,
    ],
)
def test_anything_else_is_no_link(typed):
    assert tidy_link(typed) is None


@given(st.text(max_size=40))
def test_what_is_kept_is_ascii_https_and_kept_again_the_same(rest):
    kept = tidy_link(f"https://example.org/{rest}")
    if kept is not None:
        assert kept.isascii() and kept.startswith("https://example.org")
        assert tidy_link(kept) == kept
        assert not set(kept) & set("\"'<>`\\ \n")


def test_one_sees_host_and_path_and_not_the_rest():
    assert shown_link("https://docs.example.org/d/1/?usp=sharing#h") == "docs.example.org/d/1"
    assert shown_link("https://example.org/") == "example.org"


def test_a_long_path_is_cut_and_the_host_stays():
    shown = shown_link("https://example.org/" + "x" * 200)
    assert shown.startswith("example.org/x") and len(shown) == 60 and shown.endswith("…")
