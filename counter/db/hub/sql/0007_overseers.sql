-- Which halls' rooms see every case of their county (值班主管室 of a county): granted by the administrator alone.

CREATE TABLE hub.overseers (
    hall int PRIMARY KEY REFERENCES hub.halls,
    granted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
