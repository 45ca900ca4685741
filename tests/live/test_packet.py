import json

import pytest
from socketio.packet import EVENT

from webapp.live.packet import EXPECTED, MAX_MESSAGE, BadPacket, StrictPacket


@pytest.mark.parametrize(
    "text",
    [
        '0/live,{"csrf":"x","peer":"y"}',
        "1/live,",
        '2/live,["leave"]',
        '2/live,7["leave",{}]',
    ],
)
def test_what_our_page_says_is_read(text):
    assert StrictPacket(encoded_packet=text).namespace == "/live"


def test_the_longest_update_fits():
    update = {"update": "A" * 87_384}  # 64 KB as base64
    text = f"2/live,123{json.dumps(['update_notes', update])}"
    packet = StrictPacket(encoded_packet=text)
    assert (packet.packet_type, packet.id, packet.data) == (EVENT, 123, ["update_notes", update])


@pytest.mark.parametrize(
    "text",
    [
        '51-/live,["who",{"_placeholder":true,"num":0}]',  # an attachment to wait for
        '5999999-/live,["who",{"_placeholder":true,"num":0}]',
        '61-/live,["who"]',
        '21-/live,["who",{"_placeholder":true,"num":0}]',
        '2/live,["connect",{}]',
        '2/live,["disconnect"]',
        '2/live,["connect_error",{}]',
        '2/live,["join",{},{}]',
        "2/live,[]",
        "2/live,[7]",
        '2/live,{"join":1}',
        "2/live,",
        '2["join",{}]',  # the default namespace
        '0{"csrf":"x"}',
        '2/other,["join",{}]',
        "3/live,1[]",  # nobody asked
        "4/live,{}",
        "7/live,[]",
        "2/live,[",
        "x",
        "",
        '2/live,["join",' + "[" * 20_000,
        '2/live,["join","' + "x" * MAX_MESSAGE + '"]',
        b'2/live,["join",{}]',
        {"a": "message that was JSON to Engine.IO"},
    ],
)
def test_what_our_page_never_says_is_refused(text):
    with pytest.raises(BadPacket):
        StrictPacket().decode(text)


@pytest.mark.parametrize("frame", ["3", "1", '42/live,["leave",{}]', "40/live,", "41/live,"])
def test_frames_of_our_page_come_through(frame):
    assert EXPECTED.match(frame)


@pytest.mark.parametrize("frame", ["", "x", "2probe", "5", "6", "4", "4[[", "43[]", "451-[]", "b4"])
def test_frames_that_engine_io_would_trip_over_do_not(frame):
    assert not EXPECTED.match(frame)
