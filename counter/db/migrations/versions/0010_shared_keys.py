"""A case key for each station that seals for a case; the wraps by which such keys travel to their few readers.

The keys of before are of this station. What the old table leaves in free pages is overwritten: a key that is destroyed
later must stand nowhere.
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATEMENTS = (
    "PRAGMA secure_delete = ON",
    """
    CREATE TABLE case_keys_now (
        subject TEXT NOT NULL,
        maker TEXT NOT NULL,
        wrapped BLOB,
        CONSTRAINT pk_case_keys PRIMARY KEY (subject, maker)
    ) WITHOUT ROWID, STRICT
    """,
    """
    INSERT INTO case_keys_now SELECT subject, COALESCE(
        (SELECT station FROM entries ORDER BY "row" LIMIT 1), (SELECT code FROM stations ORDER BY epoch LIMIT 1), ''
    ), wrapped FROM case_keys
    """,
    "DROP TABLE case_keys",
    "ALTER TABLE case_keys_now RENAME TO case_keys",
    "PRAGMA secure_delete = OFF",
    """
    CREATE TABLE key_wraps (
        subject TEXT NOT NULL,
        maker TEXT NOT NULL,
        recipient TEXT NOT NULL,
        wrapped BLOB NOT NULL,
        sent INTEGER NOT NULL,
        CONSTRAINT pk_key_wraps PRIMARY KEY (subject, maker, recipient)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX ix_key_wraps_waiting ON key_wraps (sent, subject) WHERE sent != 1",
    """
    CREATE INDEX ix_taken_entries_about_keys ON taken_entries (kind, subject)
    WHERE kind IN ('key.requested', 'person.forgotten', 'case.handed_over')
    """,
)


def upgrade() -> None:
    """The table of keys is built anew: SQLite changes no primary key in place."""
    for statement in STATEMENTS:
        op.execute(statement)
