"""The ledger read model: a row per item; counts and lists come from the same conditions (``domain.ledger.measures``).

Working days are counted with a table of this connection, made from the calendar in force: a calendar that is
corrected later needs no row to be written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from counter.db.file.errors import explained
from counter.db.rows import ledger_place
from counter.db.rows.measure_sql import (
    ENDED_ON,
    FIELDS,
    NAMES,
    clocks_of,
    column,
    compared,
    condition,
    sum_of,
)
from counter.db.rows.rows_of_case import RowsOfCase
from counter.domain.ledger.cells import LedgerLine
from counter.domain.ledger.measures import LedgerMeasure, Of
from counter.domain.ledger.row import ItemRow
from counter.domain.ledger.template import By
from counter.services.context.ledger_ports import LedgerChoices, LedgerSpan, LedgerWaiting

if TYPE_CHECKING:
    from counter.domain.calendar.workdays import Calendar

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
    "organ": ("l.organ", "l.organ"),
    "bundle": ("l.bundle", "l.bundle || ' ' || MAX(l.bundle_name)"),
    "station": ("l.station", "l.station"),
    "received_at": ("l.received_at", "l.received_at"),
    "clerk": ("l.clerk", "l.clerk"),
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
_Cell = tuple[Mapping[str, tuple[str, str]], Sequence[int]]
"""Key and name of every field that it can be grouped by, and its counts."""


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
                sums = _sums(part, span, once=once)
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
        for day in dict.fromkeys(one.day for one in measures if one.day):
            cut = _cut(column(day), ends)
            where = f"{_where(span)} AND {column(day)} BETWEEN :first AND :last"
            for part, table in _parted([one for one in measures if one.day == day], once=once):
                if not part:
                    continue
                sums = _sums(part, span, once=once)
                query = f"SELECT {cut} AS n, {sums} FROM {table.format(where=where)} GROUP BY n"
                for n, *counts in self._read(query, span, calendar):
                    for one, count in zip(part, counts, strict=True):
                        found[n][one.name] += int(count or 0)
        for one in (one for one in measures if one.or_days):
            for n, count in self._read(_also(one, ends, span), span, calendar):
                found[n][one.name] += count
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
            _added(cells, by, [(measure, measures.index(measure)) for measure in some])
            if (by, some) in together
            else self._groups(by, some, span, calendar)
            for by, some in wanted
        ]

    def _cells(
        self, measures: Sequence[LedgerMeasure], span: LedgerSpan, calendar: Calendar
    ) -> Sequence[_Cell]:
        """The counts of every organ's items of every bundle, at the window that decides and the one that received."""
        sums = _sums(measures, span, once=True)
        query = f"""
            SELECT l.organ, l.bundle, MAX(l.bundle_name), l.station, l.received_at, {sums} FROM ledger_rows AS l
            WHERE {_where(span)} GROUP BY l.organ, l.bundle, l.station, l.received_at
        """
        return [
            (
                {
                    "organ": (organ, organ),
                    "bundle": (str(bundle), f"{bundle} {name}"),
                    "station": (station, station),
                    "received_at": (received_at, received_at),
                },
                [int(count or 0) for count in counts],
            )
            for organ, bundle, name, station, received_at, *counts in self._read(query, span, calendar)
        ]

    def _groups(
        self, by: By, measures: Sequence[LedgerMeasure], span: LedgerSpan, calendar: Calendar
    ) -> Mapping[str, tuple[str, tuple[int, ...]]]:
        once = by is not By.ORGAN and not (span.organ or span.state)
        found: dict[str, tuple[str, list[int]]] = {}
        for field in dict.fromkeys(_field(by, one) for one in measures):
            key, name = _GROUPED[field]
            some = [(place, one) for place, one in enumerate(measures) if _field(by, one) == field]
            sums = _sums([one for _, one in some], span, once=once)
            query = f"SELECT {key}, {name}, {sums} FROM ledger_rows AS l WHERE {_where(span)} GROUP BY {key}"
            for code, words, *counts in self._read(query, span, calendar):
                _, numbers = found.setdefault(str(code), (words, [0] * len(measures)))
                for (place, _), count in zip(some, counts, strict=True):
                    numbers[place] = int(count or 0)
        return {key: (words, tuple(numbers)) for key, (words, numbers) in found.items() if any(numbers)}

    def lines(
        self,
        measure: LedgerMeasure | None,
        span: LedgerSpan,
        calendar: Calendar,
        limit: int | None,
        offset: int = 0,
    ) -> Sequence[LedgerLine]:
        """The rows that a measure counts, oldest first."""
        where = _listed(measure, span)
        most = -1 if limit is None else limit
        query = f"""
            SELECT {_LISTED}, COALESCE(c.applicant, '') FROM {_BY_DAY}
            LEFT JOIN case_rows AS c ON c.case_id = l.case_id
            WHERE {where} ORDER BY l.received_on, l.number, l.place LIMIT {most} OFFSET {offset}
        """
        return tuple(LedgerLine(ItemRow(*row[:-1]), row[-1]) for row in self._read(query, span, calendar))

    def count(self, measure: LedgerMeasure | None, span: LedgerSpan, calendar: Calendar) -> int:
        """How many rows ``lines`` has in all."""
        query = f"SELECT COUNT(*) FROM ledger_rows AS l WHERE {_listed(measure, span)}"
        return int(self._read(query, span, calendar)[0][0])

    def choices(self, span: LedgerSpan) -> LedgerChoices:
        """What the rows of that span can be chosen by: one pass over them."""
        query = f"""
            SELECT DISTINCT l.organ, l.bundle, l.bundle_name, l.station, l.received_at, l.clerk FROM ledger_rows AS l
            WHERE {_where(span)}
        """
        with explained():
            found = self._connection.execute(query, _bound(span)).fetchall()
        organs, clerks = (sorted({row[place] for row in found}) for place in (0, 5))
        windows = sorted({code for row in found for code in row[3:5]})
        return LedgerChoices(organs, {row[1]: row[2] for row in sorted(found)}, windows, clerks)

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


