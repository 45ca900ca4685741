"""How a change in settings is answered: its part in place, or the page again."""

from flask import Response, flash, redirect

from webapp.core import htmx


def changed(page: str, fragment: str, *, words: str, **context) -> Response:
    """Say what has changed; `page` is where one is without htmx."""
    if htmx.wants_fragment():
        return htmx.render(fragment, said=words, **context)
    flash(words)
    return redirect(page, 303)
