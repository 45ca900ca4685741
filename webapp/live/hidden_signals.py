"""Signals of one whose address is hidden. Pure."""

from dataclasses import replace

from webapp.live.signalling import Signal
from webapp.media.addressless import relayed_only, without_addresses


def hide_addresses(signal: Signal) -> Signal | None:
    """Return what may be passed on of it; None if nothing is left."""
    if signal.description:
        sdp = without_addresses(signal.description["sdp"])
        return replace(signal, description=signal.description | {"sdp": sdp})
    texts = ((each, relayed_only(each["candidate"])) for each in signal.candidates)
    kept = tuple(each | {"candidate": text} for each, text in texts if text)
    return replace(signal, candidates=kept) if kept else None
