import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.live import notes, signalling
from webapp.live.signalling import BadMessage, CandidateAllowance, Signal, TooLong

PEER, VISIT, OTHER_VISIT = "peer-of-the-tab_", "visit-aaaaaaaaaa", "visit-bbbbbbbbbb"
CALL = f"{VISIT}.{OTHER_VISIT}"
FINGERPRINT = "a=fingerprint:sha-256 " + ":".join(["AB"] * 32)
SDP = "\r\n".join(["v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 111", FINGERPRINT, ""])
OFFER = {"type": "offer", "sdp": SDP}
HOST = "candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host"
CANDIDATE = {"candidate": HOST, "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": "ab"}


def text(data):
    return base64.b64encode(data).decode()


def test_a_hello_has_the_token_and_the_tab():
    hello = signalling.read_hello({"csrf": "token", "peer": PEER})
    assert (hello.csrf, hello.peer) == ("token", PEER)


@pytest.mark.parametrize(
    "auth",
    [
        None,
        {"csrf": "token"},
        {"csrf": None, "peer": PEER},
        {"csrf": "token", "peer": "short"},
        {"csrf": "token", "peer": PEER * 3},
        {"csrf": "token", "peer": PEER + "\n"},
        {"csrf": "token", "peer": PEER, "person": 1},
    ],
)
def test_a_hello_of_another_shape_is_refused(auth):
    with pytest.raises(BadMessage):
        signalling.read_hello(auth)


def test_who_joins_without_a_state_vector_has_nothing():
    join = signalling.read_join({"booking": "b1", "visit": VISIT})
    assert (join.booking, join.visit, join.state_vector) == ("b1", VISIT, b"\0")
    join = signalling.read_join({"booking": "b1", "visit": VISIT, "state_vector": "AQcF"})
    assert join.state_vector == b"\x01\x07\x05"


def test_a_join_may_bring_an_offer_along_and_nothing_else():
    entry = {"booking": "b1", "visit": VISIT}
    assert signalling.read_join(entry).offer is None
    assert signalling.read_join(entry | {"offer": OFFER}).offer == OFFER
    for other in (None, OFFER | {"type": "answer"}, OFFER | {"sdp": "v=0"}, {"sdp": SDP}):
        with pytest.raises(BadMessage):
            signalling.read_join(entry | {"offer": other})


@pytest.mark.parametrize(
    "change",
    [
        {"booking": 7},
        {"booking": ""},
        {"booking": "a/b"},
        {"visit": None},
        {"state_vector": None},
        {"state_vector": "AQ"},
        {"state_vector": "AQ=="},
        {"state_vector": "ä"},
        {"polite": True},
    ],
)
def test_a_join_of_another_shape_is_refused(change):
    with pytest.raises(BadMessage):
        signalling.read_join({"booking": "b1", "visit": VISIT} | change)


def test_an_event_without_content_takes_an_empty_object_only():
    assert signalling.read_nothing({}) is None
    for data in (None, [], {"a": 1}):
        with pytest.raises(BadMessage):
            signalling.read_nothing(data)


def test_an_update_is_checked_and_measured():
    update = notes.EMPTY_UPDATE
    assert signalling.read_update({"update": text(update)}) == update
    with pytest.raises(BadMessage):
        signalling.read_update({"update": text(b"\x01")})
    with pytest.raises(TooLong):
        signalling.read_update({"update": text(b"\0" * (notes.UPDATE_LIMIT + 3))})
    with pytest.raises(TooLong):
        signalling.read_update({"update": text(b"\0" * (notes.UPDATE_LIMIT + 1))})


def test_what_is_on_and_off_is_two_booleans():
    media = {"microphone": True, "camera": False}
    assert media.items() <= signalling.read_media(media).as_json().items()
    for wrong in ({"microphone": 1, "camera": False}, {"microphone": True}):
        with pytest.raises(BadMessage):
            signalling.read_media(wrong)


