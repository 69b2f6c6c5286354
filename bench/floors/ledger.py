"""Bare SQL of the same figures over the same rows, by hand: both periods, the choices, the first rows."""

NAME = "SQL"
IN, SPAN = "{} BETWEEN :a AND :b", "until >= :a AND received_on <= :b"
DAYS = f"{'received_on ' * 2}{'accepted_on ' * 4}{'ended_on ' * 6}{'answered_on ' * 2}{'delivered_on ' * 3}"
ALL = f"{DAYS} told_on told_again_on gap_late_on late_on".split()
SUMS = ", ".join(f"SUM({IN.format(day)} AND via != 'takeover')" for day in ALL)
ONCE = ", ".join(
    f"COUNT(DISTINCT CASE WHEN {IN.format('received_on')} THEN {x} END)" for x in ("case_id", "bundle")
)
CASES = f"SELECT SUM(saved), SUM(visits) FROM (SELECT * FROM ledger_rows WHERE {SPAN} GROUP BY case_id)"  # noqa: S608
LIST = f"SELECT * FROM ledger_rows AS l LEFT JOIN case_rows USING (case_id) WHERE {SPAN} ORDER BY received_on, l.number"  # noqa: S608


def count(connection, most, *periods):
    for a, b in periods:
        for query in (f"SELECT {SUMS}, {ONCE} FROM ledger_rows WHERE {SPAN}", CASES):  # noqa: S608
            connection.execute(query, {"a": a, "b": b}).fetchall()
    for column in ("organ", "bundle", "station"):
        query = f"SELECT DISTINCT {column} FROM ledger_rows WHERE {SPAN}"  # noqa: S608
        connection.execute(query, {"a": periods[0][0], "b": periods[0][1]}).fetchall()
    connection.execute(f"{LIST} LIMIT {most}", {"a": periods[0][0], "b": periods[0][1]}).fetchall()
