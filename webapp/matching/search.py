"""The word index of mentors, on FTS5 or tsvector; kept in step by `index_mentor`."""

from collections.abc import Iterable

import sqlalchemy as sa

from webapp.core.db import db
from webapp.people.models import Profile

mentor_search = sa.table(
    "mentor_search", sa.column("rowid"), sa.column("person_id"), sa.column("words")
)


def index_mentor(person_id: int) -> None:
    """Write a mentor's words anew; whoever is not to be found is taken out."""
    key = mentor_search.c.person_id if on_postgres() else mentor_search.c.rowid
    db.session.execute(sa.delete(mentor_search).where(key == person_id))
    profile = db.session.get(Profile, person_id)
    if profile is None or not profile.is_accepting or profile.person.is_disabled:
        return
    words = sa.func.to_tsvector("english", text_of(profile)) if on_postgres() else text_of(profile)
    db.session.execute(sa.insert(mentor_search).values({key: person_id, "words": words}))


def text_of(profile: Profile) -> str:
    topics = (f"{topic.title} {topic.detail}" for topic in profile.topics)
    skills = (skill.label for skill in profile.skills)
    return " ".join((profile.person.name, profile.headline, profile.quote, *topics, *skills))


def found(words: Iterable[str]) -> sa.Subquery:
    """Return (person_id, rank) of mentors with any of the words; the larger rank answers better."""
    if on_postgres():
        wanted = sa.func.to_tsquery("english", " | ".join(f"'{word}'" for word in words))
        rank = sa.func.ts_rank(mentor_search.c.words, wanted)
        matches = mentor_search.c.words.op("@@")(wanted)
        return sa.select(mentor_search.c.person_id, rank.label("rank")).where(matches).subquery()
    # quoted: a word is a word, never an operator of FTS5
    wanted = " OR ".join(f'"{word}"' for word in words)
    rank = -sa.literal_column("bm25(mentor_search)")
    return (
        sa.select(mentor_search.c.rowid.label("person_id"), rank.label("rank"))
        .where(sa.literal_column("mentor_search").op("MATCH")(wanted))
        .subquery()
    )


def on_postgres() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"
