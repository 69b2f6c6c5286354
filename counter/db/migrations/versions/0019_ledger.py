"""The ledger (台账): a row per item, so that a year is counted and listed without reading a case."""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE ledger_rows (
        case_id TEXT NOT NULL,
        item TEXT NOT NULL,
        place INTEGER NOT NULL,
        number TEXT NOT NULL,
        bundle INTEGER NOT NULL,
        bundle_name TEXT NOT NULL,
        item_name TEXT NOT NULL,
        organ TEXT NOT NULL,
        procedure TEXT NOT NULL,
        station TEXT NOT NULL,
        clerk TEXT NOT NULL,
        via TEXT NOT NULL,
        state TEXT NOT NULL,
        result TEXT NOT NULL,
        is_open INTEGER NOT NULL,
        until TEXT NOT NULL,
        received_on TEXT NOT NULL,
        answer_from TEXT NOT NULL,
        answered_on TEXT,
        accepted_on TEXT,
        accepted_how TEXT NOT NULL,
        acceptance_number TEXT NOT NULL,
        statutory_limit TEXT NOT NULL,
        promised_limit TEXT NOT NULL,
        statutory_due TEXT,
        promised_due TEXT,
        due TEXT,
        late_due TEXT,
        late_on TEXT,
        late_working INTEGER NOT NULL,
        paused_days INTEGER NOT NULL,
        rounds INTEGER NOT NULL,
        told_on TEXT,
        told_again_on TEXT,
        gaps INTEGER NOT NULL,
        gap_names TEXT NOT NULL,
        gap_due TEXT,
        gap_late_on TEXT,
        gaps_in_on TEXT,
        ended_on TEXT,
        certificates TEXT NOT NULL,
        delivered_on TEXT,
        delivered_way TEXT NOT NULL,
        case_ended_on TEXT,
        saved INTEGER NOT NULL,
        visits INTEGER NOT NULL,
        visits_promised INTEGER,
        visits_alone INTEGER NOT NULL,
        invited_on TEXT,
        rating_over INTEGER NOT NULL,
        CONSTRAINT pk_ledger_rows PRIMARY KEY (case_id, item)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX ix_ledger_rows_until_received_on ON ledger_rows (until, received_on)",
    "CREATE INDEX ix_ledger_rows_received_on_number_place ON ledger_rows (received_on, number, place)",
)


def upgrade() -> None:
    """An empty table: a profile computes its rows at its first opening."""
    for statement in STATEMENTS:
        op.execute(statement)
