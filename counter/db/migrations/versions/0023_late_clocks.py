"""A second late clock of an item, as columns of the ledger."""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty columns; the ledger's rules have a new version, so all its rows are computed anew at the opening."""
    op.execute("ALTER TABLE ledger_rows ADD COLUMN also_late_due TEXT")
    op.execute("ALTER TABLE ledger_rows ADD COLUMN also_late_on TEXT")
