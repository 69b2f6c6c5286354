"""Check of the schema version. One select at start-up; alembic is imported only when there are steps to run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from counter.db.file.errors import DamagedStructure, explain, explained
from counter.db.migrations import HEAD, TABLES
from counter.domain.errors import WorldTrouble

MIGRATIONS = Path(__file__).parent.parent / "migrations"
STRUCTURE = MIGRATIONS / "head.sql"
"""What all steps together leave in an empty file, written by ``tools.write_structure``; a test compares the two."""

_TORN = (
    "数据文件的结构不完整或被改动（{}）。请停止使用，复制整个资料文件夹留存，再从备份恢复。"
    "不要重新设置，也不要再用别的工具打开它。"
)
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_VERSION_FORM = re.compile(r"[0-9]{4}")


def version_of(connection: Any) -> str | None:
    """The schema version written in the file, or None for an empty file.

    Raises DamagedStructure where a file with content has none.
    """
    tables = _tables(connection)
    if not tables:
        return None
    row = (
        connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if "alembic_version" in tables
        else None
    )
    if row is None or not _VERSION_FORM.fullmatch(str(row[0])):
        raise DamagedStructure(_TORN.format("没有结构的版本号"))
    return str(row[0])


def ensure(connection: Any) -> None:
    """Migrate the file to this program's schema. A file from a newer program is refused.

    Raises DamagedStructure for a file that does not match its version.
    """
    version = version_of(connection)
    if version is not None and version > HEAD:
        raise WorldTrouble(
            f"这份资料由更新版本的程序写成（数据结构 {version}，本程序只认到 {HEAD}）。"
            "请安装新版程序后再打开，资料没有被改动。"
        )
    if version != HEAD and not (version is None and _build(connection)):
        run_steps(connection)
    missing = TABLES - _tables(connection)
    if missing:
        raise DamagedStructure(_TORN.format(f"缺少表 {'、'.join(sorted(missing))}"))


def _tables(connection: Any) -> set[str]:
    return {name for (name,) in connection.execute(_TABLES)}


def structure_head(text: str) -> str:
    """The number of the newest step that a text of ``STRUCTURE`` holds, which is its first line."""
    return text.partition("\n")[0].removeprefix("-- ")


def _build(connection: Any) -> bool:
    """Build an empty file at once; False where the text is of another step than HEAD and the steps have to run.

    The steps take ten times as long, and the clerk waits for them at the first start.
    """
    text = STRUCTURE.read_text(encoding="utf-8")
    if structure_head(text) != HEAD:
        return False
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _tables(connection):  # else another program was first
            with explained():
                for statement in text.split(";\n"):
                    connection.execute(statement)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return True


def run_steps(connection: Any) -> None:
    """Run the missing steps in one transaction; of two programs starting at once, the second finds nothing to do."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connection,
        poolclass=StaticPool,
        pool_reset_on_return=None,  # a rollback on return would undo our own transaction
        isolation_level="AUTOCOMMIT",
    )
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with (
        engine.connect() as wrapped
    ):  # its first look at the file ends in a rollback, so our BEGIN comes after
        connection.execute("BEGIN IMMEDIATE")
        try:
            config.attributes["connection"] = wrapped
            command.upgrade(config, HEAD)
            connection.execute("COMMIT")
        except (DBAPIError, CommandError) as error:
            known = explain(error.orig) if isinstance(error, DBAPIError) and error.orig else None
            if isinstance(known, WorldTrouble):
                raise known from error
            raise DamagedStructure(_TORN.format("和它记的版本号对不上")) from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
