"""Making and opening a profile, and what is said when something is in the way."""

from __future__ import annotations

import errno
import shutil
import subprocess
from pathlib import Path

import pytest

from counter.bootstrap.program import program
from counter.db.file.connection import DATABASE
from counter.db.file.window_lock import SETUP_LOCK, take_window_lock
from counter.db.keys.key_folder import KEYS_FILE, UNFINISHED
from counter.db.keys.key_stores import KEY_FILE, FileStore
from counter.db.profile import profile as profiles
from counter.domain.errors import BadInput, WorldTrouble
from tests.db import toy


def test_that_an_empty_folder_is_no_profile(tmp_path: Path) -> None:
    assert not profiles.exists(tmp_path)
    with pytest.raises(WorldTrouble, match="请先运行设置"):
        toy.open_journal(tmp_path)


def test_that_a_profile_is_never_set_up_over_another(folder: Path) -> None:
    before = (folder / KEYS_FILE).read_bytes()
    with pytest.raises(BadInput, match="已经有建好的窗口资料"):
        toy.create(folder)
    assert (folder / KEYS_FILE).read_bytes() == before


def test_that_a_set_up_that_was_cut_short_can_be_done_again_and_loses_nothing(folder: Path) -> None:
    half = (folder / DATABASE).read_bytes()
    (folder / KEYS_FILE).unlink()  # written last: without it, nothing was finished
    toy.create(folder)
    toy.open_journal(folder).close()
    assert (folder / f"unfinished-1-{DATABASE}").read_bytes() == half


def test_that_whatever_is_raised_while_a_profile_is_made_leaves_nothing_of_it(tmp_path: Path) -> None:
    folder, store = tmp_path / "new", FileStore(tmp_path / "new")
    with (
        pytest.raises(BadInput, match="anything"),
        profiles.making(folder, toy.IDENTITY, toy.FakeClock(), store),
    ):
        raise BadInput("anything", field="x")
    assert not folder.exists()
    folder.mkdir()
    (folder / "mine.txt").write_text("x")
    with pytest.raises(BadInput), profiles.making(folder, toy.IDENTITY, toy.FakeClock(), store) as new:
        new.finish(_refuse)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def _refuse() -> None:
    raise BadInput("nobody heard the recovery key", field="x")


def test_that_an_unfinished_profile_is_told_as_that_and_opened_by_nobody(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    with profiles.making(tmp_path, toy.IDENTITY, toy.FakeClock(), store) as new:
        assert not profiles.exists(tmp_path)
        with pytest.raises(WorldTrouble, match=r"没有做完.*再运行一次设置"):
            toy.open_journal(tmp_path)
        new.finish()
    toy.open_journal(tmp_path).close()


def test_that_a_card_that_was_cut_off_while_it_was_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / f"{UNFINISHED}.17-4.new").write_bytes(b"{")
    toy.create(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        DATABASE,
        KEYS_FILE,
        KEY_FILE,
        "heads",
        "station.mark",
    }


def test_that_a_data_file_put_into_an_unfinished_profile_is_never_deleted(
    folder: Path, tmp_path: Path
) -> None:
    kept, place = (folder / DATABASE).read_bytes(), tmp_path / "cut"
    shutil.copytree(folder, place)
    (place / KEYS_FILE).rename(place / UNFINISHED)
    (place / DATABASE).write_bytes(kept[:16][::-1] + kept[16:])
    toy.create(place)
    assert (place / f"unfinished-1-{DATABASE}").read_bytes()[16:] == kept[16:]
    toy.open_journal(place).close()


def test_that_profiles_set_up_together_are_finished_by_one_stroke(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    with (
        profiles.making(first, toy.IDENTITY, toy.FakeClock(), FileStore(first)) as leader,
        profiles.making(second, toy.IDENTITY, toy.FakeClock(), FileStore(second), leader) as led,
    ):
        led.keep_keys()
        leader.finish()
        led.finished = True  # as if the program ended right here
        assert (first / KEYS_FILE).exists()
        assert not (second / KEYS_FILE).exists()
    assert profiles.exists(second)
    toy.open_journal(second).close()
    assert not (second / UNFINISHED).exists()


def test_that_a_profile_that_lost_its_card_is_not_called_new_and_setting_up_keeps_its_key(
    folder: Path,
) -> None:
    key, head = (folder / KEY_FILE).read_bytes(), (folder / "heads" / "1.head").read_bytes()
    (folder / KEYS_FILE).unlink()
    with pytest.raises(WorldTrouble, match=f"却没有密钥登记文件 {KEYS_FILE}.*从备份"):
        toy.open_journal(folder)
    toy.create(folder)
    assert (folder / f"unfinished-1-{KEY_FILE}").read_bytes() == key
    assert (folder / "unfinished-1-heads" / "1.head").read_bytes() == head


def test_that_an_emptied_file_is_said_so_and_not_filled_with_a_new_schema(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"")
    with pytest.raises(WorldTrouble, match=r"是空的.*从备份恢复"):
        toy.open_journal(folder)
    assert (folder / DATABASE).read_bytes() == b""


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM stations", "没有本窗口的登记"),
        ("UPDATE stations SET identity = '{'", "登记读不出"),
        ("UPDATE stations SET identity = '{\"x\": 1}'", "登记读不出"),
    ],
)
def test_that_a_damaged_station_row_is_one_sentence(folder: Path, statement: str, words: str) -> None:
    journal = toy.open_journal(folder)
    journal.connection().execute(statement)
    journal.close()
    with pytest.raises(WorldTrouble, match=f"{words}.*从备份恢复"):
        toy.open_journal(folder)


