"""Fetch a calendar by its secret address, which stands in no log and in no error."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from webapp.core.safe_get import Answer, Internet, TooLarge, Unreachable, Unsafe, safe_get
from webapp.scheduling.busy_problems import CalendarRefused

LONGEST_ADDRESS = 2_000  # characters
LONGEST_TAG = 500
INTERNET: Internet | None = None  # the real one

STATUSES = {401: "not_allowed", 403: "not_allowed", 404: "not_there", 410: "not_there"}


@dataclass(frozen=True)
class Fetched:
    """What came, and how to ask next time whether it has changed."""

    body: bytes | None  # none: it is as it was
    etag: str | None
    last_modified: str | None


def clean_address(text: str) -> str:
    """Return the address to ask; calendar programs write `webcal://` for https."""
    address = text.strip()
    if address.lower().startswith("webcal://"):
        address = "https://" + address[len("webcal://") :]
    if not address.lower().startswith("https://") or len(address) > LONGEST_ADDRESS:
        raise CalendarRefused("no_address")
    return address


def host_of(address: str) -> str:
    """Return what may be shown of an address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError as error:
        raise CalendarRefused("no_address") from error


def fetch(address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified, "Accept": "text/calendar"}
    headers = {name: value for name, value in asked.items() if value}
    try:
        fetched = what_came(safe_get(address, headers, internet=INTERNET))
    except Unsafe:
        raise CalendarRefused("unsafe") from None
    except Unreachable:
        raise CalendarRefused("unreachable") from None
    except TooLarge:
        raise CalendarRefused("too_large") from None
    if fetched.body is None and not (etag or last_modified):
        raise CalendarRefused("answers_badly")  # unchanged since what?
    return fetched


def what_came(answer: Answer) -> Fetched:
    tags = [answer.headers.get(name) for name in ("ETag", "Last-Modified")]
    kept = [tag if tag and len(tag) <= LONGEST_TAG else None for tag in tags]
    if answer.status == 200:
        return Fetched(answer.body, *kept)
    if answer.status == 304:
        return Fetched(None, *kept)
    if 300 <= answer.status < 400:
        raise CalendarRefused("moved")
    raise CalendarRefused(STATUSES.get(answer.status, "answers_badly"))
