-- Version 2: wraps of case keys, beside the entries and never in them, so that they can be deleted (decision 0037).

-- Which stations hold the private half of their hall's ring. Those of kind 'hall' do; of others the administrator says so.
ALTER TABLE hub.stations ADD COLUMN holds_ring boolean NOT NULL DEFAULT false;

-- One more number of the county: of the last wrap or key card.
ALTER TABLE hub.orders ADD COLUMN wrap bigint NOT NULL DEFAULT 0;

-- A case key, sealed to one recipient: STATION-EPOCH, ring:… or recovery:… Rows never change. Several of one case, maker
-- and recipient may stand side by side: a false one displaces no true one, and the reader proves which it is.
CREATE TABLE hub.key_wraps (
    county text NOT NULL,
    subject text NOT NULL CHECK (subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
    maker text NOT NULL,
    recipient text NOT NULL CHECK (recipient ~ '^[0-9A-Za-z:-]{1,64}$'),
    wrapped bytea NOT NULL CHECK (octet_length(wrapped) = 80),
    number bigint NOT NULL,            -- place in the order in which they came
    put_by text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (county, subject, maker, recipient, wrapped)
);
ALTER TABLE hub.key_wraps ALTER COLUMN wrapped SET STORAGE PLAIN;
CREATE INDEX key_wraps_recipient ON hub.key_wraps (county, recipient, number);

-- Public keys that wraps are made to: reading keys of stations, generations of a ring; each signed, and proved by readers.
CREATE TABLE hub.key_cards (
    county text NOT NULL,
    name text NOT NULL CHECK (name ~ '^[0-9A-Za-z:-]{1,64}$'),
    body bytea NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 2000),
    number bigint NOT NULL,
    put_by text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (county, name, put_by)
);

-- Of which hall a ring is: that of the holder who stated it first, before anybody else could know its name.
CREATE TABLE hub.rings (
    county text NOT NULL,
    recipient text NOT NULL CHECK (recipient ~ '^ring:[0-9A-Za-z:-]{1,59}$'),
    hall int NOT NULL REFERENCES hub.halls,
    stated_by text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (county, recipient)
);

-- Who said that a person is forgotten. It counts where that station owns the case (hub.is_forgotten).
CREATE TABLE hub.forgettings (
    county text NOT NULL,
    subject text NOT NULL,
    station text NOT NULL,
    PRIMARY KEY (county, subject, station)
);
ALTER TABLE hub.entries NO FORCE ROW LEVEL SECURITY; -- while no policy stands, its owner would see nothing
ALTER TABLE hub.stations NO FORCE ROW LEVEL SECURITY;
INSERT INTO hub.forgettings (county, subject, station)
SELECT DISTINCT s.county, e.subject, e.station FROM hub.entries e JOIN hub.stations s ON s.code = e.station
WHERE e.kind = 'person.forgotten';
