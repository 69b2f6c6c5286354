"""What other stations sent, kept beside the own journal; batches, those not taken in, forks; whose a case is.

Cases of before belong to this station: their rows are computed anew at the first opening, as after any change of what
a row says.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE taken_entries (
        "row" INTEGER NOT NULL,
        station TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        id TEXT NOT NULL,
        at INTEGER NOT NULL,
        boot TEXT NOT NULL,
        monotonic_ns INTEGER NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        version INTEGER NOT NULL,
        subject TEXT NOT NULL,
        base TEXT,
        payload BLOB NOT NULL,
        sealed BLOB,
        taken TEXT NOT NULL,
        untimely INTEGER NOT NULL,
        prev BLOB NOT NULL,
        hash BLOB NOT NULL,
        CONSTRAINT pk_taken_entries PRIMARY KEY ("row"),
        CONSTRAINT uq_taken_entries_station_epoch_seq UNIQUE (station, epoch, seq),
        CONSTRAINT uq_taken_entries_id UNIQUE (id),
        CONSTRAINT ck_taken_entries_seq CHECK (seq > 0),
        CONSTRAINT ck_taken_entries_sha256 CHECK (length(hash) = 32 and length(prev) = 32)
    ) STRICT
    """,
    "CREATE INDEX ix_taken_entries_subject ON taken_entries (subject)",
    """
    CREATE TABLE batches (
        "row" INTEGER NOT NULL,
        station TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        pos INTEGER,
        via TEXT NOT NULL,
        signature BLOB NOT NULL,
        withheld TEXT NOT NULL,
        hashes BLOB NOT NULL,
        CONSTRAINT pk_batches PRIMARY KEY ("row"),
        CONSTRAINT uq_batches_station_epoch_first_last UNIQUE (station, epoch, first, last),
        CONSTRAINT ck_batches_hashes CHECK (length(hashes) = 32 * (last - first + 1))
    ) STRICT
    """,
    "CREATE INDEX ix_batches_acknowledged ON batches (station, epoch, last) WHERE pos IS NOT NULL",
    "CREATE INDEX ix_batches_pos ON batches (pos)",
    """
    CREATE TABLE held_batches (
        digest BLOB NOT NULL,
        station TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        why TEXT NOT NULL,
        via TEXT NOT NULL,
        since INTEGER NOT NULL,
        size INTEGER NOT NULL,
        body BLOB,
        CONSTRAINT pk_held_batches PRIMARY KEY (digest)
    ) STRICT
    """,
    """
    CREATE TABLE forks (
        station TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL,
        since INTEGER NOT NULL,
        via TEXT NOT NULL,
        body BLOB NOT NULL,
        CONSTRAINT pk_forks PRIMARY KEY (station, epoch, seq, hash)
    ) STRICT
    """,
    """
    CREATE TABLE exchange_marks (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_exchange_marks PRIMARY KEY (name)
    ) WITHOUT ROWID, STRICT
    """,
    "ALTER TABLE case_rows ADD COLUMN owner TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE case_rows ADD COLUMN conflict INTEGER DEFAULT 0 NOT NULL",
)


def upgrade() -> None:
    """Nothing of what is there changes."""
    for statement in STATEMENTS:
        op.execute(statement)
