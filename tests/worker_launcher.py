"""Starts real worker processes at once, one for each line it reads, by forking.

`python -m tests.worker_launcher` says the process id of each, and when it is dead. What a dead
worker had claimed is free again after a second here, so that a test need not wait for minutes.
"""

import os
import sys
from datetime import timedelta

from webapp import create_app
from webapp.core import outbox
from webapp.core.db import db
from webapp.notifications import worker
from webapp.notifications.cli import workers

outbox.CLAIM_LASTS = timedelta(seconds=1)
worker.TICK = 0.05


def main() -> None:
    app = create_app()
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(app)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("dead", flush=True)


def work(app) -> None:
    with app.app_context():
        db.engine.dispose(close=False)  # no two processes on one connection
    worker.run_until_stopped(*workers(app))
    os._exit(0)


if __name__ == "__main__":
    main()
