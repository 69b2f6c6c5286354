"""Which originals of a case lie at this window: counted by hand at the end of a day without reading the cases."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An empty column; the rules of tasks have a new version, so the rows of every case are computed at the opening."""
    op.execute("ALTER TABLE case_rows ADD COLUMN held TEXT DEFAULT '' NOT NULL")
