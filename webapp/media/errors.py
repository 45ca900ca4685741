"""What the web process tells a person when a call to the media process fails."""

from webapp.core.errors import DomainError


class MediaUnavailable(DomainError):
    code = "media_unavailable"
    status = 503
    message = "The connection check isn’t running. You can join without it."


class MediaBusy(DomainError):
    code = "media_busy"
    status = 503
    message = "Many people are checking their connection right now. Try again in 15 seconds."


class BadOffer(DomainError):
    code = "bad_offer"
    status = 422
    message = "This browser’s offer can’t be used for a connection check."


class RelayFull(DomainError):
    code = "relay_full"
    status = 503
    message = "The server passes on as many talks as it can."
