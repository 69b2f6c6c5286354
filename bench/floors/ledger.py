"""Bare SQL of the same figures over the same rows, by hand: both periods, the choices, the first rows."""

NAME, WITHIN = "SQL", "FROM ledger_rows AS l {} WHERE until >= :a AND received_on <= :b".format
DAYS = "received_on accepted_on accepted_on ended_on ended_on answered_on delivered_on told_on late_on"
SUMS = ", ".join(f"SUM({day} BETWEEN :a AND :b AND via != 'takeover')" for day in f"{DAYS} {DAYS}".split())
ONCE = "COUNT(DISTINCT case_id), COUNT(DISTINCT bundle), SUM(saved * (place = 1)), SUM(visits * (place = 1))"
BOTH = f"SELECT {SUMS}, {ONCE} {WITHIN('')}"
ONE = [f"SELECT DISTINCT {name} {WITHIN('')}" for name in ("organ", "bundle", "station")]
LIST = f"SELECT * {WITHIN('LEFT JOIN case_rows USING (case_id)')} ORDER BY received_on, l.number LIMIT :n"


def count(connection, most, now, before):
    for query, (a, b) in [*((one, now) for one in (*ONE, BOTH, LIST)), (BOTH, before)]:
        connection.execute(query, {"a": a, "b": b, "n": most}).fetchall()
