-- What monitoring and figures may see: members of hub_watch. Who reported when, and counts of the open part; nothing that
-- is sealed, no name, no case, nothing about ratings. Townships are small: a count below five is not shown, and only of days
-- and months that are over, so that nobody who asks again and again sees one visit come.
-- The views run as hub_writer, which may read every row and is nobody's login.

CREATE VIEW hub.watch_stations WITH (security_barrier) AS
SELECT s.county, h.name AS hall, s.code, s.kind, s.revoked_at, e.epoch, e.opened_at, e.seq, e.last_at,
    (SELECT count(*) FROM hub.forks f WHERE f.station = s.code AND f.epoch = e.epoch) AS forks
FROM hub.stations s JOIN hub.halls h ON h.hall = s.hall LEFT JOIN hub.epochs e ON e.code = s.code;

CREATE VIEW hub.watch_orders WITH (security_barrier) AS
SELECT o.county, o.pos, o.turn, o.parcel FROM hub.orders o;

-- Without the reasons: an administrator's words about a revoked station may name somebody.
CREATE VIEW hub.watch_refusals WITH (security_barrier) AS
SELECT r.station, r.refusal, r.first_at, r.last_at, r.times FROM hub.refusals r;

-- The kinds of what was written, each day of the hall's own clock.
CREATE VIEW hub.watch_days WITH (security_barrier) AS
SELECT s.county, h.name AS hall, (to_timestamp(e.at / 1000000.0) AT TIME ZONE 'Asia/Shanghai')::date AS day, e.kind,
    count(*) AS times
FROM hub.entries e JOIN hub.stations s ON s.code = e.station JOIN hub.halls h ON h.hall = s.hall
WHERE e.kind IS NOT NULL
    AND e.at < extract(epoch FROM date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai') * 1000000
GROUP BY s.county, h.name, day, e.kind HAVING count(*) >= 5;

-- What people came for, each month: the bundle's number as the first entry of a case names it. Reads every payload of that
-- kind: a report for the night or the standby. (A pattern and no JSON: one payload that is none would stop all others.)
CREATE VIEW hub.watch_bundles WITH (security_barrier) AS
SELECT s.county, h.name AS hall,
    date_trunc('month', to_timestamp(e.at / 1000000.0) AT TIME ZONE 'Asia/Shanghai')::date AS month,
    substring(encode(e.payload, 'escape') FROM '"bundle":([0-9]{1,6})[,}]')::int AS bundle, count(*) AS times
FROM hub.entries e JOIN hub.stations s ON s.code = e.station JOIN hub.halls h ON h.hall = s.hall
WHERE e.kind = 'case.opened'
    AND e.at < extract(epoch FROM date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai') * 1000000
GROUP BY s.county, h.name, month, bundle HAVING count(*) >= 5;
