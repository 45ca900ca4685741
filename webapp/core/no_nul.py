"""Refuse the one character that PostgreSQL keeps in no text, wherever it comes from.

SQLite would keep it, and every search, mail and calendar after it would have to know.
"""

from collections.abc import Iterator

from flask import Flask, abort, request

NUL = "\0"


def init_app(app: Flask) -> None:
    app.before_request(refuse_nul)


def refuse_nul() -> None:
    if any(NUL in text for text in sent_texts()):
        abort(400)


def sent_texts() -> Iterator[str]:
    yield request.path
    for fields in (request.args, request.form):
        for name, values in fields.lists():
            yield name
            yield from values