def test_that_no_act_is_done_without_a_key_to_sign_it(folder: Path) -> None:
    journal = toy.open_journal(folder)
    journal.connection().execute("UPDATE stations SET signing = zeroblob(length(signing))")
    journal.close()
    journal = toy.open_journal(folder)
    with pytest.raises(WorldTrouble, match=r"签名密钥打不开.*counter recover"):
        toy.accept(journal, "c1")
    assert journal.entries("c1") == ()
    journal.close()


def test_that_two_who_set_up_one_folder_at_once_do_not_take_each_others_files_away(tmp_path: Path) -> None:
    held = take_window_lock(tmp_path, SETUP_LOCK)
    assert held is not None
    with pytest.raises(BadInput, match="另一个程序正在"):
        toy.create(tmp_path)
    held.release()
    toy.create(tmp_path)
    toy.open_journal(tmp_path).close()
    assert not (tmp_path / SETUP_LOCK).exists()


def test_that_what_an_older_program_left_half_set_up_is_told_with_the_way_on(folder: Path) -> None:
    found = program().check(folder, False).faults
    assert [fault.kind for fault in found] == ["half"]
    assert "重新运行设置" in found[0].sentence
    assert "备份" not in found[0].sentence


def test_that_a_missing_file_is_said_so(folder: Path) -> None:
    (folder / DATABASE).unlink()
    with pytest.raises(WorldTrouble, match="缺少数据文件"):
        toy.open_journal(folder)


def test_that_a_file_that_is_no_database_is_said_so(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"x" * 8192)
    with pytest.raises(WorldTrouble, match="数据文件打不开"):
        toy.open_journal(folder)


def test_that_opening_loads_neither_sqlalchemy_nor_alembic_nor_a_keyring(
    folder: Path, python: list[str]
) -> None:
    heavy = {"sqlalchemy", "alembic", "keyring", "subprocess", "cryptography", "PySide6"}
    code = (
        "import sys; from pathlib import Path; from tests.db import toy;"
        "from counter.db.file.clock import SystemClock;"
        f"j = toy.open_journal(Path({str(folder)!r}), SystemClock()); j.find_cases('欧阳'); j.staff(); j.untimely();"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([*python, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_that_the_second_window_learns_of_the_first(folder: Path) -> None:
    first = take_window_lock(folder)
    assert first is not None
    assert take_window_lock(folder) is None
    first.release()
    again = take_window_lock(folder)
    assert again is not None
    again.release()
    again.release()


def test_that_a_disk_without_locks_is_not_taken_for_another_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else nobody could ever open a window there, and who sets one up would wait for a program that is not."""

    def no_locks(_descriptor: int, _wanted: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(WorldTrouble, match="锁不上"):
        take_window_lock(tmp_path)
    with pytest.raises(WorldTrouble, match="本机的磁盘"):
        toy.create(tmp_path)


def test_that_a_killed_window_leaves_no_lock(folder: Path, python: list[str]) -> None:
    code = (
        "import sys; from pathlib import Path; from counter.db.file.window_lock import SETUP_LOCK, take_window_lock;"
        f"lock = take_window_lock(Path({str(folder)!r})); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [*python, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "held\n"
        assert take_window_lock(folder) is None
        window.kill()
    lock = take_window_lock(folder)
    assert lock is not None
    lock.release()


def test_that_the_window_and_a_command_line_write_at_the_same_time(folder: Path) -> None:
    lock = take_window_lock(folder)
    window, command = toy.open_journal(folder), toy.open_journal(folder)
    for case in range(5):
        toy.accept(window, f"w{case}")
        toy.accept(command, f"k{case}")
    assert len(window.find_cases("", limit=50)) == 10
    window.close()
    command.close()
    assert lock is not None
    lock.release()
