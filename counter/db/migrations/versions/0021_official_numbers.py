"""The platform's number of an item and who follows its case, as columns of the ledger."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty columns; the ledger's rules have a new version, so all its rows are computed anew at the opening."""
    op.execute("ALTER TABLE ledger_rows ADD COLUMN official_number TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE ledger_rows ADD COLUMN follower TEXT DEFAULT '' NOT NULL")
