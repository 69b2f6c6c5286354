"""The supervisor's board (总览): filled in a supervisor's room only, from the entries of its hall's windows."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE board_rows (
        case_id TEXT NOT NULL,
        organ TEXT NOT NULL,
        station TEXT NOT NULL,
        clerk TEXT NOT NULL,
        bundle INTEGER NOT NULL,
        bundle_name TEXT NOT NULL,
        is_open INTEGER NOT NULL,
        due TEXT,
        twice INTEGER NOT NULL,
        unprinted INTEGER NOT NULL,
        unsealed INTEGER NOT NULL,
        originals INTEGER NOT NULL,
        CONSTRAINT pk_board_rows PRIMARY KEY (case_id, organ)
    ) WITHOUT ROWID, STRICT
    """,
    # what is counted lies in narrow indexes: a count reads a tenth of the table
    """
    CREATE INDEX ix_board_rows_whole
    ON board_rows (station, clerk, bundle, is_open, due, twice, unprinted, unsealed, originals) WHERE organ = ''
    """,
    """
    CREATE INDEX ix_board_rows_organ
    ON board_rows (organ, is_open, due, twice, unprinted, unsealed, originals) WHERE organ != ''
    """,
    "CREATE INDEX ix_board_rows_bundle ON board_rows (bundle) WHERE organ = ''",
)


def upgrade() -> None:
    """An empty table: a room computes its rows at its first opening."""
    for statement in STATEMENTS:
        op.execute(statement)
