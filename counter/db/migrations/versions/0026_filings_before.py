"""Filings of an item that were returned and came again, as columns of the ledger."""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty columns; the ledger's rules have a new version, so all its rows are computed anew at the opening."""
    op.execute("ALTER TABLE ledger_rows ADD COLUMN returned_on TEXT")
    op.execute("ALTER TABLE ledger_rows ADD COLUMN filings TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE ledger_rows ADD COLUMN case_ends TEXT DEFAULT '' NOT NULL")
