"""Numbers that windows gave out, by time: the daily comparison reads them without reading their cases."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The index holds all that is asked for: an entry's other columns lie behind its long payload."""
    op.execute(
        """
        CREATE INDEX ix_taken_entries_numbers ON taken_entries (at, station, epoch, seq, taken) WHERE taken != ''
        """
    )
