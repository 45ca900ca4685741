"""The one link of a brief: https alone, and shown as where it really leads. Pure."""

import re
from urllib.parse import quote, urlsplit

LONGEST_LINK = 500  # characters
LONGEST_SHOWN = 60

# no space, no control, nothing that ends an attribute, a line or the direction of a text
ALLOWED = re.compile(
    r"[^\s\x00-\x20\x7f-\xa0<>\"'`\\\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+"
)
HOST = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


def tidy_link(text: str) -> str | None:
    """Return the link with its host in ASCII, "" for none, and None for what is no such link."""
    text = text.strip()
    if not text:
        return ""
    if len(text) > LONGEST_LINK or not ALLOWED.fullmatch(text):
        return None
    return https_alone(text)


def https_alone(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode()
        has_port = parts.port is not None
    except (UnicodeError, ValueError):
        return None
    if parts.scheme != "https" or "@" in parts.netloc or has_port or not HOST.fullmatch(host):
        return None
    path = quote(parts.path, safe="/%:@!$&()*+,;=~-._")
    rest = "".join(
        mark + quote(part, safe="/?%:@!$&()*+,;=~-._")
        for mark, part in (("?", parts.query), ("#", parts.fragment))
        if part
    )
    link = f"https://{host}{path}{rest}"
    return link if len(link) <= LONGEST_LINK else None


def shown_link(link: str) -> str:
    """Return host and path, as long as a line: what one sees is where one goes."""
    parts = urlsplit(link)
    shown = f"{parts.hostname}{parts.path.rstrip('/')}"
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"
