"""E-mail addresses: one spelling for each, and nothing that a mail header would obey. Pure."""

import re

LONGEST = 254  # RFC 5321, 4.5.3.1.3 less the brackets
LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class BadAddress(ValueError):
    """No mail could be sent there."""


def normal_address(text: str) -> str:
    """Return the one spelling that is kept and written to: trimmed, lower case, ASCII.

    The part before the @ must be ASCII already: lower case would turn a Kelvin sign into a k,
    and so one person's address into another's.
    """
    local, at, domain = text.strip().rpartition("@")
    if not at or not local.isascii() or len(text) > 2 * LONGEST:
        raise BadAddress
    if "=?" in local:  # RFC 2047: mail programs would decode it, and write to somebody else
        raise BadAddress
    address = f"{local.lower()}@{ascii_domain(domain)}"
    if len(local) > 64 or len(address) > LONGEST or not LOCAL.fullmatch(local.lower()):
        raise BadAddress
    return address


def ascii_domain(domain: str) -> str:
    try:
        labels = domain.encode("idna").decode().lower().split(".")
    except UnicodeError:
        raise BadAddress from None
    if len(labels) < 2 or labels[-1].isdigit() or not all(map(LABEL.fullmatch, labels)):
        raise BadAddress
    return ".".join(labels)
