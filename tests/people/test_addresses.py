import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.people.addresses import BadAddress, normal_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ada@example.org", "ada@example.org"),
        ("  Ada@Example.ORG \n", "ada@example.org"),
        ("a.b+tag@sub.example.co", "a.b+tag@sub.example.co"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@ＥＸＡＭＰＬＥ.org", "ada@example.org"),
    ],
)
def test_an_address_has_one_spelling(typed, kept):
    assert normal_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "ada", "@example.org", "ada@", "ada@localhost", "ada@example..org", "ada@.org",
        "a da@example.org", "ada@exam ple.org", "ada@example.org.", "ada@10.0.0.1", "a..b@c.org",
        "ada@[10.0.0.1]", "ada,ben@example.org", "Ada <ada@example.org>", '"ada b"@example.org',
        "ada@example.org\nBcc: eve@example.org", "ada\r\nBcc: eve@x.org\r\n@example.org",
        "ada@exa\0mple.org", "ada@-example.org", "ädä@example.org", "ada@b@example.org",
        f"{'a' * 65}@example.org", f"a@{'b' * 64}.org", f"a@{'b.' * 200}org",
    ],
)  # fmt: skip
def test_what_no_mail_could_reach_is_refused(typed):
    with pytest.raises(BadAddress):
        normal_address(typed)


def test_a_kelvin_sign_does_not_become_somebody_elses_k():
    with pytest.raises(BadAddress):
        normal_address("\u212aate@example.org")


@given(st.text())
def test_whatever_is_typed_becomes_a_plain_address_or_is_refused(typed):
    try:
        address = normal_address(typed)
    except BadAddress:
        return
    assert address.isascii() and address.isprintable() and " " not in address
    assert normal_address(address) == address
