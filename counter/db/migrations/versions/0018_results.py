"""Results as things: what lies on the shelf, what is out, and by which mark the same one is known again."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE result_rows (
        case_id TEXT NOT NULL,
        certificate TEXT NOT NULL,
        item TEXT NOT NULL,
        item_name TEXT NOT NULL,
        organ TEXT NOT NULL,
        name TEXT NOT NULL,
        mark TEXT NOT NULL,
        form TEXT NOT NULL,
        medium TEXT NOT NULL,
        state TEXT NOT NULL,
        place TEXT NOT NULL,
        station TEXT NOT NULL,
        arrived TEXT NOT NULL,
        issued_on TEXT,
        valid_until TEXT,
        delivered TEXT,
        call_in INTEGER NOT NULL,
        CONSTRAINT pk_result_rows PRIMARY KEY (case_id, certificate)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX ix_result_rows_state_arrived ON result_rows (state, arrived)",
    "CREATE INDEX ix_result_rows_mark ON result_rows (mark) WHERE mark != ''",
)


def upgrade() -> None:
    """An empty table: no entry of this kind was written before."""
    for statement in STATEMENTS:
        op.execute(statement)
