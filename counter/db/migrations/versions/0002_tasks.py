"""待办: rows of open tasks; papers without a number may repeat; a paper's state is its stage.

Rows of cases filed before are computed when the profile is opened (``SqlJournal.catch_up``).
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PAPER = "row, paper, case_id, kind, number, organ, issued_at, copies, state"

STATEMENTS = (
    """
    CREATE TABLE paper_rows_now (
        row INTEGER NOT NULL,
        paper TEXT NOT NULL,
        case_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        number TEXT NOT NULL,
        organ TEXT NOT NULL,
        issued_at TEXT NOT NULL,
        copies INTEGER NOT NULL,
        state TEXT NOT NULL,
        CONSTRAINT pk_paper_rows PRIMARY KEY (row),
        CONSTRAINT uq_paper_rows_paper UNIQUE (paper)
    ) STRICT
    """,
    f"""
    INSERT INTO paper_rows_now ({_PAPER}) SELECT {_PAPER} FROM paper_rows
    """,
    # entries of older programs changed no stage: each paper was made, and copies are counted separately
    """
    UPDATE paper_rows_now SET state = 'made' WHERE state = 'issued'
    """,
    """
    DROP TABLE paper_rows
    """,
    """
    ALTER TABLE paper_rows_now RENAME TO paper_rows
    """,
    """
    CREATE INDEX ix_paper_rows_case_id ON paper_rows (case_id)
    """,
    """
    CREATE UNIQUE INDEX ix_paper_rows_organ_kind_number ON paper_rows (organ, kind, number) WHERE number != ''
    """,
    """
    CREATE TABLE task_rows (
        case_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        item TEXT NOT NULL,
        paper TEXT NOT NULL,
        item_name TEXT NOT NULL,
        day TEXT,
        provisional INTEGER NOT NULL,
        words TEXT NOT NULL,
        CONSTRAINT pk_task_rows PRIMARY KEY (case_id, kind, item, paper)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE INDEX ix_task_rows_day_kind ON task_rows (day, kind)
    """,
    """
    CREATE TABLE read_models (
        name TEXT NOT NULL,
        basis TEXT NOT NULL,
        CONSTRAINT pk_read_models PRIMARY KEY (name)
    ) WITHOUT ROWID, STRICT
    """,
)


def upgrade() -> None:
    """Create the new tables, and copy the papers with all columns."""
    for statement in STATEMENTS:
        op.execute(statement)
