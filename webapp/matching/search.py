"""The word index of mentors, on FTS5 or tsvector; kept in step by `index_mentor`."""

from collections.abc import Iterable

import sqlalchemy as sa

from webapp.core.db import db
from webapp.people.models import Profile

mentor_search = sa.table("mentor_search", *map(sa.column, ("rowid", "person_id", "name", "words")))

# Who asks "Who tells Jonas?" looks for somebody who has told, not for a Jonas.
NAME_WEIGHT = 0.1


def index_mentor(person_id: int) -> None:
    """Write a mentor's words anew; whoever is not to be found is taken out."""
    key = mentor_search.c.person_id if on_postgres() else mentor_search.c.rowid
    db.session.execute(sa.delete(mentor_search).where(key == person_id))
    profile = db.session.get(Profile, person_id)
    if profile is None or not profile.is_accepting or profile.person.is_disabled:
        return
    name, words = profile.person.name, text_of(profile)
    if on_postgres():
        row = {"person_id": person_id, "words": weighed(name, "D").op("||")(weighed(words, "A"))}
    else:
        row = {"rowid": person_id, "name": name, "words": words}
    db.session.execute(sa.insert(mentor_search).values(row))


def weighed(text: str, weight: str) -> sa.Function:
    # ts_rank counts a word of weight A ten times one of weight D
    return sa.func.setweight(sa.func.to_tsvector("english", text), sa.literal_column(f"'{weight}'"))


def text_of(profile: Profile) -> str:
    topics = (f"{topic.title} {topic.detail}" for topic in profile.topics)
    skills = (skill.label for skill in profile.skills)
    return " ".join((profile.headline, profile.quote, *topics, *skills))


def found(words: Iterable[str]) -> sa.Subquery:
    """Return (person_id, rank) of mentors with any of the words; the larger rank answers better."""
    if on_postgres():
        wanted = sa.func.to_tsquery("english", " | ".join(f"'{word}'" for word in words))
        rank = sa.func.ts_rank(mentor_search.c.words, wanted)
        matches = mentor_search.c.words.op("@@")(wanted)
        return sa.select(mentor_search.c.person_id, rank.label("rank")).where(matches).subquery()
    # quoted: a word is a word, never an operator of FTS5
    wanted = " OR ".join(f'"{word}"' for word in words)
    rank = -sa.literal_column(f"bm25(mentor_search, {NAME_WEIGHT}, 1.0)")
    return (
        sa.select(mentor_search.c.rowid.label("person_id"), rank.label("rank"))
        .where(sa.literal_column("mentor_search").op("MATCH")(wanted))
        .subquery()
    )


def on_postgres() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"
