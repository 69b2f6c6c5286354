"""Rows without entries (wrong PINs, drafts, invitations, boxes): only their form can be checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from counter.db.rows.ledger_place import MODEL as LEDGER
from counter.db.rows.ledger_place import newest, place
from counter.db.rows.task_rows import MODEL
from counter.domain.hall.pin_lock import MOST_COUNTED
from counter.domain.journal.chain import Fault
from counter.domain.journal.entries import microseconds

_AHEAD = timedelta(days=36500)
"""How far in the future a wrong PIN may be dated: a clock that was ahead may have been corrected since, but not by a
century.
"""
_PINS = "SELECT row, key, wrong, at, boot FROM wrong_pins"
_DRAFTS = "SELECT id, saved_at, begun_at, body FROM drafts"
_TIMES = "UPDATE drafts SET saved_at = ?, begun_at = ? WHERE id = ?"
_BASES = f"SELECT name FROM read_models WHERE name NOT IN ('{MODEL}', '{LEDGER}')"
_SLOTS = """
    SELECT case_id, opened_at, closes_at,
           NOT EXISTS (SELECT 1 FROM entries WHERE subject = case_id) FROM rating_slots
"""
_SIZES = "SELECT COUNT(DISTINCT length(box)) FROM {} WHERE box IS NOT NULL"
_DAYS = "SELECT DISTINCT day FROM anonymous_boxes"


def check_loose_rows(connection: Any, now: datetime) -> Iterator[Fault]:
    """Rows that this program cannot have written."""
    wrong = list(_strange_pins(connection, now))
    if wrong:
        yield Fault("pins", "wrong_pins", f"口令输错次数的记录里有 {len(wrong)} 行不是本程序写的。")
    if connection.execute(_BASES).fetchone() is not None:
        yield Fault("pins", "read_models", "列表依据的记录里有不是本程序写的一行。")
    if (place(connection) or 0) > newest(connection):  # it would never come to the entries before that
        yield Fault("row", "ledger_rows", "台账记到的位置超过了最后一条记录。")
    for name, *times, body in connection.execute(_DRAFTS):
        if not (all(map(_is_time, times)) and _is_object(body)):
            sentence = "有一份没办完的草稿读不出；重建时会去掉它，请经办人重新录入。"
            yield Fault("draft", str(name)[:40], sentence)
    for case, opened, closes, unknown in connection.execute(_SLOTS):
        if unknown or not (_is_time(opened) and _is_time(closes)):
            yield Fault("slot", str(case)[:40], "有一份评价邀请不属于任何办件，或内容读不出。")
    for table in ("rating_slots", "anonymous_boxes"):
        if connection.execute(_SIZES.format(table)).fetchone()[0] > 1:
            yield Fault("slot", table, "密封的评价大小不一，有的不是本程序封的。")
    if not all(_is_time(day) for (day,) in connection.execute(_DAYS)):
        yield Fault("slot", "anonymous_boxes", "待汇总的评价里有读不出日期的。")


def mend_loose_rows(connection: Any, now: datetime) -> None:
    """Delete counts of wrong PINs that cannot be real and drafts that cannot be read.

    A draft that only lost its times gets the current time.
    """
    for row in list(_strange_pins(connection, now)):
        connection.execute("DELETE FROM wrong_pins WHERE row = ?", (row,))
    connection.execute(_BASES.replace("SELECT name", "DELETE"))
    for name, *times, body in connection.execute(_DRAFTS).fetchall():
        if not _is_object(body):
            connection.execute("DELETE FROM drafts WHERE id = ?", (name,))
        elif not all(map(_is_time, times)):
            connection.execute(_TIMES, (now.isoformat(), now.isoformat(), name))


def _strange_pins(connection: Any, now: datetime) -> Iterator[int]:
    latest = microseconds(now + _AHEAD)
    for row, key, wrong, at, boot in connection.execute(_PINS):
        hashed = len(key) == 32 and not set(key) - set("0123456789abcdef")
        if not (hashed and 1 <= wrong <= MOST_COUNTED and 0 <= at <= latest and boot):
            yield row


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_object(body: str) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
