-- Tables of a hub, version 1. Later versions are files of their own with the next number; this one never changes.

CREATE TABLE hub.schema_version (
    version int PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    applied_by name NOT NULL DEFAULT session_user
);

-- Which hub this is: a window that was enrolled with another one notices it.
CREATE TABLE hub.identity (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    hub uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO hub.identity DEFAULT VALUES;

CREATE TABLE hub.halls (
    hall int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    county text NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    UNIQUE (county, name)
);

CREATE TABLE hub.stations (
    login name PRIMARY KEY,
    code text NOT NULL UNIQUE,
    hall int NOT NULL REFERENCES hub.halls,
    county text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('window', 'hall', 'office', 'bureau')),
    demo boolean NOT NULL,
    enrolled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at timestamptz,
    revoked_why text
);

-- One stream for each station and epoch: its key, as first seen, and how far it has come.
CREATE TABLE hub.epochs (
    code text NOT NULL,
    epoch int NOT NULL CHECK (epoch > 0),
    public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
    certificate bytea NOT NULL CHECK (octet_length(certificate) <= 10000), -- empty: not certified by its hall yet
    machine text NOT NULL CHECK (octet_length(machine) <= 200),
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seq bigint NOT NULL DEFAULT 0,
    hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    last_at timestamptz,
    PRIMARY KEY (code, epoch)
);

-- The entries as their station wrote them. What is about ratings keeps its content to itself: only its place is here.
CREATE TABLE hub.entries (
    station text NOT NULL,
    epoch int NOT NULL,
    seq bigint NOT NULL,
    id uuid UNIQUE,
    at bigint,
    boot text,
    monotonic_ns bigint,
    actor text,
    kind text,
    version int,
    subject text,
    base text,
    payload bytea,
    sealed bytea,
    taken text,
    untimely int,
    prev bytea NOT NULL CHECK (octet_length(prev) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (station, epoch, seq),
    CONSTRAINT whole_or_withheld CHECK (
        CASE WHEN kind IS NULL
        THEN num_nonnulls(id, at, boot, monotonic_ns, actor, version, subject, base, payload, sealed, taken, untimely) = 0
        ELSE num_nulls(id, at, boot, monotonic_ns, actor, version, subject, payload, taken, untimely) = 0
            AND kind !~ '^(rating|rectification\.|clerks\.|totals\.)' -- domain/journal/exchange/scope.py
        END
    ),
    -- What no station's program writes, and no reader's would take: one such entry would stop them all.
    CONSTRAINT plain CHECK (
        seq > 0 AND at BETWEEN 0 AND 253339200000000000 AND version BETWEEN 1 AND 65535 AND untimely IN (0, 1)
        AND kind ~ '^[a-z0-9_.]+$' AND length(kind) <= 64
        AND length(boot) <= 200 AND length(actor) <= 200 AND length(subject) <= 200
        AND boot || actor || subject || taken !~ '[[:cntrl:]]' AND length(taken) <= 100000
        AND base ~ '^[0-9a-f -]+$' AND length(base) % 37 = 36 AND length(base) <= 40000
    )
);
ALTER TABLE hub.entries ALTER COLUMN payload SET COMPRESSION lz4;
ALTER TABLE hub.entries ALTER COLUMN sealed SET STORAGE EXTERNAL; -- ciphertext does not get smaller
CREATE INDEX entries_subject ON hub.entries (subject) WHERE subject IS NOT NULL;

-- How far each county has come. Whoever orders something holds this row to the end of his transaction: numbers without
-- holes, visible in their order. (A row and no advisory lock: those any login may take and keep.)
CREATE TABLE hub.orders (
    county text PRIMARY KEY,
    pos bigint NOT NULL DEFAULT 0,     -- last batch
    turn bigint NOT NULL DEFAULT 0,    -- last delivery: a batch, or a case that a hall began to follow
    parcel bigint NOT NULL DEFAULT 0,  -- last parcel
    link bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
) WITH (fillfactor = 50);

CREATE TABLE hub.batches (
    county text NOT NULL,
    pos bigint NOT NULL,
    station text NOT NULL,
    epoch int NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    hashes bytea NOT NULL,
    signature bytea NOT NULL CHECK (octet_length(signature) = 64),
    link bytea NOT NULL,               -- chains the order itself: over the link before and this batch
    by_courier text,                   -- the hall that pushed it on behalf
    taken_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (county, pos),
    UNIQUE (station, epoch, first),
    CHECK (last >= first AND octet_length(hashes) = 32 * (last - first + 1))
);
ALTER TABLE hub.batches ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- Which hall follows which case: its own from the first entry on, others when asked for.
CREATE TABLE hub.follows (
    subject text NOT NULL,
    hall int NOT NULL REFERENCES hub.halls,
    asked_by text NOT NULL,
    why text NOT NULL DEFAULT '' CHECK (octet_length(why) <= 1000),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (subject, hall)
);

-- What a hall gets of a batch: one bit for each entry, the first on the left.
CREATE TABLE hub.deliveries (
    hall int NOT NULL,
    turn bigint NOT NULL,
    pos bigint NOT NULL,
    part bit varying(512) NOT NULL,
    PRIMARY KEY (hall, turn, pos)
);
CREATE INDEX deliveries_pos ON hub.deliveries (pos);

-- Sealed and signed by who sends them; the hub knows their size.
CREATE TABLE hub.parcels (
    county text NOT NULL,
    pos bigint NOT NULL,
    from_code text NOT NULL,
    to_hall int NOT NULL DEFAULT 0,    -- 0: every hall of the county
    kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_.]{0,39}$'),
    digest bytea NOT NULL,
    body bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (county, pos),
    UNIQUE (county, from_code, to_hall, digest),
    CHECK (digest = sha256(body)),
    CHECK (octet_length(body) <= 33554432)
);
ALTER TABLE hub.parcels ALTER COLUMN body SET STORAGE EXTERNAL;

-- A second hash for the same number of a stream: the first stays, this is the other, with its signed list.
CREATE TABLE hub.forks (
    station text NOT NULL,
    epoch int NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    first bigint NOT NULL,
    hashes bytea NOT NULL,
    signature bytea NOT NULL,
    login name NOT NULL DEFAULT session_user,
    from_addr inet DEFAULT inet_client_addr(),
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (station, epoch, seq, hash)
);

-- What was refused, one row for each login, epoch and reason.
CREATE TABLE hub.refusals (
    login name NOT NULL,
    station text NOT NULL,
    epoch int NOT NULL,
    refusal text NOT NULL,
    reason text NOT NULL,
    seq bigint,
    from_addr inet,
    first_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    times bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (login, station, epoch, refusal)
);

CREATE TABLE hub.admin_log (
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    by name NOT NULL DEFAULT session_user,
    act text NOT NULL,
    code text NOT NULL,
    words text NOT NULL
);
