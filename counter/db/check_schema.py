"""The structure of the file proved against what the migrations make: nothing more, nothing less, nothing other.

A trigger or a view changes what a statement does, a missing index only how long it takes, so no other proof sees them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from counter.db import schema
from counter.domain.chain import Fault

_EVERY = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
_WORDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_SHOWN = 40
"""Letters of a strange name that are shown: whoever planted it chose them."""


class Part(NamedTuple):
    """One part of the structure. ``kind``: table | index | trigger | view."""

    kind: str
    name: str
    sql: str


@cache
def _made() -> dict[tuple[str, str], Part]:
    """What the migrations make, in an empty file in memory."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        schema.ensure(connection)
        return _parts(connection)
    finally:
        connection.close()


def check_schema(connection: Any) -> Iterator[Fault]:
    """Every part that is missing, other or not ours. ``structure`` is what a rebuild mends, ``tables`` is not."""
    there, made = _parts(connection), _made()
    for key, part in made.items():
        word, table = _WORDS[part.kind], part.kind == "table"
        if key not in there:
            yield Fault("tables" if table else "structure", part.name, f"数据文件里缺少{word} {part.name}。")
        elif there[key].sql != part.sql:
            sentence = f"数据文件里的{word} {part.name} 与程序建立的不同。"
            yield Fault("tables" if table else "structure", part.name, sentence)
    for key, part in there.items():
        if key not in made:
            shown = "".join(char if char.isprintable() else "�" for char in part.name)[:_SHOWN]
            sentence = f"数据文件里有本程序没有建过的{_WORDS.get(part.kind, '内容')} {shown}。"
            yield Fault("foreign" if part.kind == "table" else "structure", shown, sentence)


def mend_schema(connection: Any) -> None:
    """Take away strange triggers, views and indexes, and make those of ours anew that are missing or other.

    Inside the caller's transaction, and before any row is written. Tables are left alone: their rows are nobody's to
    throw away.
    """
    there, made = _parts(connection), _made()
    for key, part in there.items():
        if part.kind != "table" and part != made.get(key):
            quoted = part.name.replace('"', '""')
            connection.execute(f'DROP {part.kind.upper()} IF EXISTS "{quoted}"')
    there = _parts(connection)
    for key, part in made.items():
        if part.kind != "table" and key not in there:
            connection.execute(part.sql)


def _parts(connection: Any) -> dict[tuple[str, str], Part]:
    found = {}
    for kind, name, sql in connection.execute(_EVERY):
        part = Part(kind, name, " ".join((sql or "").split()))
        found[kind, name] = part
    return found
