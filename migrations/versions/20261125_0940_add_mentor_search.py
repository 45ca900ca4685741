"""Add the word index of mentors: FTS5 on SQLite, tsvector on PostgreSQL.

Revision ID: 5d3c0e7a9b21
Revises: b9e18d6cdded
"""

from alembic import op

revision = "5d3c0e7a9b21"
down_revision = "b9e18d6cdded"


def upgrade():
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE mentor_search ("
            " person_id integer PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,"
            " words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_mentor_search_words ON mentor_search USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE mentor_search USING fts5("
            "name, words, tokenize='porter unicode61 remove_diacritics 2')"
        )


def downgrade():
    op.execute("DROP TABLE mentor_search")
