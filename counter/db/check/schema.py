"""Compare the structure of the file with what the migrations make: nothing more, less or different.

A trigger or a view changes the effect of a statement, a missing index only its speed, so no other check sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from counter.db.file import schema
from counter.db.migrations import HEAD
from counter.domain.journal.chain import Fault

_EVERY = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
_STRANGE_VERSIONS = "SELECT 1 FROM alembic_version WHERE version_num != ?"
_WORDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_SHOWN = 40
"""Characters shown of a foreign name, which anyone may have chosen."""


class SchemaPart(NamedTuple):
    """One part of the structure. ``kind``: table | index | trigger | view; ``built``: ``sql`` normalised for layout
    and quoting, in which SQLite versions differ after a table was renamed.
    """

    kind: str
    name: str
    sql: str
    built: str


Parts = dict[tuple[str, str], SchemaPart]
"""By kind and name."""


@cache
def _made() -> Parts:
    """The structure that the migrations make in an empty file in memory."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        schema.ensure(connection)
        return _parts(connection)
    finally:
        connection.close()


def check_schema(connection: Any) -> Iterator[Fault]:
    """Every part that is missing, different or foreign. A rebuild repairs ``structure``, not ``tables``."""
    found = list(_compared(_parts(connection), _made()))
    torn = [fault for fault in found if fault.kind == "tables"]
    yield from torn or found  # without a table nothing else can be queried or repaired
    if not torn and connection.execute(_STRANGE_VERSIONS, (HEAD,)).fetchone() is not None:
        yield Fault("structure", "alembic_version", "数据文件里结构的版本号不止一个。")


def _compared(there: Parts, made: Parts) -> Iterator[Fault]:
    for key, part in made.items():
        kind = "tables" if part.kind == "table" else "structure"
        if key not in there:
            yield Fault(kind, part.name, f"数据文件里缺少{_WORDS[part.kind]} {part.name}。")
        elif there[key].built != part.built:
            yield Fault(kind, part.name, f"数据文件里的{_WORDS[part.kind]} {part.name} 与程序建立的不同。")
    for key, part in there.items():
        if key not in made:
            shown = "".join(char if char.isprintable() else "�" for char in part.name)[:_SHOWN]
            sentence = f"数据文件里有本程序没有建过的{_WORDS.get(part.kind, '内容')} {shown}。"
            yield Fault("foreign" if part.kind == "table" else "structure", shown, sentence)


def mend_schema(connection: Any) -> None:
    """Drop foreign triggers, views and indexes, and recreate ours that are missing or different.

    Inside the caller's transaction, before any row is written. Tables are not changed: their rows may not be lost.
    """
    there, made = _parts(connection), _made()
    for key, part in there.items():
        ours = made.get(key)
        if part.kind != "table" and (ours is None or part.built != ours.built):
            quoted = part.name.replace('"', '""')
            connection.execute(f'DROP {part.kind.upper()} IF EXISTS "{quoted}"')
    connection.execute(_STRANGE_VERSIONS.replace("SELECT 1", "DELETE"), (HEAD,))
    there = _parts(connection)
    for key, part in made.items():
        if part.kind != "table" and key not in there:
            connection.execute(part.sql)


def _parts(connection: Any) -> Parts:
    found = {}
    for kind, name, sql in connection.execute(_EVERY):
        found[kind, name] = SchemaPart(kind, name, sql or "", _built(sql or ""))
    return found


def _built(sql: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s*([(),])\s*", r"\1", sql.replace('"', ""))).strip()
