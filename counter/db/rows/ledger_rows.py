"""The ledger read model: a row per item; counts and lists come from the same conditions (``domain.ledger.measures``).

Working days are counted with a table of this connection, made from the calendar in force: a calendar that is
corrected later needs no row to be written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from counter.db.file.errors import explained
from counter.db.rows import ledger_place
from counter.db.rows.rows_of_case import RowsOfCase
from counter.domain.ledger.cells import LedgerLine
from counter.domain.ledger.measures import FIRST, LAST, Condition, LedgerMeasure, Of, Test
from counter.domain.ledger.row import ItemRow
from counter.domain.ledger.template import By
from counter.services.context.ledger_ports import LedgerChoices, LedgerSpan, LedgerWaiting

if TYPE_CHECKING:
    from counter.domain.calendar.workdays import Calendar

FIELDS = tuple(one.name for one in fields(ItemRow))
NAMES = {"case": "case_id", "open": "is_open"}
"""Fields that are called otherwise in the table, because SQL has these words."""
COLUMNS = ", ".join(NAMES.get(name, name) for name in FIELDS)
_ROWS = RowsOfCase("ledger_rows", COLUMNS, order="item")
_LISTED = ", ".join(f"l.{NAMES.get(name, name)}" for name in FIELDS)
_IN_SPAN = "l.until >= :first AND l.received_on <= :last"
_STATES = {
    "open": "l.is_open = 1",
    "ended": "l.is_open = 0",
    "late": "(l.late_on IS NOT NULL OR (l.is_open = 1 AND l.state != 'to_correct' AND l.due < :last))",
}
_GROUPED = {
    By.ORGAN: ("l.organ", "l.organ"),
    By.BUNDLE: ("l.bundle", "l.bundle || ' ' || MAX(l.bundle_name)"),
    By.STATION: ("l.station", "l.station"),
    By.CLERK: ("l.clerk", "l.clerk"),
}
"""What is grouped by, and its name: put together once for each group."""
_REACH = """
    SELECT MIN(received_on), MAX(MAX(until), MAX(received_on)), MAX(statutory_due), MAX(promised_due)
    FROM ledger_rows WHERE until < '9999'
"""
_MAKE_DAYS = (
    "CREATE TEMP TABLE IF NOT EXISTS ledger_days (day TEXT PRIMARY KEY, n INTEGER, of TEXT) WITHOUT ROWID"
)
_KNOWN_DAYS = "SELECT MIN(day), MAX(day), MIN(of) FROM temp.ledger_days"
_BY_DAY = "ledger_rows AS l INDEXED BY ix_ledger_rows_received_on_number_place"
"""In the order of a list: the first rows are read without sorting the others."""
_KEPT = "PRAGMA cache_size = -65536"
"""Pages stay deciphered from one pass over a year to the next: 64 MB at most, on the connection that reads a ledger."""
_ANY_ROW = "SELECT MIN(received_on) FROM ledger_rows"

Values = tuple[Any, ...]


class StoredLedger:
    """The ledger on one connection (``services.context.ledger_ports.LedgerStore``)."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def figures(
        self, measures: Sequence[LedgerMeasure], span: LedgerSpan, calendar: Calendar
    ) -> Mapping[str, int]:
        """Name → count of each measure: one pass over rows, one over cases."""
        found: dict[str, int] = {}
        once = not (span.organ or span.state)
        for part, table in _parted(measures, once=once):
            if part:
                sums = ", ".join(_sum(measure, once=once) for measure in part)
                query = f"SELECT {sums} FROM {table.format(where=_where(span))}"
                row = self._read(query, span, calendar)[0]
                found.update(
                    (measure.name, int(count or 0)) for measure, count in zip(part, row, strict=True)
                )
        return found

    def series(
        self, measures: Sequence[LedgerMeasure], ends: Sequence[date], span: LedgerSpan, calendar: Calendar
    ) -> Sequence[Mapping[str, int]]:
        """Name → count of each measure in every one of the periods into which ``ends``, their last days, cut the span:
        one pass for each day that puts a row into a period. A measure without such a day is not counted.
        """
        found: list[dict[str, int]] = [dict.fromkeys((one.name for one in measures), 0) for _ in ends]
        once = not (span.organ or span.state)
        for day, wanted, before in _days_of(measures):
            cut = _cut(day, ends)
            where = f"{_where(span)} AND {_column(day)} BETWEEN :first AND :last"
            if before:
                same = f"{_column(before)} BETWEEN :first AND :last AND {_cut(before, ends)} = {cut}"
                where += f" AND NOT IFNULL({same}, 0)"
            for part, table in _parted(wanted, once=once):
                if not part:
                    continue
                sums = ", ".join(_sum(measure, once=once) for measure in part)
                query = f"SELECT {cut} AS n, {sums} FROM {table.format(where=where)} GROUP BY n"
                for n, *counts in self._read(query, span, calendar):
                    for one, count in zip(part, counts, strict=True):
                        found[n][one.name] += int(count or 0)
        return found

    def tables(
        self, wanted: Sequence[tuple[By, Sequence[LedgerMeasure]]], span: LedgerSpan, calendar: Calendar
    ) -> Sequence[Mapping[str, tuple[str, tuple[int, ...]]]]:
        """Of each: key → (name, counts). A measure over cases counts a case in each group that has an item of it.

        What can be added up is counted in one pass.
        """
        together = [one for one in wanted if not (span.organ or span.state) and _can_be_added(*one)]
        measures = list({measure.name: measure for _, some in together for measure in some}.values())
        cells = self._cells(measures, span, calendar) if together else []
        return [
            _added(cells, by, [measures.index(measure) for measure in some])
            if (by, some) in together
            else self._groups(by, some, span, calendar)
            for by, some in wanted
        ]

    def _cells(
        self, measures: Sequence[LedgerMeasure], span: LedgerSpan, calendar: Calendar
    ) -> Sequence[tuple[Mapping[By, tuple[str, str]], Sequence[int]]]:
        """The counts of every organ's items of every bundle at every window."""
        sums = ", ".join(_sum(measure, once=True) for measure in measures)
        query = f"""
            SELECT l.organ, l.bundle, MAX(l.bundle_name), l.station, {sums} FROM ledger_rows AS l
            WHERE {_where(span)} GROUP BY l.organ, l.bundle, l.station
        """
        return [
            (
                {
                    By.ORGAN: (organ, organ),
                    By.BUNDLE: (str(bundle), f"{bundle} {name}"),
                    By.STATION: (station, station),
                },
                [int(count or 0) for count in counts],
            )
            for organ, bundle, name, station, *counts in self._read(query, span, calendar)
        ]

    def _groups(
        self, by: By, measures: Sequence[LedgerMeasure], span: LedgerSpan, calendar: Calendar
    ) -> Mapping[str, tuple[str, tuple[int, ...]]]:
        key, name = _GROUPED[by]
        once = by is not By.ORGAN and not (span.organ or span.state)
        sums = ", ".join(_sum(measure, once=once) for measure in measures)
        query = f"SELECT {key}, {name}, {sums} FROM ledger_rows AS l WHERE {_where(span)} GROUP BY {key}"
        rows = self._read(query, span, calendar)
        found = {str(row[0]): (row[1], tuple(int(count or 0) for count in row[2:])) for row in rows}
        return {key: group for key, group in found.items() if any(group[1])}

    def lines(
        self,
        measure: LedgerMeasure | None,
        span: LedgerSpan,
        calendar: Calendar,
        limit: int | None,
        offset: int = 0,
    ) -> Sequence[LedgerLine]:
        """The rows that a measure counts, oldest first."""
        where = _where(span) if measure is None else f"{_where(span)} AND {_condition(measure)}"
        most = -1 if limit is None else limit
        query = f"""
            SELECT {_LISTED}, COALESCE(c.applicant, '') FROM {_BY_DAY}
            LEFT JOIN case_rows AS c ON c.case_id = l.case_id
            WHERE {where} ORDER BY l.received_on, l.number, l.place LIMIT {most} OFFSET {offset}
        """
        return tuple(LedgerLine(ItemRow(*row[:-1]), row[-1]) for row in self._read(query, span, calendar))

    def count(self, measure: LedgerMeasure | None, span: LedgerSpan, calendar: Calendar) -> int:
        """How many rows ``lines`` has in all."""
        where = _where(span) if measure is None else f"{_where(span)} AND {_condition(measure)}"
        return int(self._read(f"SELECT COUNT(*) FROM ledger_rows AS l WHERE {where}", span, calendar)[0][0])

    def choices(self, span: LedgerSpan) -> LedgerChoices:
        """What the rows of that span can be chosen by: one pass over them."""
        query = f"""
            SELECT DISTINCT l.organ, l.bundle, l.bundle_name, l.station, l.clerk FROM ledger_rows AS l
            WHERE {_where(span)}
        """
        with explained():
            found = self._connection.execute(query, _bound(span)).fetchall()
        every = [sorted({row[place] for row in found}) for place in (0, 3, 4)]
        return LedgerChoices(every[0], {row[1]: row[2] for row in sorted(found)}, every[1], every[2])

    def begins(self) -> str | None:
        """The first day on which anything of it was received."""
        with explained():
            (first,) = self._connection.execute(_ANY_ROW).fetchone()
        return None if first is None else str(first)

    def put(self, case: str, rows: Sequence[ItemRow]) -> None:
        """Replace the rows of a case; unchanged ones are not written."""
        wanted = sorted((values_of(row) for row in rows), key=lambda values: str(values[1]))
        _ROWS.put(self._connection, case, wanted)

    def waiting(self, limit: int) -> LedgerWaiting:
        """The next subjects whose rows are behind this station's entries, and how far the ledger has come with them."""
        with explained():
            since = ledger_place.place(self._connection) or 0
            newest = ledger_place.newest(self._connection)  # before the subjects: what comes after it waits
            found = ledger_place.waiting(self._connection, since, limit)
            until = found[-1][0] if len(found) == limit else newest
        return LedgerWaiting(since, until, tuple(subject for _, subject in found), newest)

    def reached(self, row: int) -> None:
        """Every subject whose last entry lies up to there has its rows."""
        with explained():
            ledger_place.set_place(self._connection, row)

    def _read(self, query: str, span: LedgerSpan, calendar: Calendar) -> list[Values]:
        with explained():
            self._connection.execute(_KEPT)
            if "ledger_days" in query:
                self._know_days(calendar)
            return list(self._connection.execute(query, _bound(span)))

    def _know_days(self, calendar: Calendar) -> None:
        """Number the working days between the first and the last day of any row, unless it is done already."""
        connection = self._connection
        (first,) = connection.execute(_ANY_ROW).fetchone()
        if first is None:
            connection.execute(_MAKE_DAYS)
            return
        last = max(day for day in (first, *connection.execute(_REACH).fetchone()) if day is not None)
        connection.execute(_MAKE_DAYS)
        known = connection.execute(_KNOWN_DAYS).fetchone()
        if known[2] == calendar.version and known[0] <= first and known[1] >= last:
            return
        connection.execute("DELETE FROM temp.ledger_days")
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        connection.executemany(
            "INSERT INTO temp.ledger_days VALUES (?, ?, ?)", _numbered(calendar, start, end)
        )


def read_row(row: Values) -> ItemRow:
    """A row from the columns of ``COLUMNS``."""
    return ItemRow(*row)


def values_of(row: ItemRow) -> Values:
    """A row as it is stored, in the order of ``COLUMNS``."""
    return tuple(getattr(row, name) for name in FIELDS)


def _numbered(calendar: Calendar, start: date, end: date) -> Iterable[tuple[str, int, str]]:
    n = 0
    for number in range(start.toordinal(), end.toordinal() + 400):  # room for what comes in a year
        day = date.fromordinal(number)
        n += not calendar.is_rest(day)
        yield day.isoformat(), n, calendar.version


def _can_be_added(by: By, measures: Sequence[LedgerMeasure]) -> bool:
    """Whether the counts of its groups are sums over smaller ones: a case has items of several organs."""
    once = {Of.CASES, Of.CASE_SUM} if by is By.ORGAN else set()
    return by is not By.CLERK and not any(one.of in {Of.BUNDLES, *once} for one in measures)


def _added(
    cells: Sequence[tuple[Mapping[By, tuple[str, str]], Sequence[int]]], by: By, places: Sequence[int]
) -> Mapping[str, tuple[str, tuple[int, ...]]]:
    found: dict[str, tuple[str, tuple[int, ...]]] = {}
    for names, counts in cells:
        key, name = names[by]
        before, sums = found.get(key, ("", (0,) * len(places)))
        added = tuple(n + counts[place] for n, place in zip(sums, places, strict=True))
        found[key] = max(before, name), added
    return {key: group for key, group in found.items() if any(group[1])}


