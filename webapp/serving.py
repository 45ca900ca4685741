"""Settings of gunicorn: gunicorn --config python:webapp.serving wsgi:app

A WebSocket holds a thread for its whole life: with fewer threads than sockets, pages starve.
"""

import gc
import signal

from webapp.config import Config
from webapp.doctor import refuse_if, startup_problems
from webapp.live.door import open_sockets

SPARE_THREADS = 32  # for pages, above the sockets

_config = Config()

bind = f"127.0.0.1:{_config.PORT}"
worker_class = "gthread"
workers = _config.WEB_CONCURRENCY
threads = _config.MAX_SOCKETS + SPARE_THREADS
worker_connections = threads + 200
graceful_timeout, timeout, keepalive = 2, 30, 5
preload_app = True  # so that what is wrong is said once, before anything is forked
control_socket_disable = True  # it lies in the home directory, where processes would share it


def on_starting(server) -> None:
    """Stop with exit code 78 and a line for each reason not to serve."""
    refuse_if(startup_problems(server.app.callable, workers=server.cfg.workers))
    # what was loaded stays: the collector need not look at it again, least of all when a
    # process ends, which took 0.7 s with it and takes 0.04 s without
    gc.collect()
    gc.freeze()


def post_worker_init(worker) -> None:
    """Close sockets on SIGTERM: each would hold up the stop for the whole grace period."""
    stop = worker.handle_exit

    def stop_and_close_sockets(number, frame):
        stop(number, frame)
        for visitor in list(open_sockets.values()):
            visitor.stop_reading()

    signal.signal(signal.SIGTERM, stop_and_close_sockets)
