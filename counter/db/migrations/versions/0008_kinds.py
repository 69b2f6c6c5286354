"""An index of entries by kind and time: records across all cases are found without reading every entry."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing in the entries changes."""
    op.execute("CREATE INDEX ix_entries_kind_at ON entries (kind, at)")
