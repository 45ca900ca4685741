"""A government that sets its clocks differently: zone data of our own for a while."""

import zoneinfo
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from webapp.core.local_days import day_start, steady_spans
from webapp.core.zones import zone
from webapp.scheduling.openings import openings


@contextmanager
def clocks_like(folder: Path, name: str, other: str):
    """Let the zone have another one's clocks, as a new edition of tzdata would."""
    rules = resources.files("tzdata.zoneinfo").joinpath(other).read_bytes()
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_bytes(rules)
    zoneinfo.reset_tzpath(to=[str(folder)])
    forget(name)
    try:
        yield
    finally:
        zoneinfo.reset_tzpath(to=[])
        forget(name)


def forget(name: str) -> None:
    """A process knows only one edition, so everything it has worked out is kept; here it is not."""
    zoneinfo.ZoneInfo.clear_cache(only_keys=[name])
    for cached in (zone, day_start, steady_spans, openings):
        cached.cache_clear()
