"""Wrong PINs in a row, one row for each code tried: a restart of the program does not forget them."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE wrong_pins (
        row INTEGER NOT NULL,
        key TEXT NOT NULL,
        wrong INTEGER NOT NULL,
        at INTEGER NOT NULL,
        boot TEXT NOT NULL,
        monotonic_ns INTEGER NOT NULL,
        CONSTRAINT pk_wrong_pins PRIMARY KEY (row),
        CONSTRAINT uq_wrong_pins_key UNIQUE (key)
    ) STRICT
    """,
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.execute(statement)
