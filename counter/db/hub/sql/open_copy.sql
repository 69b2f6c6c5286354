-- The league's open copy: a database on a server of its own that subscribes to the hub, holds nothing sealed, and is what
-- the region subscribes to (docs/scale.md). No step of hub upgrade runs this: psql open -f open_copy.sql
CREATE SCHEMA hub;
CREATE TABLE hub.halls (hall int PRIMARY KEY, county text NOT NULL, name text NOT NULL);
CREATE TABLE hub.stations (
    login name PRIMARY KEY, code text NOT NULL, hall int NOT NULL, county text NOT NULL, kind text NOT NULL, revoked_at timestamptz
);
CREATE TABLE hub.epochs (
    code text, epoch int, public_key bytea NOT NULL, certificate bytea NOT NULL, opened_at timestamptz, seq bigint NOT NULL,
    hash bytea NOT NULL, last_at timestamptz, PRIMARY KEY (code, epoch)
);
CREATE TABLE hub.entries (
    station text, epoch int, seq bigint, id uuid NOT NULL UNIQUE, at bigint NOT NULL, boot text, monotonic_ns bigint, actor text,
    kind text NOT NULL, version int NOT NULL, subject text NOT NULL, base text, payload bytea COMPRESSION lz4 NOT NULL,
    taken text, untimely int, prev bytea NOT NULL, hash bytea NOT NULL, PRIMARY KEY (station, epoch, seq)
);
CREATE INDEX ON hub.entries (subject);
CREATE TABLE hub.batches (
    county text, pos bigint, station text NOT NULL, epoch int NOT NULL, first bigint NOT NULL, last bigint NOT NULL,
    hashes bytea NOT NULL, signature bytea NOT NULL, link bytea NOT NULL, taken_at timestamptz, PRIMARY KEY (county, pos)
);
CREATE PUBLICATION open_copy FOR TABLES IN SCHEMA hub WITH (publish = 'insert, update');
