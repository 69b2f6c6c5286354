"""The schema has one truth: what the migrations build is what tables.py says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlcipher3 import dbapi2

from counter.db.file import schema
from counter.db.file.errors import JournalBug
from counter.db.file.tables import metadata
from counter.db.journal.journal import SqlJournal
from counter.db.migrations import HEAD, TABLES
from counter.domain.errors import WorldTrouble
from tests.db import toy
from tools.write_structure import structure


def words(statement: str) -> str:
    """A statement without the accidents of layout and quoting."""
    return re.sub(r"\s+", " ", re.sub(r"\s*([(),])\s*", r"\1", statement.replace('"', ""))).strip()


def shape(rows: list[tuple[str, str | None]]) -> dict[str, str]:
    """Name → statement of everything in a file but alembic's own table."""
    return {name: words(sql) for name, sql in rows if sql and name != "alembic_version"}


def test_that_a_start_asks_for_every_table_that_the_migrations_make(journal: SqlJournal) -> None:
    """Those that the search makes for itself belong to ``case_names``."""
    built = {
        name
        for (name,) in journal.connection().execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    assert {name for name in built if not name.startswith(("case_names_", "sqlite_"))} == TABLES


def test_that_the_migrations_build_exactly_the_tables(journal: SqlJournal) -> None:
    engine = create_engine("sqlite://", module=dbapi2)
    metadata.create_all(engine)
    with engine.connect() as connection:
        said = [(name, sql) for name, sql in connection.execute(text("SELECT name, sql FROM sqlite_master"))]
    engine.dispose()
    built = journal.connection().execute("SELECT name, sql FROM sqlite_master").fetchall()
    assert shape(built) == shape(said)


def test_that_every_constraint_and_index_has_a_name() -> None:
    for table in metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints)
        assert all(index.name for index in table.indexes)


def test_that_there_is_one_newest_migration_and_the_program_names_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [HEAD]
    numbers = [revision.revision for revision in script.walk_revisions()]
    assert numbers == sorted(numbers, reverse=True)  # steps written beside each other may leave a number out
    assert all(len(number) == 4 and number.isdigit() for number in numbers)


def test_that_a_file_from_a_newer_program_is_refused_and_not_touched(
    journal: SqlJournal, folder: Path
) -> None:
    journal.connection().execute("UPDATE alembic_version SET version_num = '9999'")
    journal.close()
    with pytest.raises(WorldTrouble, match="更新版本的程序") as refused:
        toy.open_journal(folder)
    assert "9999" in refused.value.sentence


def made(connection: Any) -> list[tuple[Any, ...]]:
    """Everything that stands in the structure of a file, and its version."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    found = [(*names, words(sql or "")) for *names, sql in rows]
    return [*found, *connection.execute("SELECT version_num FROM alembic_version")]


def test_that_an_empty_file_is_built_at_once_as_the_steps_build_it(folder: Path, journal: SqlJournal) -> None:
    """A step of which ``tools.write_structure`` was not told turns this red."""
    assert schema.structure_head(schema.STRUCTURE.read_text(encoding="utf-8")) == HEAD
    assert schema.version_of(journal.connection()) == HEAD
    at_once, by_steps = (dbapi2.connect(":memory:", isolation_level=None) for _ in range(2))
    assert schema.version_of(at_once) is None
    schema.ensure(at_once)
    schema.ensure(at_once)
    schema.run_steps(by_steps)
    assert made(at_once) == made(by_steps)
    assert schema.STRUCTURE.read_text(encoding="utf-8") == structure()
    at_once.close()
    by_steps.close()


def test_that_building_an_empty_file_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torn = tmp_path / "head.sql"
    torn.write_text(f"-- {HEAD}\nCREATE TABLE half (a);\nCREATE TABLE half (a);\n", encoding="utf-8")
    monkeypatch.setattr(schema, "STRUCTURE", torn)
    connection = dbapi2.connect(str(tmp_path / "x.db"), isolation_level=None)
    with pytest.raises(JournalBug):
        schema.ensure(connection)
    assert connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()


def test_that_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import command

    def half(config: Config, revision: str) -> None:
        config.attributes["connection"].execute(text("CREATE TABLE half (a)"))
        raise RuntimeError("power")

    monkeypatch.setattr(command, "upgrade", half)
    connection = dbapi2.connect(str(tmp_path / "x.db"), isolation_level=None)
    with pytest.raises(RuntimeError):
        schema.run_steps(connection)
    assert connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()


def test_that_people_of_a_file_before_the_list_of_the_organs_stay_on_duty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = dbapi2.connect(str(tmp_path / "x.db"), isolation_level=None)
    with monkeypatch.context() as before:
        before.setattr(schema, "HEAD", "0006")
        before.setattr(schema, "TABLES", frozenset())
        schema.ensure(connection)
    connection.execute("INSERT INTO staff_rows VALUES ('W01', '某', 'clerk', '$argon2id$x', 1)")
    schema.ensure(connection)
    assert schema.version_of(connection) == HEAD
    assert connection.execute("SELECT * FROM staff_rows").fetchall() == [
        ("W01", "某", "clerk", "$argon2id$x", 1, "")
    ]
    connection.close()


def test_that_case_keys_of_before_are_the_own_station_s_and_are_left_in_no_free_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.db"
    connection = dbapi2.connect(str(file), isolation_level=None)
    with monkeypatch.context() as before:
        before.setattr(schema, "HEAD", "0009")
        before.setattr(schema, "TABLES", frozenset())
        schema.ensure(connection)
    connection.execute("INSERT INTO stations VALUES ('03', 1, '{}', '', zeroblob(32), zeroblob(60))")
    keys = [(f"case {number}", bytes([number]) * 60) for number in range(200)]
    connection.executemany("INSERT INTO case_keys VALUES (?, ?)", keys)
    schema.ensure(connection)
    found = connection.execute("SELECT * FROM case_keys ORDER BY length(subject), subject").fetchall()
    assert found == [(subject, "03", wrapped) for subject, wrapped in keys]
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("DELETE FROM case_keys")
    connection.close()
    assert not any(wrapped in file.read_bytes() for _, wrapped in keys[1:])
