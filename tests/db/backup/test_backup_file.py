"""A backup is whole, proved and secret, or it is none; whatever is done to it, it is refused in one sentence."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from counter.db.backup.contents import BodyReader, read_contents
from counter.db.backup.copy import copy_data_file, reading
from counter.db.backup.found import backups_in, opened_backup
from counter.db.backup.write import COPY_FILE
from counter.db.check.check import check
from counter.db.file.connection import DATABASE, open_file
from counter.db.guide.shelf import GuideShelf
from counter.db.guide.store import GuideFiles
from counter.db.keys.key_folder import load_keys
from counter.db.keys.key_stores import FileStore
from counter.db.profile import profile as profiles
from counter.db.profile.rotation import change_keys
from counter.domain.errors import BadInput, CounterError, WorldTrouble
from counter.domain.hall.backup.header import SUFFIX
from counter.domain.hall.backup.progress import BackupStage
from counter.services.keys.hall_recovery import hall_recovery_public
from counter.services.keys.recovery_key import new_recovery_key
from tests.db import toy
from tests.db.backing_up import Made, Stop, back_up, backed_up_window, open_restored, restore, stopping
from tests.settings import RESOURCES
from tests.trials import TellTrials


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return backed_up_window(tmp_path_factory.mktemp("made"))


def test_that_a_backup_made_beside_an_open_window_restores_everything(made: Made, tmp_path: Path) -> None:
    restore(made.file, made.key, tmp_path / "new")
    journal = open_restored(tmp_path / "new")
    assert check(journal).faults == ()
    assert [case.case for case in journal.find_cases("欧阳").rows] == ["c3", "c2", "c1"]
    assert journal.entries("c1")[0].personal is not None
    assert journal.entries("station:03")[-1].read()["reason"] == "restored"
    assert [entry.kind for entry in journal.entries("restoring")] == ["profile.restored"]
    journal.close()


def test_that_a_backup_holds_nothing_that_opens_by_itself_and_nothing_readable(made: Made) -> None:
    keys = load_keys(made.profile)
    for secret in (keys.data, keys.master, toy.PERSON["name"].encode(), b"SQLite format", b"c1/0"):
        assert secret not in made.content
    with opened_backup(made.file) as opened:
        assert set(opened.header.wrappings) == {"wrapped"}
        names = {name for name, _ in read_contents(BodyReader(opened.body(keys))).files}
    assert names == {DATABASE, "heads/1.head"}


def test_that_nothing_but_the_backup_is_left(made: Made) -> None:
    assert [path.name for path in made.file.parent.iterdir()] == [made.file.name]
    assert not (made.profile / COPY_FILE).exists()


def _header_with(content: bytes, **changes: object) -> bytes:
    end = 21 + int.from_bytes(content[17:21], "big")
    header = json.dumps({**json.loads(content[21:end]), **changes}).encode()
    return content[:17] + len(header).to_bytes(4, "big") + header + content[end:]


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda c: b"", "不是本程序的备份"),
    "another file": (lambda c: b"PK\x03\x04" + c[4:], "不是本程序的备份"),
    "newer": (lambda c: c[:15] + b"\x00\x02" + c[17:], "更新版本"),
    "cut in the header": (lambda c: c[:100], "不完整"),
    "cut in the body": (lambda c: c[:-5000], "不完整"),
    "cut by one byte": (lambda c: c[:-1], "不完整"),
    "longer by one byte": (lambda c: c + b"\x00", "多出"),
    "a bit of the header": (lambda c: c.replace(b'"window":"3', b'"window":"4', 1), "打不开"),
    "a length beyond reason": (lambda c: c[:17] + b"\xff\xff\xff\xff" + c[21:], "不是本程序的备份"),
    "a header of nonsense": (lambda c: c[:30] + b"\xff" + c[31:], "开头读不出"),
    "a body beyond reason": (lambda c: _header_with(c, body=10**4000), "开头读不出"),
    "a time nobody can reckon with": (
        lambda c: _header_with(c, made_at="9999-12-31T23:59:59+00:00"),
        "开头读不出",
    ),
    "a header of other shapes": (lambda c: _header_with(c, wrappings=[5]), "开头读不出"),
    "no recovery part": (lambda c: _header_with(c, wrappings={}), "请换一份备份"),
    "a bit in the middle": (lambda c: c[:-9000] + bytes([c[-9000] ^ 1]) + c[-8999:], "打不开"),
    "a bit of the signature": (lambda c: c[:-1] + bytes([c[-1] ^ 1]), "签名不对"),
    "torn by a sector of zeros": (lambda c: c[:8192] + bytes(512) + c[8704:], "打不开"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_that_a_damaged_backup_is_refused_in_one_sentence_and_nothing_is_made(
    made: Made, damage: str, tmp_path: Path
) -> None:
    bend, words = DAMAGE[damage]
    file = tmp_path / f"x{SUFFIX}"
    file.write_bytes(bend(made.content))
    with pytest.raises(BadInput, match=words):
        restore(file, made.key, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_that_every_single_damaged_byte_of_the_front_is_noticed(
    made: Made, tmp_path: Path, record_property: TellTrials
) -> None:
    """Also those that leave a header that can be read: it is sealed in with every chunk."""
    front = made.content.index(b"}", 500) + 1
    file = tmp_path / f"x{SUFFIX}"
    for place in range(0, front, 7):
        content = bytearray(made.content)
        content[place] ^= 1
        file.write_bytes(content)
        with pytest.raises(CounterError):
            restore(file, made.key, tmp_path / "new")
        record_property("trials", 1)
    assert not (tmp_path / "new").exists()


def _other_letter(key: str, place: int) -> str:
    return key[:place] + ("2" if key[place] != "2" else "3") + key[place + 1 :]


def test_that_a_key_wrong_by_one_character_is_told_and_another_windows_key_too(
    made: Made, tmp_path: Path, record_property: TellTrials
) -> None:
    for place in (0, 9, 46):
        with pytest.raises(BadInput, match="抄错了"):
            restore(made.file, _other_letter(made.key, place), tmp_path / "new")
        record_property("trials", 1)
    with pytest.raises(BadInput, match="不符"):
        restore(made.file, toy.create(tmp_path / "other"), tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("stage", [BackupStage.COPY, BackupStage.CHECK, BackupStage.WRITE, BackupStage.PROVE])
def test_that_one_given_up_leaves_nothing_and_the_next_one_works(
    made: Made, stage: BackupStage, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with pytest.raises(Stop):
        back_up(made.profile, stick, tell=stopping(stage))
    assert list(stick.iterdir()) == []
    assert not (made.profile / COPY_FILE).exists()
    assert back_up(made.profile, stick).exists()


def test_that_an_act_during_a_backup_is_in_it_whole_or_not_at_all(made: Made, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    shutil.copytree(made.profile, profile)
    journal = toy.open_journal(profile)
    given: list[str] = []

    def meanwhile(stage: BackupStage, done: int, total: int) -> None:
        if stage is BackupStage.COPY and len(given) < 9:
            given.extend(toy.accept(journal, f"m{len(given)}"))

    file = back_up(profile, tmp_path / "stick", tell=meanwhile)
    assert len(given) >= 3
    restore(file, made.key, tmp_path / "new")
    restored = open_restored(tmp_path / "new")
    assert check(restored).faults == ()
    restored.close()
    journal.close()


def test_that_no_copy_holds_invitations_or_boxes_nor_room_where_they_lay(made: Made, tmp_path: Path) -> None:
    data = load_keys(made.profile).data
    source = tmp_path / DATABASE
    shutil.copy(made.profile / DATABASE, source)
    connection = open_file(source, data)
    for n in range(20):
        slot = (f"c{n}", f"{n:064}", "受理环节", "W01", "2026-11-20", "2026-11-20", os.urandom(4176))
        connection.execute("INSERT INTO rating_slots VALUES (?, ?, ?, ?, ?, ?, ?)", slot)
        connection.execute(
            "INSERT INTO anonymous_boxes VALUES (?, ?, ?)", (os.urandom(16), "2026-11-20", b"B" * 4144)
        )
    asked: list[int] = []

    def answered_at_last(done: int, total: int) -> None:
        asked.append(done)
        if len(asked) == 4:
            connection.execute("UPDATE rating_slots SET box = NULL")

    copy_data_file(source, tmp_path / "copy", data, answered_at_last, patience=30)
    assert len(asked) >= 4, "the last reading waits for the open invitation"
    connection.close()
    with reading(tmp_path / "copy", data) as copied:
        for table in ("rating_slots", "anonymous_boxes"):
            assert copied.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)
        assert copied.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert copied.execute("SELECT COUNT(*) FROM entries").fetchone()[0] >= 10


def test_that_a_full_disk_is_told_and_older_backups_stay(made: Made, tmp_path: Path) -> None:
    """A limit on the size of files stands for a stick that fills up in the middle."""
    import resource
    import signal

    older = back_up(made.profile, tmp_path / "stick")
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = (made.profile / DATABASE).stat().st_size

    def limit(stage: BackupStage, done: int, total: int) -> None:
        if stage is BackupStage.WRITE:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size // 4, hard))

    try:
        with pytest.raises(WorldTrouble, match="原有的备份都还在"):
            back_up(made.profile, tmp_path / "stick", 1, tell=limit)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list((tmp_path / "stick").iterdir()) == [older]


def test_that_a_stick_that_does_not_keep_what_was_written_is_told(made: Made, tmp_path: Path) -> None:
    stick = tmp_path / "stick"

    def forget(now: BackupStage, done: int, total: int) -> None:
        """One byte of what lies on the disk, which has no name yet."""
        for one in Path("/proc/self/fd").iterdir() if now is BackupStage.WRITE and done == total else ():
            if one.is_symlink() and str(one.readlink()).startswith(str(stick)):
                os.pwrite(int(one.name), b"\0\0", 9_000)

    with pytest.raises(WorldTrouble, match="读回来不一样"):
        back_up(made.profile, stick, tell=forget)
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("stage", [BackupStage.WRITE, BackupStage.PROVE])
def test_that_a_stick_drawn_in_the_middle_is_told(made: Made, tmp_path: Path, stage: BackupStage) -> None:
    stick = tmp_path / "stick"

    def draw(now: BackupStage, done: int, total: int) -> None:
        if now is stage:
            shutil.rmtree(stick, ignore_errors=True)

    with pytest.raises(WorldTrouble, match="原有的备份都还在"):
        back_up(made.profile, stick, tell=draw)
    assert not (made.profile / COPY_FILE).exists()
    assert back_up(made.profile, tmp_path / "another").exists()


def test_that_a_damaged_data_file_makes_no_backup(made: Made, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    shutil.copytree(made.profile, profile)
    with (profile / DATABASE).open("r+b") as file:
        for at in range(
            6096, os.fstat(file.fileno()).st_size, 4096
        ):  # every page but the first: some hold rows
            file.seek(at)
            file.write(bytes(64))
    with pytest.raises(WorldTrouble, match="损坏"):
        back_up(profile, tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == []


def test_that_key_files_guides_and_recovery_parts_come_back_as_they_were(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    key = profiles.create(profile, toy.IDENTITY, toy.FakeClock(), FileStore(profile))
    journal = toy.open_journal(profile)
    journal.keep_hall_seed(b"s" * 32)
    journal.close()
    guides = GuideFiles(profile, GuideShelf(RESOURCES / "guides"))
    kept = guides.keep(b"{}"), guides.keep_file(b"form")
    guides.save_draft(b"draft")
    restore(back_up(profile, tmp_path / "stick"), key, tmp_path / "new")
    restored = open_restored(tmp_path / "new")
    assert restored.hall_seed() == b"s" * 32
    restored.close()
    back = GuideFiles(tmp_path / "new", GuideShelf(RESOURCES / "guides"))
    assert (back.library(kept[0]), back.file(kept[1]), back.draft()) == (b"{}", b"form", b"draft")
    old, new = (json.loads((folder / "keys.json").read_text()) for folder in (profile, tmp_path / "new"))
    assert {name: old[name] for name in ("profile", "wrapped", "check")} == {
        name: new[name] for name in ("profile", "wrapped", "check")
    }


def test_that_the_halls_recovery_key_restores_too(tmp_path: Path) -> None:
    profile, hall_key = tmp_path / "profile", new_recovery_key()
    public = hall_recovery_public(hall_key)
    with profiles.making(
        profile, toy.IDENTITY, toy.FakeClock(), FileStore(profile), hall_recovery=public
    ) as new:
        new.finish()
    file = back_up(profile, tmp_path / "stick")
    with pytest.raises(BadInput, match="不符"):
        restore(file, new_recovery_key(), tmp_path / "new")
    journal = toy.open_journal(profile)
    toy.accept(journal, "c1")
    journal.close()
    file = back_up(profile, tmp_path / "stick", 1)
    journal = toy.open_journal(profile)
    journal.forget("c1", actor="S01", reason="到期")
    journal.close()
    change_keys(profile, new_recovery_key(), "2026-11-23")
    back_up(profile, tmp_path / "stick", 2)
    restore(file, hall_key, tmp_path / "new")
    restored = open_restored(tmp_path / "new")
    assert check(restored).faults == ()
    assert restored.entries("c1")[0].forgotten, "the list sealed with the keys of later"
    restored.close()


def test_that_files_that_are_no_backups_are_passed_over_in_a_folder(made: Made, tmp_path: Path) -> None:
    shutil.copy(made.file, tmp_path)
    (tmp_path / f"other{SUFFIX}").write_bytes(b"nothing")
    (tmp_path / f"folder{SUFFIX}").mkdir()
    assert [found.path.name for found in backups_in(tmp_path)] == [made.file.name]
    assert backups_in(tmp_path / "none") == ()
