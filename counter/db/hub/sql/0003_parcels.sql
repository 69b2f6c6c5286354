-- Parcels for kinds of stations, and who has which.

ALTER TABLE hub.parcels ADD COLUMN to_kinds text[] NOT NULL DEFAULT '{}'; -- empty: every kind
CREATE INDEX parcels_sender ON hub.parcels (from_code, at);

CREATE TABLE hub.parcel_receipts (
    county text NOT NULL,
    pos bigint NOT NULL,
    code text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (county, pos, code),
    FOREIGN KEY (county, pos) REFERENCES hub.parcels ON DELETE CASCADE
);
