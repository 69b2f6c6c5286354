"""The states and clerks that 查件 can be narrowed to are found without looking at every case."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A second or two for a million cases."""
    op.execute("CREATE INDEX ix_case_rows_state_clerk ON case_rows (state, clerk)")
