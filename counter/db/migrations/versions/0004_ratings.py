"""Open invitations to rate, the day's anonymous boxes, and the office's ratings as its pages count and list them."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE rating_slots (
        case_id TEXT NOT NULL,
        invitation TEXT NOT NULL,
        stage TEXT NOT NULL,
        clerk TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        closes_at TEXT NOT NULL,
        box BLOB,
        CONSTRAINT pk_rating_slots PRIMARY KEY (case_id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE anonymous_boxes (
        "key" BLOB NOT NULL,
        day TEXT NOT NULL,
        box BLOB NOT NULL,
        CONSTRAINT pk_anonymous_boxes PRIMARY KEY ("key"),
        CONSTRAINT ck_anonymous_boxes_key CHECK (length(key) = 16)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE rating_rows (
        rating TEXT NOT NULL,
        mode TEXT NOT NULL,
        channel TEXT NOT NULL,
        hall TEXT NOT NULL,
        station TEXT NOT NULL,
        "window" TEXT NOT NULL,
        clerk TEXT NOT NULL,
        case_id TEXT NOT NULL,
        bundle INTEGER NOT NULL,
        bundle_name TEXT NOT NULL,
        stage TEXT NOT NULL,
        day TEXT NOT NULL,
        grade TEXT NOT NULL,
        reasons TEXT NOT NULL,
        standing TEXT NOT NULL,
        loop TEXT NOT NULL,
        due TEXT,
        owner TEXT NOT NULL,
        finding TEXT NOT NULL,
        again TEXT NOT NULL,
        answered TEXT NOT NULL,
        CONSTRAINT pk_rating_rows PRIMARY KEY (rating)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX ix_rating_rows_day ON rating_rows (day)",
    "CREATE INDEX ix_rating_rows_clerk_day ON rating_rows (clerk, day)",
    "CREATE INDEX ix_rating_rows_loop_day ON rating_rows (loop, day) WHERE loop != 'none'",
    """
    CREATE INDEX ix_rating_rows_counts ON rating_rows
        (standing, day, grade, hall, bundle, bundle_name, mode, stage, clerk, loop)
    """,
    """
    CREATE TABLE rating_reasons (
        rating TEXT NOT NULL,
        reason TEXT NOT NULL,
        CONSTRAINT pk_rating_reasons PRIMARY KEY (rating, reason)
    ) WITHOUT ROWID, STRICT
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
