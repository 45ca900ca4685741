"""How long `/mentors` takes with 10,000 mentors in SQLite, page and all.

Run it alone by `python -m tests.bench.bench_mentors`.
"""

import random
import tempfile
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_migrate import upgrade

from tests.bench.timing import figures, timings
from webapp import create_app
from webapp.config import Config
from webapp.core import clock
from webapp.core.db import db, transaction
from webapp.demo.cast import MENTORS
from webapp.matching.search import index_mentor
from webapp.people.models import HelpTopic, Person, Profile, ProfileLanguage, Skill
from webapp.scheduling.models import AvailabilityRule, CalendarSettings

MANY = 10_000
TARGET_MS = 60
ROUNDS = 60
PAGES = {
    "everybody": "/mentors",
    "by words": "/mentors?q=We+are+splitting+our+team+and+one+person+has+to+move",
    "filtered": "/mentors?language=de&free=week",
    "the first page": "/",
    "a health check, for scale": "/healthz",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Config.for_tests(f"sqlite:///{folder}/many.db", RATELIMIT_ENABLED=False))
        with app.app_context():
            upgrade()
            add_mentors(clock.now())
        browser = app.test_client()
        print(f"pages with {MANY:,} mentors, on SQLite (target {TARGET_MS} ms at the median)")
        for name, path in PAGES.items():
            assert browser.get(path).status_code == 200
            print(f"  {name:26}{figures(timings(lambda path=path: browser.get(path), ROUNDS))}")


def add_mentors(now: datetime) -> None:
    words = sorted(set(read_words(MENTORS)))
    chance = random.Random(1)
    with transaction():
        skills = [Skill(slug=f"skill-{n}", label=f"Skill {n}") for n in range(60)]
        db.session.add_all(skills)
        for n in range(MANY):
            add_mentor(n, words, skills, chance, now)
        db.session.flush()
        for person_id in db.session.scalars(sa.select(Profile.person_id)).all():
            index_mentor(person_id)


def add_mentor(n: int, words: list[str], skills: list[Skill], chance, now: datetime) -> None:
    def some(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    person = Person(handle=f"mentor-{n}", email=f"mentor-{n}@bench.test", name=some(2))
    person.created_at, person.time_zone = now, "Europe/Berlin"
    person.profile = Profile(headline=some(4), quote=some(12), is_mentor=True)
    person.profile.topics = [
        HelpTopic(position=at, title=some(5), detail=some(6)) for at in range(3)
    ]
    person.profile.skills = chance.sample(skills, 3)
    languages = chance.sample(["ar", "de", "en", "es", "fr", "sv"], 2)
    person.profile.languages = [ProfileLanguage(code=code) for code in languages]
    db.session.add(person)
    db.session.flush()
    free_at = now + timedelta(minutes=chance.randrange(20_000)) if n % 10 else None
    calendar = CalendarSettings(person_id=person.id, time_zone=person.time_zone)
    calendar.next_free_at = free_at
    rules = [
        AvailabilityRule(person_id=person.id, weekday=day, opens=540, closes=1020)
        for day in range(5)
    ]
    db.session.add_all([calendar, *rules])


def read_words(thing) -> list[str]:
    """Return every word of the demo's profiles, so that the index looks like a real one."""
    if isinstance(thing, str):
        return [word for word in thing.lower().split() if word.isalpha()]
    parts = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    return [word for part in parts for word in read_words(part)]


if __name__ == "__main__":
    main()
