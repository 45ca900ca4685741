"""Descriptions as browsers write them, shortened to what matters here."""

FINGERPRINT = "a=fingerprint:sha-256 " + ":".join(["4A"] * 32)


def sdp(*lines: str) -> str:
    return "\r\n".join(lines) + "\r\n"


def candidate(
    host="203.0.113.7", *, transport="udp", kind="host", component=1, port=50000, rest=""
) -> str:
    return f"candidate:842163049 {component} {transport} 2113937151 {host} {port} typ {kind}{rest}"


SESSION = ("v=0", "o=- 4611 2 IN IP4 127.0.0.1", "s=-", "t=0 0")


def data_offer(*extra: str, replacing: dict[str, str] | None = None) -> str:
    """A data channel as Chromium offers it; `replacing` maps the start of a line to another."""
    lines = [
        *SESSION,
        "a=group:BUNDLE 0",
        "a=extmap-allow-mixed",
        "a=msid-semantic: WMS",
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
        "c=IN IP4 0.0.0.0",
        "a=ice-ufrag:8hhY",
        "a=ice-pwd:asd88fgpdd777uzjYhagZg00",
        "a=ice-options:trickle",
        FINGERPRINT,
        "a=setup:actpass",
        "a=mid:0",
        "a=sctp-port:5000",
        "a=max-message-size:262144",
        *extra,
    ]
    for start, line in (replacing or {}).items():
        lines = [line if old.startswith(start) else old for old in lines]
    return sdp(*[line for line in lines if line])


def call_offer(*, per_line=FINGERPRINT, session="", port=9, extra=()) -> str:
    """Audio and video, as two people's browsers send them to each other."""
    media = [
        line
        for number, kind in enumerate(("audio", "video"))
        for line in (f"m={kind} {port} UDP/TLS/RTP/SAVPF 96", f"a=mid:{number}", per_line)
    ]
    return sdp(*[line for line in (*SESSION, session, *media, *extra) if line])
