"""Cases narrowed to a state, an organ, days and a clerk, and put in order, without reading a case."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from counter.db.rows.rows import CASE_COLUMNS, CASE_ID, read_case
from counter.db.rows.search import matching_rows
from counter.domain.calendar.workdays import CHINA
from counter.services.context.case_search import CaseChoices, CaseFilter, CaseOrder
from counter.services.context.ports import FoundCases

MOST_BY_TEXT = 2_000
"""Found by a text before they are narrowed: more share only a letter or two."""
_COLUMNS = {
    CaseOrder.NUMBER: "number",
    CaseOrder.APPLICANT: "applicant",
    CaseOrder.BUNDLE: "bundle_name",
    CaseOrder.STATE: "state",
    CaseOrder.OPENED: "opened_at",
    CaseOrder.DUE: "due",
    CaseOrder.CLERK: "clerk",
}
_FIRST = "SELECT row FROM case_rows WHERE {where} ORDER BY {order} LIMIT ?"
_LIST = f"SELECT {CASE_COLUMNS} FROM case_rows WHERE row IN ({_FIRST}) ORDER BY {{order}}"
"""Put in order by row and one column: with all columns, a sort of 20,000 cases took six times as long."""
_AMONG = "case_id IN (SELECT value FROM json_each(?))"
_OF_ORGAN = "case_id IN (SELECT case_id FROM ledger_rows WHERE organ = ?)"
_EVERY_STATE = """
    WITH RECURSIVE states (state) AS (
        SELECT MIN(state) FROM case_rows
        UNION ALL SELECT (SELECT MIN(state) FROM case_rows WHERE state > states.state) FROM states
        WHERE states.state IS NOT NULL
    )
"""
"""From one to the next along the index of states and clerks: of a million cases a dozen rows are looked at."""
_STATES = f"{_EVERY_STATE} SELECT state FROM states WHERE state IS NOT NULL ORDER BY state"
_CLERKS = f"""
    {_EVERY_STATE}, clerks (state, clerk) AS (
        SELECT state, '' FROM states WHERE state IS NOT NULL
        UNION ALL SELECT state, (
            SELECT MIN(c.clerk) FROM case_rows AS c WHERE c.state = clerks.state AND c.clerk > clerks.clerk
        ) FROM clerks WHERE clerk IS NOT NULL
    )
    SELECT DISTINCT clerk FROM clerks WHERE clerk != '' ORDER BY clerk
"""
_ORGANS = "SELECT DISTINCT organ FROM ledger_rows WHERE organ != '' ORDER BY organ"


def narrowed_cases(connection: Any, text: str, limit: int, wanted: CaseFilter) -> FoundCases:
    """Cases that match ``text`` (all where it is empty) and ``wanted``, in its order."""
    where, bound = _where(wanted)
    older = False
    if text.strip():
        found, older = matching_rows(connection, text, MOST_BY_TEXT)
        if not wanted.narrows and (wanted.order, wanted.descending) == (CaseOrder.OPENED, True):
            rows = tuple(map(read_case, found[:limit]))  # they are in that order
            return FoundCases(rows, older or len(found) > limit)
        where, bound = [*where, _AMONG], [*bound, json.dumps([row[CASE_ID] for row in found])]
    statement = _LIST.format(where=" AND ".join(where) or "1", order=_order(wanted))
    listed = connection.execute(statement, (*bound, limit + 1)).fetchall()
    return FoundCases(tuple(map(read_case, listed[:limit])), older or len(listed) > limit)


def case_choices(connection: Any) -> CaseChoices:
    """States, organs and clerks that occur."""
    columns = (tuple(row[0] for row in connection.execute(one)) for one in (_STATES, _ORGANS, _CLERKS))
    return CaseChoices(*columns)


def _where(wanted: CaseFilter) -> tuple[list[str], list[Any]]:
    asked: list[tuple[str, Any]] = []
    # The sign keeps to the order of the list: most cases have the same state, and all of those would be sorted.
    if wanted.state:
        asked.append(("+state = ?", wanted.state))
    if wanted.organ:
        asked.append((_OF_ORGAN, wanted.organ))
    if wanted.clerk:
        asked.append(("+clerk = ?", wanted.clerk))
    if wanted.since is not None:
        asked.append(("opened_at >= ?", _begins(wanted.since)))
    if wanted.until is not None:
        asked.append(("opened_at < ?", _begins(wanted.until + timedelta(days=1))))
    return [condition for condition, _ in asked], [value for _, value in asked]


def _begins(day: date) -> str:
    """The moment at which a civil day begins, as entries write it."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC).isoformat()


def _order(wanted: CaseFilter) -> str:
    """The newest first among equals."""
    way = "DESC" if wanted.descending else "ASC"
    nulls = "due IS NULL, " if wanted.order is CaseOrder.DUE else ""
    return f"{nulls}{_COLUMNS[wanted.order]} {way}, row DESC"
