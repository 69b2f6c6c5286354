"""An index of entries by time and kind: records across all cases are found without reading every entry.

Time comes first: entries arrive in its order, so an act of twenty entries touches one page of the index and not twenty.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing in the entries changes."""
    op.execute("CREATE INDEX ix_entries_at_kind ON entries (at, kind)")
