"""The journal, its case keys, numbers and stations; the read models of cases, papers and staff; drafts."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE entries (
        row INTEGER NOT NULL,
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
        CONSTRAINT pk_entries PRIMARY KEY (row),
        CONSTRAINT uq_entries_station_epoch_seq UNIQUE (station, epoch, seq),
        CONSTRAINT uq_entries_id UNIQUE (id),
        CONSTRAINT ck_entries_seq CHECK (seq > 0),
        CONSTRAINT ck_entries_sha256 CHECK (length(hash) = 32 and length(prev) = 32)
    ) STRICT
    """,
    """
    CREATE INDEX ix_entries_subject ON entries (subject)
    """,
    """
    CREATE TABLE case_keys (
        subject TEXT NOT NULL,
        wrapped BLOB,
        CONSTRAINT pk_case_keys PRIMARY KEY (subject)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE numbers (
        station TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        series TEXT NOT NULL,
        last INTEGER NOT NULL,
        CONSTRAINT pk_numbers PRIMARY KEY (station, epoch, series)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE stations (
        code TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        identity TEXT NOT NULL,
        binding TEXT NOT NULL,
        public_key BLOB NOT NULL,
        signing BLOB NOT NULL,
        CONSTRAINT pk_stations PRIMARY KEY (code, epoch)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE case_rows (
        row INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        number TEXT NOT NULL,
        bundle INTEGER NOT NULL,
        bundle_name TEXT NOT NULL,
        state TEXT NOT NULL,
        is_open INTEGER NOT NULL,
        opened_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        due TEXT,
        clerk TEXT NOT NULL,
        applicant TEXT NOT NULL,
        found_by TEXT NOT NULL,
        CONSTRAINT pk_case_rows PRIMARY KEY (row),
        CONSTRAINT uq_case_rows_case_id UNIQUE (case_id),
        CONSTRAINT uq_case_rows_number UNIQUE (number)
    ) STRICT
    """,
    """
    CREATE INDEX ix_case_rows_due ON case_rows (due) WHERE is_open = 1
    """,
    """
    CREATE TABLE case_tails (
        tail TEXT NOT NULL,
        row INTEGER NOT NULL,
        CONSTRAINT pk_case_tails PRIMARY KEY (tail, row)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE bundle_rows (
        bundle INTEGER NOT NULL,
        filed INTEGER NOT NULL,
        last_row INTEGER NOT NULL,
        CONSTRAINT pk_bundle_rows PRIMARY KEY (bundle)
    ) STRICT
    """,
    """
    CREATE TABLE paper_rows (
        row INTEGER NOT NULL,
        paper TEXT NOT NULL,
        case_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        number TEXT NOT NULL,
        organ TEXT NOT NULL,
        issued_at TEXT NOT NULL,
        copies INTEGER NOT NULL,
        state TEXT NOT NULL,
        CONSTRAINT pk_paper_rows PRIMARY KEY (row),
        CONSTRAINT uq_paper_rows_paper UNIQUE (paper),
        CONSTRAINT uq_paper_rows_organ_kind_number UNIQUE (organ, kind, number)
    ) STRICT
    """,
    """
    CREATE INDEX ix_paper_rows_case_id ON paper_rows (case_id)
    """,
    """
    CREATE TABLE staff_rows (
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        pin_hash TEXT NOT NULL,
        active INTEGER NOT NULL,
        CONSTRAINT pk_staff_rows PRIMARY KEY (code)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE drafts (
        id TEXT NOT NULL,
        clerk TEXT NOT NULL,
        guide_version TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        begun_at TEXT NOT NULL,
        body TEXT NOT NULL,
        CONSTRAINT pk_drafts PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_drafts_clerk ON drafts (clerk)
    """,
    """
    CREATE VIRTUAL TABLE case_names USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii')
    """,
)


def upgrade() -> None:
    """Create everything. The schema is frozen here: tables.py changes, this file does not."""
    for statement in STATEMENTS:
        op.execute(statement)
