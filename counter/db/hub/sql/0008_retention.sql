-- How long parcels lie here (decision 0034): set by the administrator, kept as data.

CREATE TABLE hub.parcel_rule (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    taken_days int NOT NULL DEFAULT 7 CHECK (taken_days BETWEEN 7 AND 3650),   -- what everybody has taken
    kept_days int NOT NULL DEFAULT 180 CHECK (kept_days BETWEEN 30 AND 3650),  -- whoever was away
    set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    set_by name NOT NULL DEFAULT session_user,
    CHECK (kept_days >= taken_days)
);
INSERT INTO hub.parcel_rule DEFAULT VALUES;
