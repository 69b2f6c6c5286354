"""Unfinished input: saved while it is typed, offered again after a crash, deleted when filed. Never an entry."""

from __future__ import annotations

import json
from typing import Any

from counter.services.context.ports import DraftRow

_COLUMNS = "id, clerk, guide_version, saved_at, begun_at, body"
_SAVE = f"INSERT OR REPLACE INTO drafts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
_ALL = f"SELECT {_COLUMNS} FROM drafts ORDER BY begun_at"
_OF_CLERK = f"SELECT {_COLUMNS} FROM drafts WHERE clerk = ? ORDER BY saved_at DESC"


def save(connection: Any, row: DraftRow) -> None:
    """Insert or replace a draft."""
    body = json.dumps(dict(row.body), ensure_ascii=False)
    connection.execute(_SAVE, (row.id, row.clerk, row.guide_version, row.saved_at, row.begun_at, body))


def erase(connection: Any, draft: str) -> None:
    """Erase a draft, if it is there."""
    connection.execute("DELETE FROM drafts WHERE id = ?", (draft,))


def of_clerk(connection: Any, clerk: str) -> tuple[DraftRow, ...]:
    """One clerk's drafts, newest first."""
    return tuple(map(_read, connection.execute(_OF_CLERK, (clerk,))))


def every(connection: Any) -> tuple[DraftRow, ...]:
    """All drafts, oldest first."""
    return tuple(map(_read, connection.execute(_ALL)))


def _read(row: tuple[Any, ...]) -> DraftRow:
    try:
        body = json.loads(row[5])
    except ValueError:  # damaged: offered as one that cannot be opened, and reported by ``check``
        body = {}
    return DraftRow(row[0], row[1], row[2], row[3], row[4], body if isinstance(body, dict) else {})
