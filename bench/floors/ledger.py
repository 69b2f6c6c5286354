"""Bare SQL of the same figures over the same rows, by hand: both periods, the choices, the first rows."""

NAME, SPAN = "SQL", "until >= :a AND received_on <= :b"
DAYS = f"{'received_on ' * 2}{'accepted_on ' * 4}{'ended_on ' * 6}{'answered_on ' * 2}{'delivered_on ' * 3}"
SUMS = [f"SUM({day} BETWEEN :a AND :b AND via != 'takeover')" for day in f"{DAYS} told_on late_on".split()]
ONCE = "COUNT(DISTINCT IIF(received_on BETWEEN :a AND :b, {}, NULL))".format
CASES = f"SELECT SUM(saved), SUM(visits) FROM (SELECT * FROM ledger_rows WHERE {SPAN} GROUP BY case_id)"  # noqa: S608
FIGURES = (
    f"SELECT {', '.join(SUMS)}, {ONCE('case_id')}, {ONCE('bundle')} FROM ledger_rows WHERE {SPAN}",
    CASES,
)  # noqa: S608
CHOICES = [f"SELECT DISTINCT {one} FROM ledger_rows WHERE {SPAN}" for one in ("organ", "bundle", "station")]  # noqa: S608
LIST = f"SELECT * FROM ledger_rows AS l LEFT JOIN case_rows USING (case_id) WHERE {SPAN} ORDER BY received_on, l.number"  # noqa: S608


def count(connection, most, *periods):  # fmt: skip
    for one, (a, b) in enumerate(periods):
        for query in (*FIGURES, *(() if one else (*CHOICES, f"{LIST} LIMIT {most}"))):
            connection.execute(query, {"a": a, "b": b}).fetchall()