@pytest.mark.parametrize(
    "content",
    [
        {"description": OFFER},
        {"description": OFFER | {"type": "answer"}},
        {"candidates": [CANDIDATE]},
        {"candidates": [{"candidate": HOST}] * 40},
        {"candidates": [CANDIDATE | {"sdpMid": None, "sdpMLineIndex": None}]},
    ],
)
def test_a_signal_is_relayed_as_it_came(content):
    message = {"call": CALL} | content
    assert signalling.read_signal({"to": PEER} | message).as_json() == message


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"description": OFFER, "candidates": [CANDIDATE]},
        {"description": OFFER, "from": PEER},
        {"description": OFFER, "to": "everybody"},
        {"description": None},
        {"description": OFFER | {"type": "rollback"}},
        {"description": OFFER | {"sdp": SDP.replace("sha-256", "sha-1")}},
        {"description": OFFER | {"sdp": SDP.replace(FINGERPRINT, "a=setup:actpass")}},
        {"description": OFFER | {"sdp": SDP + FINGERPRINT + "\r\n"}},
        {"description": OFFER | {"sdp": SDP + f"a={HOST}\r\n" * 41}},
        {"description": OFFER | {"sdp": SDP + "a=x:" + "x" * 32 * 1024 + "\r\n"}},
        {"candidates": []},
        {"candidates": CANDIDATE},
        {"candidates": [HOST]},
        {"candidates": [CANDIDATE | {"candidate": ""}]},
        {"candidates": [CANDIDATE | {"candidate": HOST.replace("udp", "sctp")}]},
        {"candidates": [CANDIDATE | {"sdpMLineIndex": 16}]},
        {"candidates": [CANDIDATE | {"sdpMLineIndex": True}]},
        {"candidates": [CANDIDATE | {"sdpMid": 0}]},
        {"candidates": [CANDIDATE | {"relatedPort": 1}]},
    ],
)
def test_a_signal_of_another_shape_is_refused(content):
    with pytest.raises(BadMessage):
        signalling.read_signal({"to": PEER, "call": CALL} | content)


@pytest.mark.parametrize(
    "candidates",
    [
        [CANDIDATE] * 41,
        [CANDIDATE | {"candidate": HOST + " generation 0" * 40}],
        [CANDIDATE | {"sdpMid": "m" * 17}],
        [CANDIDATE | {"usernameFragment": "u" * 257}],
    ],
)
def test_a_signal_that_is_too_long_says_so(candidates):
    with pytest.raises(TooLong):
        signalling.read_signal({"to": PEER, "call": CALL, "candidates": candidates})


@pytest.mark.parametrize(
    "call", ["", VISIT, f"{OTHER_VISIT}.{VISIT}", f"{CALL}.{VISIT}", f"{VISIT}.short", None]
)
def test_a_call_is_two_visits_in_order(call):
    with pytest.raises((BadMessage, TooLong)):
        signalling.read_signal({"to": PEER, "call": call, "description": OFFER})


def test_a_socket_may_send_40_candidates_and_40_after_each_description():
    allowance = CandidateAllowance()
    ten = Signal(PEER, CALL, candidates=(CANDIDATE,) * 10)
    for _ in range(4):
        allowance.spend(ten)
    with pytest.raises(TooLong):
        allowance.spend(ten)

    for inside, batches in ((0, 4), (11, 2)):
        sdp = SDP + f"a={HOST}\r\n" * inside
        allowance.spend(Signal(PEER, CALL, description=OFFER | {"sdp": sdp}))
        for _ in range(batches):
            allowance.spend(ten)
        with pytest.raises(TooLong):
            allowance.spend(ten)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "booking",
                    "visit",
                    "to",
                    "call",
                    "description",
                    "candidates",
                    "candidate",
                    "type",
                    "sdp",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "read",
    [
        signalling.read_hello,
        signalling.read_join,
        signalling.read_signal,
        signalling.read_media,
        signalling.read_update,
        signalling.read_nothing,
    ],
)
@given(data=json_like)
def test_nonsense_is_refused_and_nothing_else_happens(read, data):
    try:
        read(data)
    except (BadMessage, TooLong):
        return
    assert read is signalling.read_nothing
    assert data == {}
