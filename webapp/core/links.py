"""Links that leave the product, and redirects that must not."""

from urllib.parse import urljoin, urlsplit

from flask import current_app, request, url_for


def absolute_url(endpoint: str, **values) -> str:
    """Return a link for a mail; the host is configured, never taken from a request."""
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        return url_for(endpoint, _external=True, **values)


def absolute_path(path: str) -> str:
    """Return the address of a path of ours, or of an asset of ours."""
    return urljoin(current_app.config["PUBLIC_URL"], path)


def path_to(endpoint: str, **values) -> str:
    """Return a link inside the product, also where there is no request."""
    return urlsplit(absolute_url(endpoint, **values)).path


def safe_next(default: str = "/") -> str:
    """Return where to go next if the request names a path of ours, else the default."""
    wanted = request.values.get("next", "")
    return wanted if is_local(wanted) else default


def is_local(path: str) -> bool:
    """Refuse other hosts, and what browsers read as one: two slashes, backslashes, controls."""
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return False
    if "\\" in path or any(ord(character) < 32 for character in path):
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc
