-- 0026
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
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
    ) STRICT;
CREATE INDEX ix_entries_subject ON entries (subject);
CREATE TABLE numbers (
        station TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        series TEXT NOT NULL,
        last INTEGER NOT NULL,
        CONSTRAINT pk_numbers PRIMARY KEY (station, epoch, series)
    ) WITHOUT ROWID, STRICT;
CREATE TABLE stations (
        code TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        identity TEXT NOT NULL,
        binding TEXT NOT NULL,
        public_key BLOB NOT NULL,
        signing BLOB NOT NULL,
        CONSTRAINT pk_stations PRIMARY KEY (code, epoch)
    ) WITHOUT ROWID, STRICT;
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
        found_by TEXT NOT NULL, owner TEXT DEFAULT '' NOT NULL, conflict INTEGER DEFAULT 0 NOT NULL, held TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_case_rows PRIMARY KEY (row),
        CONSTRAINT uq_case_rows_case_id UNIQUE (case_id),
        CONSTRAINT uq_case_rows_number UNIQUE (number)
    ) STRICT;
CREATE INDEX ix_case_rows_due ON case_rows (due) WHERE is_open = 1;
CREATE TABLE case_tails (
        tail TEXT NOT NULL,
        row INTEGER NOT NULL,
        CONSTRAINT pk_case_tails PRIMARY KEY (tail, row)
    ) WITHOUT ROWID, STRICT;
CREATE TABLE bundle_rows (
        bundle INTEGER NOT NULL,
        filed INTEGER NOT NULL,
        last_row INTEGER NOT NULL,
        CONSTRAINT pk_bundle_rows PRIMARY KEY (bundle)
    ) STRICT;
CREATE TABLE drafts (
        id TEXT NOT NULL,
        clerk TEXT NOT NULL,
        guide_version TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        begun_at TEXT NOT NULL,
        body TEXT NOT NULL,
        CONSTRAINT pk_drafts PRIMARY KEY (id)
    ) STRICT;
CREATE INDEX ix_drafts_clerk ON drafts (clerk);
CREATE VIRTUAL TABLE case_names USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii');
CREATE TABLE "paper_rows" (
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
        CONSTRAINT uq_paper_rows_paper UNIQUE (paper)
    ) STRICT;
CREATE INDEX ix_paper_rows_case_id ON paper_rows (case_id);
CREATE UNIQUE INDEX ix_paper_rows_organ_kind_number ON paper_rows (organ, kind, number) WHERE number != '';
CREATE TABLE task_rows (
        case_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        item TEXT NOT NULL,
        paper TEXT NOT NULL,
        item_name TEXT NOT NULL,
        day TEXT,
        provisional INTEGER NOT NULL,
        words TEXT NOT NULL, station TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_task_rows PRIMARY KEY (case_id, kind, item, paper)
    ) WITHOUT ROWID, STRICT;
CREATE INDEX ix_task_rows_day_kind ON task_rows (day, kind);
CREATE TABLE read_models (
        name TEXT NOT NULL,
        basis TEXT NOT NULL,
        CONSTRAINT pk_read_models PRIMARY KEY (name)
    ) WITHOUT ROWID, STRICT;
CREATE TABLE wrong_pins (
        row INTEGER NOT NULL,
        key TEXT NOT NULL,
        wrong INTEGER NOT NULL,
        at INTEGER NOT NULL,
        boot TEXT NOT NULL,
        monotonic_ns INTEGER NOT NULL,
        CONSTRAINT pk_wrong_pins PRIMARY KEY (row),
        CONSTRAINT uq_wrong_pins_key UNIQUE (key)
    ) STRICT;
CREATE TABLE rating_slots (
        case_id TEXT NOT NULL,
        invitation TEXT NOT NULL,
        stage TEXT NOT NULL,
        clerk TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        closes_at TEXT NOT NULL,
        box BLOB,
        CONSTRAINT pk_rating_slots PRIMARY KEY (case_id)
    ) WITHOUT ROWID, STRICT;
CREATE TABLE anonymous_boxes (
        "key" BLOB NOT NULL,
        day TEXT NOT NULL,
        box BLOB NOT NULL,
        CONSTRAINT pk_anonymous_boxes PRIMARY KEY ("key"),
        CONSTRAINT ck_anonymous_boxes_key CHECK (length(key) = 16)
    ) WITHOUT ROWID, STRICT;
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
    ) WITHOUT ROWID, STRICT;
CREATE INDEX ix_rating_rows_day ON rating_rows (day);
CREATE INDEX ix_rating_rows_clerk_day ON rating_rows (clerk, day);
CREATE INDEX ix_rating_rows_loop_day ON rating_rows (loop, day) WHERE loop != 'none';
CREATE INDEX ix_rating_rows_counts ON rating_rows
        (standing, day, grade, hall, bundle, bundle_name, mode, stage, clerk, loop);
CREATE TABLE rating_reasons (
        rating TEXT NOT NULL,
        reason TEXT NOT NULL,
        CONSTRAINT pk_rating_reasons PRIMARY KEY (rating, reason)
    ) WITHOUT ROWID, STRICT;
CREATE TABLE "staff_rows" (
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        pin_hash TEXT NOT NULL,
        active INTEGER NOT NULL,
        organ TEXT NOT NULL,
        CONSTRAINT pk_staff_rows PRIMARY KEY (code)
    ) WITHOUT ROWID, STRICT;
CREATE INDEX ix_entries_at_kind ON entries (at, kind);
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
    ) STRICT;
CREATE INDEX ix_taken_entries_subject ON taken_entries (subject);
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
    ) STRICT;
CREATE INDEX ix_batches_acknowledged ON batches (station, epoch, last) WHERE pos IS NOT NULL;
CREATE INDEX ix_batches_pos ON batches (pos);
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
    ) STRICT;
CREATE TABLE forks (
        station TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        hash BLOB NOT NULL,
        since INTEGER NOT NULL,
        via TEXT NOT NULL,
        body BLOB NOT NULL,
        CONSTRAINT pk_forks PRIMARY KEY (station, epoch, seq, hash)
    ) STRICT;
CREATE TABLE exchange_marks (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_exchange_marks PRIMARY KEY (name)
    ) WITHOUT ROWID, STRICT;
CREATE TABLE "case_keys" (
        subject TEXT NOT NULL,
        maker TEXT NOT NULL,
        wrapped BLOB,
        CONSTRAINT pk_case_keys PRIMARY KEY (subject, maker)
    ) WITHOUT ROWID, STRICT;
CREATE INDEX ix_taken_entries_about_keys ON taken_entries (kind, subject)
    WHERE kind IN ('key.requested', 'person.forgotten', 'case.handed_over');
CREATE TABLE "key_wraps" (
        subject TEXT NOT NULL,
        maker TEXT NOT NULL,
        recipient TEXT NOT NULL,
        wrapped BLOB NOT NULL,
        sent INTEGER NOT NULL,
        copied INTEGER NOT NULL,
        CONSTRAINT pk_key_wraps PRIMARY KEY (subject, maker, recipient, wrapped)
    ) WITHOUT ROWID, STRICT;
CREATE INDEX ix_key_wraps_waiting ON key_wraps (sent, subject) WHERE sent != 1;
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
    ) STRICT;
CREATE INDEX ix_parcels_way_state ON parcels (way, state);
CREATE TABLE parcel_receipts (
        digest BLOB NOT NULL,
        station TEXT NOT NULL,
        reader INTEGER NOT NULL,
        told INTEGER NOT NULL,
        CONSTRAINT pk_parcel_receipts PRIMARY KEY (digest, station)
    ) WITHOUT ROWID, STRICT;
CREATE INDEX ix_task_rows_station_day_kind ON task_rows (station, day, kind);
CREATE TABLE board_rows (
        case_id TEXT NOT NULL,
        organ TEXT NOT NULL,
        station TEXT NOT NULL,
        clerk TEXT NOT NULL,
        bundle INTEGER NOT NULL,
        bundle_name TEXT NOT NULL,
        is_open INTEGER NOT NULL,
        due TEXT,
        twice INTEGER NOT NULL,
        unprinted INTEGER NOT NULL,
        unsealed INTEGER NOT NULL,
        originals INTEGER NOT NULL,
        CONSTRAINT pk_board_rows PRIMARY KEY (case_id, organ)
    ) WITHOUT ROWID, STRICT;
CREATE INDEX ix_board_rows_whole
    ON board_rows (station, clerk, bundle, is_open, due, twice, unprinted, unsealed, originals) WHERE organ = '';
CREATE INDEX ix_board_rows_organ
    ON board_rows (organ, is_open, due, twice, unprinted, unsealed, originals) WHERE organ != '';
CREATE INDEX ix_board_rows_bundle ON board_rows (bundle) WHERE organ = '';
CREATE INDEX ix_taken_entries_numbers ON taken_entries (at, station, epoch, seq, taken) WHERE taken != '';
CREATE TABLE doubted_acts (
            subject TEXT NOT NULL, id TEXT NOT NULL,
            CONSTRAINT pk_doubted_acts PRIMARY KEY (subject, id)
        ) STRICT;
CREATE TABLE late_batches (
            station TEXT NOT NULL, epoch INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            told INTEGER NOT NULL,
            CONSTRAINT pk_late_batches PRIMARY KEY (station, epoch, first, last)
        ) STRICT;
CREATE TABLE result_rows (
        case_id TEXT NOT NULL,
        certificate TEXT NOT NULL,
        item TEXT NOT NULL,
        item_name TEXT NOT NULL,
        organ TEXT NOT NULL,
        name TEXT NOT NULL,
        mark TEXT NOT NULL,
        form TEXT NOT NULL,
        medium TEXT NOT NULL,
        state TEXT NOT NULL,
        place TEXT NOT NULL,
        station TEXT NOT NULL,
        arrived TEXT NOT NULL,
        issued_on TEXT,
        valid_until TEXT,
        delivered TEXT,
        call_in INTEGER NOT NULL,
        CONSTRAINT pk_result_rows PRIMARY KEY (case_id, certificate)
    ) WITHOUT ROWID, STRICT;
CREATE INDEX ix_result_rows_state_arrived ON result_rows (state, arrived);
CREATE INDEX ix_result_rows_mark ON result_rows (mark) WHERE mark != '';
CREATE TABLE ledger_rows (
        case_id TEXT NOT NULL,
        item TEXT NOT NULL,
        place INTEGER NOT NULL,
        number TEXT NOT NULL,
        bundle INTEGER NOT NULL,
        bundle_name TEXT NOT NULL,
        item_name TEXT NOT NULL,
        organ TEXT NOT NULL,
        procedure TEXT NOT NULL,
        station TEXT NOT NULL,
        clerk TEXT NOT NULL,
        via TEXT NOT NULL,
        state TEXT NOT NULL,
        result TEXT NOT NULL,
        is_open INTEGER NOT NULL,
        until TEXT NOT NULL,
        received_on TEXT NOT NULL,
        answer_from TEXT NOT NULL,
        answered_on TEXT,
        accepted_on TEXT,
        accepted_how TEXT NOT NULL,
        acceptance_number TEXT NOT NULL,
        statutory_limit TEXT NOT NULL,
        promised_limit TEXT NOT NULL,
        statutory_due TEXT,
        promised_due TEXT,
        due TEXT,
        late_due TEXT,
        late_on TEXT,
        late_working INTEGER NOT NULL,
        paused_days INTEGER NOT NULL,
        rounds INTEGER NOT NULL,
        told_on TEXT,
        told_again_on TEXT,
        gaps INTEGER NOT NULL,
        gap_names TEXT NOT NULL,
        gap_due TEXT,
        gap_late_on TEXT,
        gaps_in_on TEXT,
        ended_on TEXT,
        certificates TEXT NOT NULL,
        delivered_on TEXT,
        delivered_way TEXT NOT NULL,
        case_ended_on TEXT,
        saved INTEGER NOT NULL,
        visits INTEGER NOT NULL,
        visits_promised INTEGER,
        visits_alone INTEGER NOT NULL,
        invited_on TEXT,
        rating_over INTEGER NOT NULL, official_number TEXT DEFAULT '' NOT NULL, follower TEXT DEFAULT '' NOT NULL, also_late TEXT DEFAULT '' NOT NULL, received_at TEXT DEFAULT '' NOT NULL, returned_on TEXT, filings TEXT DEFAULT '' NOT NULL, case_ends TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_ledger_rows PRIMARY KEY (case_id, item)
    ) WITHOUT ROWID, STRICT;
CREATE INDEX ix_ledger_rows_until_received_on ON ledger_rows (until, received_on);
CREATE INDEX ix_ledger_rows_received_on_number_place ON ledger_rows (received_on, number, place);
CREATE INDEX ix_case_rows_opened_at ON case_rows (opened_at);
CREATE INDEX ix_case_rows_number ON case_rows (number) WHERE held != '';
CREATE INDEX ix_case_rows_state_clerk ON case_rows (state, clerk);
INSERT INTO alembic_version VALUES ('0026');
