import pytest

from tests.media.samples import FINGERPRINT, call_offer, candidate, data_offer, sdp
from webapp.media.sdp import (
    MAX_BYTES,
    MAX_CANDIDATES,
    BadDescription,
    check_candidate,
    check_description,
)

SHA_1 = "a=fingerprint:sha-1 " + ":".join(["4A"] * 20)


def test_what_browsers_write_is_accepted():
    check_description(data_offer("a=" + candidate()))
    check_description(call_offer(extra=["a=" + candidate(transport="tcp")]))


def test_one_fingerprint_of_the_session_counts_for_all_lines():
    check_description(call_offer(per_line="", session=FINGERPRINT))


def test_a_line_that_is_switched_off_needs_no_fingerprint():
    check_description(call_offer(per_line="", port=0))


@pytest.mark.parametrize(
    "description",
    [
        call_offer(per_line=""),
        call_offer(per_line=SHA_1),
        call_offer(per_line=SHA_1, session=FINGERPRINT),
        call_offer(per_line=FINGERPRINT + "\r\n" + FINGERPRINT),
        call_offer(per_line="", session=FINGERPRINT + "\r\n" + FINGERPRINT),
        call_offer(per_line=FINGERPRINT[:-3]),
    ],
)
def test_anything_but_one_sha_256_fingerprint_a_line_is_refused(description):
    with pytest.raises(BadDescription, match="fingerprint"):
        check_description(description)


@pytest.mark.parametrize(
    "description",
    [
        "",
        sdp("v=0", "s=-"),
        "hello",
        None,
        {"sdp": "v=0"},
        data_offer("b=AS:30\x0ba=" + candidate()),
        data_offer("b=AS:30\ra=" + candidate()),
        data_offer("b=AS:30\u2028a=" + candidate()),
        data_offer(" a=" + candidate()),
        data_offer("s=" + "x" * MAX_BYTES),
    ],
)
def test_what_two_parsers_could_read_differently_is_refused(description):
    with pytest.raises(BadDescription):
        check_description(description)


def test_forty_candidates_are_enough():
    forty = ["a=" + candidate(port=50000 + number) for number in range(MAX_CANDIDATES)]

    check_description(data_offer(*forty))
    with pytest.raises(BadDescription, match="candidates"):
        check_description(data_offer(*forty, "a=" + candidate()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        candidate(),
        candidate("9b36eaac-bb2e-49bb-bb78-21c41c499900.local"),
        candidate("2001:db8::7", kind="relay", rest=" raddr 0.0.0.0 rport 0 generation 0"),
        candidate(transport="UDP"),
        candidate(transport="TCP", port=9, rest=" tcptype active"),
        "a=" + candidate(kind="srflx"),
    ],
)
def test_candidates_of_browsers_are_accepted(text):
    check_candidate(text)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "candidate",
        candidate(transport="ssltcp"),
        candidate(transport="sctp"),
        candidate(kind="nothing"),
        candidate(port=65536),
        candidate("203.0.113.7\r\na=ice-lite"),
        candidate() + "\r\na=ice-lite",
        candidate() + "\n",
        candidate("http://203.0.113.7"),
        candidate(rest=" x" * 1024),
        candidate().replace("candidate:", "fingerprint:"),
    ],
)
def test_other_candidates_are_refused(text):
    with pytest.raises(BadDescription):
        check_candidate(text)
