"""A station is a code and an epoch bound to its place; elsewhere the next epoch opens, with numbers of its own."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.db.file import machine_binding
from counter.db.file.connection import DATABASE
from counter.db.journal.journal import SqlJournal
from counter.domain.journal.entries import STATION_OPENED
from tests.db import toy


def test_that_a_profile_opened_again_in_its_place_keeps_its_epoch(folder: Path) -> None:
    for _ in range(3):
        journal = toy.open_journal(folder)
        assert journal.station() == toy.IDENTITY
        assert len(journal.entries("station:03")) == 1
        journal.close()


def test_that_the_first_entry_says_who_opened_where_and_with_which_key(journal: SqlJournal) -> None:
    (entry,) = journal.entries("station:03")
    said = entry.read()
    assert (entry.seq, entry.kind, entry.actor) == (1, STATION_OPENED, "system")
    assert (said["code"], said["epoch"], said["reason"]) == ("03", 1, "set_up")
    assert said["public_key"] == journal.public_key().hex()
    assert machine_binding.machine_id() not in str(said)


def test_that_a_copied_profile_opens_its_own_epoch_chain_and_numbers(
    journal: SqlJournal, tmp_path: Path
) -> None:
    here = toy.accept(journal, "c1")
    copied = Path(shutil.copytree(journal.profile, tmp_path / "copy"))
    copy = toy.open_journal(copied)
    assert copy.station().epoch > 1
    assert copy.public_key() != journal.public_key()
    there = toy.accept(copy, "c2")
    assert there[0] == f"ZC03-{copy.station().epoch}-2026-00001"
    assert not {*there} & {*here, *toy.accept(journal, "c2")}
    assert [entry.read()["reason"] for entry in copy.entries("station:03")] == ["set_up", "moved"]
    assert check(copy).faults == ()
    assert check(journal).faults == ()
    copy.close()


def test_that_a_moved_profile_opens_a_new_epoch(folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "elsewhere")
    journal = toy.open_journal(tmp_path / "elsewhere")
    assert journal.station().epoch > 1
    journal.close()


def test_that_a_backup_put_back_in_the_same_place_opens_a_new_epoch(
    journal: SqlJournal, tmp_path: Path
) -> None:
    toy.accept(journal, "c1")
    journal.close()
    folder = journal.profile
    backup = Path(shutil.copytree(folder, tmp_path / "backup"))
    shutil.rmtree(folder)
    shutil.copytree(backup, folder)
    restored = toy.open_journal(folder)
    assert restored.station().epoch > 1
    assert restored.case_row("c1") is not None
    restored.close()


def test_that_an_older_file_laid_over_the_present_one_opens_a_new_epoch_and_is_found(
    journal: SqlJournal, tmp_path: Path
) -> None:
    toy.accept(journal, "c1")
    journal.close()
    file = journal.profile / DATABASE
    older = file.read_bytes()
    again = toy.open_journal(journal.profile)
    lost = toy.accept(again, "c2")
    again.close()
    file.write_bytes(older)
    rolled = toy.open_journal(journal.profile)
    assert rolled.station().epoch > 1
    assert rolled.entries("station:03")[-1].read()["reason"] == "rolled_back"
    assert not set(lost) & set(toy.accept(rolled, "c2"))
    assert [fault.kind for fault in check(rolled).faults] == ["cut"]
    rolled.close()


def test_that_a_backup_laid_back_by_a_tool_that_leaves_the_mark_alone_opens_a_new_epoch(
    journal: SqlJournal,
) -> None:
    """What rsync does: every file that differs is replaced by another one, and the mark never differs."""
    toy.accept(journal, "c1")
    journal.close()
    folder = journal.profile
    backup = {path: path.read_bytes() for path in (folder / DATABASE, folder / "heads" / "1.head")}
    again = toy.open_journal(folder)
    lost = toy.accept(again, "c2")
    again.close()
    for path, content in backup.items():
        fresh = path.with_suffix(".fresh")
        fresh.write_bytes(content)
        fresh.replace(path)
    restored = toy.open_journal(folder)
    assert restored.station().epoch > 1
    assert not set(lost) & set(toy.accept(restored, "c3"))
    restored.close()


def test_that_an_epoch_bound_before_the_data_file_counted_stays_bound(folder: Path) -> None:
    mark = folder / machine_binding.MARK_FILE
    state = mark.stat()
    parts = (
        machine_binding.machine_id(),
        *machine_binding.wired_addresses(),
        str(folder.resolve()),
        mark.read_text(encoding="ascii"),
        str(state.st_ino),
        str(state.st_ctime_ns),
    )
    before = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    assert machine_binding.still_bound(folder, before)
    assert not machine_binding.still_bound(folder, before[::-1])


def test_that_another_machine_with_the_same_disk_opens_a_new_epoch(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_binding, "machine_id", lambda: "another")
    journal = toy.open_journal(folder)
    assert journal.station().epoch > 1
    journal.close()


def test_that_machines_from_one_disk_image_differ_by_their_network_card(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_binding, "wired_addresses", lambda: ["02:00:00:00:00:01"])
    journal = toy.open_journal(folder)
    assert journal.station().epoch > 1
    journal.close()


def test_that_a_lost_mark_opens_a_new_epoch(folder: Path) -> None:
    (folder / machine_binding.MARK_FILE).unlink()
    journal = toy.open_journal(folder)
    assert journal.station().epoch > 1
    journal.close()
    again = toy.open_journal(folder)
    assert again.station() == journal.station()
    again.close()


def test_that_signatures_are_checked_with_the_public_key_alone(journal: SqlJournal) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signature = journal.sign(b"qr:some words")
    Ed25519PublicKey.from_public_bytes(journal.public_key()).verify(signature, b"qr:some words")


def test_that_an_epoch_names_where_the_earlier_ones_ended_and_a_check_compares(journal: SqlJournal) -> None:
    toy.accept(journal, "c1")
    ended = journal.place()
    journal.open_next_epoch("S01")
    opened = journal.entries("station:03")[-1].read()
    assert opened["follows"] == [{"epoch": 1, "seq": ended[0], "hash": ended[1].hex()}]
    assert check(journal).faults == ()
    journal.connection().execute(
        "UPDATE entries SET hash = zeroblob(32) WHERE epoch = 1 AND seq = ?", (ended[0],)
    )
    assert any("启用时记下的不是同一条" in fault.sentence for fault in check(journal).faults)
