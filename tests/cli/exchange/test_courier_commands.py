"""``counter courier``: a township's day goes to the hall by stick, and the answer comes back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from tests.cli.shop import counter
from tests.cli.visits import visit, written
from tests.services.exchange.sticks import certify
from tests.services.office import PEOPLE
from tests.settings import demo_hall

Two = tuple[Path, Path]


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Two:
    """The hall's window, and one that it has certified, with a case."""
    folder = tmp_path_factory.mktemp("courier")
    hall, window = folder / "hall", folder / "window"
    for profile, code in ((hall, "15220101"), (window, "15220177")):
        create_profile(profile, replace(demo_hall(), station=code), PEOPLE)
    with open_app(hall) as there, open_app(window) as here:
        certify(here.journal, there.journal, date.today())
    case = written(folder, visit())
    said = counter("case", "open", case, "--no-papers", "--data", window)
    assert said.code == 0, said.err
    return hall, window


def test_that_a_day_is_reported_by_stick(profiles: Two, tmp_path: Path) -> None:
    hall, window = profiles
    packed = counter("courier", "pack", "--out", tmp_path, "--data", window, "--json")
    assert packed.code == 0, packed.err
    (made,) = packed.json["files"]
    waiting = packed.json["waiting"]
    assert (made["direction"], made["station"], made["entries"]) == ("up", "15220177", waiting)
    shown = counter("courier", "show", made["file"])
    assert "窗口 15220177 第 1 份" in shown.out
    taken = counter("courier", "take-in", tmp_path, "--data", hall, "--json")
    assert (taken.code, taken.json["files"][0]["outcome"]) == (0, "new")
    assert counter("courier", "pack", "--out", tmp_path, "--data", hall).code == 0
    back = counter("courier", "take-in", tmp_path, "--data", window)
    assert back.code == 0
    assert f"本窗口 {waiting:,} 条算上报了" in back.out
    assert "本窗口自己拷的" in back.out
    again = counter("courier", "take-in", tmp_path, "--data", window, "--json")
    assert {one["outcome"] for one in again.json["files"]} == {"known", "own"}
    for profile in profiles:
        assert counter("check", "--data", profile).code == 0


def test_that_a_bad_file_is_told_in_its_row_and_the_others_are_taken_in(
    profiles: Two, tmp_path: Path
) -> None:
    hall, window = profiles
    said = counter("courier", "pack", "--out", tmp_path, "--data", window, "--json")
    good = Path(said.json["files"][0]["file"])
    (tmp_path / "a.counter-mail").write_bytes(good.read_bytes()[:-30])
    shutil.copy(hall / "keys.json", tmp_path / "b.counter-mail")
    taken = counter("courier", "take-in", tmp_path, "--data", hall, "--json")
    rows = {Path(one["file"]).name[0]: one for one in taken.json["files"]}
    assert taken.code == 1
    assert [rows[name]["outcome"] for name in "1ab"] == [rows["1"]["outcome"], "refused", "refused"]
    assert rows["1"]["outcome"] in ("known", "new")
    assert "没有拷完" in rows["a"]["refused"][0]
    assert "不是本程序" in rows["b"]["refused"][0]


def test_that_a_window_of_no_hall_is_told_what_to_do(profiles: Two, tmp_path: Path) -> None:
    """The hall's own window has no other to write for, until one has reported; a full folder name is refused."""
    hall, _ = profiles
    said = counter("courier", "pack", "--out", tmp_path / "gone", "--data", hall)
    assert said.code == 2
    assert "U盘没有插好" in said.err
    inside = counter("courier", "pack", "--out", hall, "--data", hall)
    assert inside.code == 2