def _field(by: By, measure: LedgerMeasure) -> str:
    """The field that a measure is grouped by."""
    return measure.window if by is By.STATION else by.value


def _added(
    cells: Sequence[_Cell], by: By, places: Sequence[tuple[LedgerMeasure, int]]
) -> Mapping[str, tuple[str, tuple[int, ...]]]:
    found: dict[str, tuple[str, list[int]]] = {}
    for names, counts in cells:
        for n, (measure, place) in enumerate(places):
            key, name = names[_field(by, measure)]
            before, sums = found.get(key, ("", [0] * len(places)))
            sums[n] += counts[place]
            found[key] = max(before, name), sums
    return {key: (name, tuple(sums)) for key, (name, sums) in found.items() if any(sums)}


def _also(one: LedgerMeasure, ends: Sequence[date], span: LedgerSpan) -> str:
    """Rows of each period in which another of its clocks ended, but the period in which its day counts it already."""
    also, day, cut = ENDED_ON, column(one.day), _cut(ENDED_ON, ends)
    counted = f"{day} BETWEEN :first AND :last AND {_cut(day, ends)} = {cut}"
    at_window = [f"{column(one.window)} = :station"] if span.station else []
    met = " AND ".join((_where(span), *at_window, *(compared(each) for each in one.where)))
    one_of = "l.case_id" if one.of is Of.CASES else "l.case_id || ' ' || l.item"
    return f"""
        SELECT {cut} AS n, COUNT(DISTINCT {one_of}) FROM ledger_rows AS l, {clocks_of(one.or_days)}
        WHERE {met} AND {also} BETWEEN :first AND :last AND NOT IFNULL({counted}, 0) GROUP BY n
    """


def _cut(day: str, ends: Sequence[date]) -> str:
    """Number of the period in which that day of a row lies."""
    whens = " ".join(f"WHEN {day} <= '{end.isoformat()}' THEN {n}" for n, end in enumerate(ends))
    return f"(CASE {whens} END)"


def _parted(measures: Sequence[LedgerMeasure], *, once: bool) -> tuple[tuple[list[LedgerMeasure], str], ...]:
    """Measures over rows, and those that add a field of the case, of which each case is one row."""
    whole = [measure for measure in measures if measure.of is Of.CASE_SUM and not once]
    rows = [measure for measure in measures if measure not in whole]
    cases = "(SELECT * FROM ledger_rows AS l WHERE {where} GROUP BY l.case_id) AS l"
    return (rows, "ledger_rows AS l WHERE {where}"), (whole, cases)


def _where(span: LedgerSpan) -> str:
    parts = [_IN_SPAN]
    parts += [f"l.{name} = :{name}" for name in ("organ", "clerk") if getattr(span, name)]
    if span.bundle is not None:
        parts.append("l.bundle = :bundle")
    if span.state:
        parts.append(_STATES[span.state])
    return " AND ".join(parts)


def _listed(measure: LedgerMeasure | None, span: LedgerSpan) -> str:
    """The rows that a measure counts; without one those that the window decides."""
    if measure is not None:
        return f"{_where(span)} AND {condition(measure, at_window=bool(span.station))}"
    return f"{_where(span)} AND l.station = :station" if span.station else _where(span)


def _sums(measures: Sequence[LedgerMeasure], span: LedgerSpan, *, once: bool) -> str:
    return ", ".join(sum_of(one, once=once, at_window=bool(span.station)) for one in measures)


def _bound(span: LedgerSpan) -> dict[str, object]:
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "organ": span.organ,
        "bundle": span.bundle,
        "station": span.station,
        "clerk": span.clerk,
    }
