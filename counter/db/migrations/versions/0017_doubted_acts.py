"""Acts of other stations whose signer was no supervisor, by the hall's register as it is known here; and batches that
came, whole or in part, behind what windows without a line were told already (decision 0044).
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A judgement of this reader, made anew whenever a register comes; no entry holds it."""
    op.execute(
        """
        CREATE TABLE doubted_acts (
            subject TEXT NOT NULL, id TEXT NOT NULL,
            CONSTRAINT pk_doubted_acts PRIMARY KEY (subject, id)
        ) STRICT
        """
    )
    op.execute(
        """
        CREATE TABLE late_batches (
            station TEXT NOT NULL, epoch INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            told INTEGER NOT NULL,
            CONSTRAINT pk_late_batches PRIMARY KEY (station, epoch, first, last)
        ) STRICT
        """
    )
