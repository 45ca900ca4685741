"""What an installed product is made of: its manifest, and the shell it keeps on the device."""

import hashlib
from collections.abc import Callable, Iterable

SHELL = ("app.css", "app.js", "icons.svg", "logo.svg", "icon.svg")


def manifest(asset: Callable[[str], str]) -> dict:
    """Return the web app manifest; colours in hex, launchers do not read OKLCH."""
    return {
        "id": "/",
        "name": "Momentor",
        "short_name": "Momentor",
        "description": "Ten to thirty minutes with somebody who has done it.",
        "lang": "en",
        "start_url": "/?from=home",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf6ee",
        "theme_color": "#faf6ee",
        "icons": [
            icon(asset("icon-192.png"), 192),
            icon(asset("icon-512.png"), 512),
            icon(asset("icon-maskable-512.png"), 512, purpose="maskable"),
        ],
    }


def icon(src: str, size: int, purpose: str = "any") -> dict:
    return {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def version_of(files: Iterable[str], offline_page: str) -> str:
    """Return a name that changes when anything in the shell does."""
    content = "\n".join((*files, offline_page))
    return hashlib.sha256(content.encode()).hexdigest()[:12]
