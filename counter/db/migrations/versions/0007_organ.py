"""The organ that a person on the list represents (首席代表、签发人): a column of the staff rows."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE staff_rows_now (
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        pin_hash TEXT NOT NULL,
        active INTEGER NOT NULL,
        organ TEXT NOT NULL,
        CONSTRAINT pk_staff_rows PRIMARY KEY (code)
    ) WITHOUT ROWID, STRICT
    """,
    "INSERT INTO staff_rows_now SELECT code, name, role, pin_hash, active, '' FROM staff_rows",
    "DROP TABLE staff_rows",
    "ALTER TABLE staff_rows_now RENAME TO staff_rows",
)


def upgrade() -> None:
    """Before this step no person on the list represented an organ."""
    for statement in STATEMENTS:
        op.execute(statement)
