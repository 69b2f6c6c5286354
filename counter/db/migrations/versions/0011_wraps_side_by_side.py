"""Wraps of one case, maker and recipient side by side, and in which courier file each was copied first.

A wrap is proved only when its entries are here: a false one that came before must not keep the true one out.
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATEMENTS = (
    "PRAGMA secure_delete = ON",
    """
    CREATE TABLE key_wraps_now (
        subject TEXT NOT NULL,
        maker TEXT NOT NULL,
        recipient TEXT NOT NULL,
        wrapped BLOB NOT NULL,
        sent INTEGER NOT NULL,
        copied INTEGER NOT NULL,
        CONSTRAINT pk_key_wraps PRIMARY KEY (subject, maker, recipient, wrapped)
    ) WITHOUT ROWID, STRICT
    """,
    "INSERT INTO key_wraps_now SELECT subject, maker, recipient, wrapped, sent, 0 FROM key_wraps",
    "DROP TABLE key_wraps",
    "ALTER TABLE key_wraps_now RENAME TO key_wraps",
    "CREATE INDEX ix_key_wraps_waiting ON key_wraps (sent, subject) WHERE sent != 1",
    "PRAGMA secure_delete = OFF",
)


def upgrade() -> None:
    """The table is built anew: SQLite changes no primary key in place."""
    for statement in STATEMENTS:
        op.execute(statement)
