"""Where a task is to be done: the hall's 待办 lists those of other windows' cases beside the own."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE task_rows ADD COLUMN station TEXT DEFAULT '' NOT NULL",
    "CREATE INDEX ix_task_rows_station_day_kind ON task_rows (station, day, kind)",
)


def upgrade() -> None:
    """The rows of others' cases are computed with the next opening (``TASK_RULES``)."""
    for statement in STATEMENTS:
        op.execute(statement)