def _days_of(measures: Sequence[LedgerMeasure]) -> Iterable[tuple[str, list[LedgerMeasure], str]]:
    """Each day that puts rows into a period, the measures by it, and the day by which a row was counted already."""
    for day in dict.fromkeys(one.day for one in measures if one.day):
        yield day, [one for one in measures if one.day == day], ""
    for one in measures:
        if one.or_day:
            yield one.or_day, [one], one.day


def _cut(day: str, ends: Sequence[date]) -> str:
    """Number of the period in which that day of a row lies."""
    whens = " ".join(f"WHEN {_column(day)} <= '{end.isoformat()}' THEN {n}" for n, end in enumerate(ends))
    return f"(CASE {whens} END)"


def _parted(measures: Sequence[LedgerMeasure], *, once: bool) -> tuple[tuple[list[LedgerMeasure], str], ...]:
    """Measures over rows, and those that add a field of the case, of which each case is one row."""
    whole = [measure for measure in measures if measure.of is Of.CASE_SUM and not once]
    rows = [measure for measure in measures if measure not in whole]
    cases = "(SELECT * FROM ledger_rows AS l WHERE {where} GROUP BY l.case_id) AS l"
    return (rows, "ledger_rows AS l WHERE {where}"), (whole, cases)


def _sum(measure: LedgerMeasure, *, once: bool) -> str:
    """The count of a measure as an SQL aggregate over rows ``l``; the filter stops at its first condition not met.

    ``once``: the first row of every case that counts is among them and stands for it. A day of the case lies in the
    span of each of its rows.
    """
    met = f"FILTER (WHERE {_condition(measure)})"
    first = f"FILTER (WHERE l.place = 0 AND {_condition(measure)})"
    match measure.of:
        case Of.ITEMS:
            return f"COUNT(*) {met}"
        case Of.CASES:
            return f"COUNT(*) {first}" if once else f"COUNT(DISTINCT l.case_id) {met}"
        case Of.BUNDLES:
            return f"COUNT(DISTINCT l.bundle) {met}"
        case Of.WORKING:
            return f"TOTAL({_working(measure.field, measure.until)}) {met}"
        case Of.CASE_SUM:
            return f"TOTAL({_column(measure.field)}) {first if once else met}"
        case _:
            return f"TOTAL({_column(measure.field)}) {met}"


def _condition(measure: LedgerMeasure) -> str:
    parts = [_compared(one) for one in measure.where]
    if measure.either:
        groups = (" AND ".join(_compared(one) for one in group) for group in measure.either)
        parts.append("(" + " OR ".join(f"({group})" for group in groups) + ")")
    if measure.day:
        days = filter(None, (measure.day, measure.or_day))
        parts.insert(0, "(" + " OR ".join(f"{_column(day)} BETWEEN :first AND :last" for day in days) + ")")
    if measure.within is not None:
        parts.append(f"{_working(measure.within.first, measure.within.last)} <= {int(measure.within.most)}")
    return "(" + (" AND ".join(parts) or "1") + ")"


def _compared(one: Condition) -> str:
    column, other = _column(one.field), _column(one.other) if one.other else _literal(one.value)
    match one.test:
        case Test.SET:
            return f"{column} IS NOT NULL"
        case Test.AFTER:
            return f"({column} IS NULL OR {column} > {other})"
        case _:
            return f"{column} {one.test.value} {other}"


def _working(first: str, last: str) -> str:
    """Working days after one day up to the other; most lie on one day and need no look at the calendar."""
    start, end = _column(first), _column(last)
    days = "(SELECT n FROM temp.ledger_days WHERE day = {})"
    return f"(CASE WHEN {start} = {end} THEN 0 ELSE {days.format(end)} - {days.format(start)} END)"


def _column(name: str) -> str:
    if name not in FIELDS:
        raise ValueError(f"a row of the ledger has no field {name}")
    return f"l.{NAMES.get(name, name)}"


def _literal(value: str | int) -> str:
    if value in (FIRST, LAST):
        return str(value)
    return str(int(value)) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _where(span: LedgerSpan) -> str:
    parts = [_IN_SPAN]
    parts += [f"l.{name} = :{name}" for name in ("organ", "station", "clerk") if getattr(span, name)]
    if span.bundle is not None:
        parts.append("l.bundle = :bundle")
    if span.state:
        parts.append(_STATES[span.state])
    return " AND ".join(parts)


def _bound(span: LedgerSpan) -> dict[str, object]:
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "organ": span.organ,
        "bundle": span.bundle,
        "station": span.station,
        "clerk": span.clerk,
    }
