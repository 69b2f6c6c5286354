"""No personal data in the clear: not in the profile, not in temporary files, not in what is said or raised."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.db.journal.journal import SqlJournal
from counter.db.keys.sealing import box, open_personal
from counter.domain.errors import StaleBase
from counter.services.context.ports import DraftRow
from tests.db import toy

WORDS = [*toy.PERSON.values(), "欧阳"]
LEAST = 6
"""Bytes of a form: four stand by chance in one encrypted megabyte of a thousand."""


def readable(folder: Path) -> list[str]:
    """Files under a folder in which a personal word stands, in any of the usual encodings."""
    forms = [word.encode(code) for word in WORDS for code in ("utf-8", "utf-16-le", "gb18030")]
    forms += [word[::-1].encode() for word in WORDS]
    forms = [form for form in forms if len(form) >= LEAST]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def test_that_nothing_personal_is_readable_in_profile_or_temporary_folder(
    journal: SqlJournal, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for variable in ("TMPDIR", "TEMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for case in range(30):
        toy.accept(journal, f"c{case}")
    with journal.transaction() as tx:
        tx.save_draft(DraftRow("d", "W01", "g", "2026", "2026", dict(toy.PERSON)))
        tx.commit()
    journal.find_cases("欧阳")
    check(journal)
    assert readable(folder) == []  # while open, with its log of pages
    journal.connection().execute("VACUUM")
    journal.close()
    assert readable(folder) == []
    assert readable(scratch) == []


def test_that_the_open_payload_of_no_entry_holds_what_was_sealed(journal: SqlJournal) -> None:
    toy.accept(journal, "c1")
    for entry in journal.entries("c1"):
        stored = entry.payload + (entry.sealed or b"")
        assert not any(word.encode() in stored for word in WORDS)


def test_that_sealed_parts_differ_though_the_same_was_sealed(journal: SqlJournal) -> None:
    for case in ("c1", "c2"):
        toy.accept(journal, case)
    one, two = journal.entries("c1")[0], journal.entries("c2")[0]
    assert one.personal == two.personal
    assert one.sealed != two.sealed


def test_that_what_was_sealed_years_ago_still_opens() -> None:
    """The form of sealed bytes never changes: another form gets another first byte."""
    sealed = "01000102030405060708090a0b3c20b87aa880e021af39b5f61d7fc5d4529e5976a73ed3d3efb26c3d"
    opened = open_personal(box(bytes(range(32))), bytes.fromhex(sealed), "entry-1")
    assert opened == {"name": "x"}
    with pytest.raises(ValueError, match="does not know"):
        open_personal(box(bytes(range(32))), bytes.fromhex("02" + sealed[2:]), "entry-1")


def test_that_a_sealed_part_moved_to_another_entry_does_not_open(journal: SqlJournal) -> None:
    for case in ("c1", "c2"):
        toy.accept(journal, case)
    other = journal.entries("c1")[0].sealed
    journal.connection().execute(
        "UPDATE entries SET sealed = ? WHERE subject = 'c2' AND sealed NOT NULL", (other,)
    )
    opened = journal.entries("c2")[0]
    assert (opened.personal, opened.forgotten) == (None, False)


def test_that_errors_say_nothing_personal(journal: SqlJournal) -> None:
    toy.accept(journal, "c1")
    with pytest.raises(StaleBase) as refusal:
        toy.accept(journal, "c1")
    assert not any(word in str(refusal.value) for word in WORDS)


def test_that_the_driver_says_nothing_on_stderr(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from counter.db.file.connection import DATABASE, open_file
    from counter.domain.errors import WorldTrouble

    connection = open_file(folder / "scratch.db", bytes(32))
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    (folder / DATABASE).write_bytes((folder / "scratch.db").read_bytes())  # a file of another key
    with pytest.raises(WorldTrouble, match="和密钥不是一套"):
        toy.open_journal(folder)
    assert capfd.readouterr() == ("", "")
