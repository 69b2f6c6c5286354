"""Files that travel beside the entries (往来文件), sent, received and carried; and which stations have them."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE parcels (
        id INTEGER NOT NULL,
        digest BLOB NOT NULL,
        way TEXT NOT NULL,
        state TEXT NOT NULL,
        kind TEXT NOT NULL,
        station TEXT NOT NULL,
        readers TEXT NOT NULL,
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        file BLOB,
        size INTEGER NOT NULL,
        since INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        why TEXT NOT NULL,
        "by" TEXT NOT NULL,
        via TEXT NOT NULL,
        pos INTEGER,
        body BLOB,
        CONSTRAINT pk_parcels PRIMARY KEY (id),
        CONSTRAINT uq_parcels_digest UNIQUE (digest)
    ) STRICT
    """,
    "CREATE INDEX ix_parcels_way_state ON parcels (way, state)",
    """
    CREATE TABLE parcel_receipts (
        digest BLOB NOT NULL,
        station TEXT NOT NULL,
        reader INTEGER NOT NULL,
        told INTEGER NOT NULL,
        CONSTRAINT pk_parcel_receipts PRIMARY KEY (digest, station)
    ) WITHOUT ROWID, STRICT
    """,
)


def upgrade() -> None:
    """Nothing of what is there changes."""
    for statement in STATEMENTS:
        op.execute(statement)
