"""Every late clock of an item, and the window that took its case in, as columns of the ledger."""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty columns; the ledger's rules have a new version, so all its rows are computed anew at the opening."""
    op.execute("ALTER TABLE ledger_rows DROP COLUMN also_late_due")
    op.execute("ALTER TABLE ledger_rows DROP COLUMN also_late_on")
    op.execute("ALTER TABLE ledger_rows ADD COLUMN also_late TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE ledger_rows ADD COLUMN received_at TEXT DEFAULT '' NOT NULL")
