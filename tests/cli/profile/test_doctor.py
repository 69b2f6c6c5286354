"""``doctor`` and ``check`` say what they found, and how to mend it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.bootstrap.probes.machine import machine_probes
from counter.config import resources_folder
from counter.db.file.connection import DATABASE, open_file
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_folder import load_keys
from counter.db.keys.key_stores import KEY_FILE
from counter.services.context.probe import ProbeState
from tests.cli.profile.test_setup import hall_file
from tests.cli.shop import counter
from tests.db.idle_reader import idle_reader
from tests.foreign import foreign


def test_that_a_good_profile_is_fit(shared_profile: Path) -> None:
    said = counter("doctor", "--data", shared_profile, "--json")
    probes = {p["id"]: p for p in said.json["probes"]}
    assert said.code == 0, said.out
    assert said.json["fit"]
    assert {
        "versions",
        "disk",
        "fonts",
        "display",
        "printers",
        "profile",
        "clock",
        "guide",
        "calendar",
        "keys",
        "encryption",
        "memory",
        "sync",
    } <= set(probes)
    assert all(p["health"] in ("good", "warn", "bad", "absent") for p in probes.values())


def test_that_a_folder_whose_copy_opens_is_told_in_red_where_people_are_real(
    shared_profile: Path, tmp_path: Path
) -> None:
    words = ("--staff", "S01:苏日娜:supervisor", "--data", tmp_path / "p")
    assert counter("setup", "--hall", hall_file(tmp_path), *words, typed="2749\n").code == 0
    for profile, health in ((tmp_path / "p", "bad"), (shared_profile, "warn")):
        probes = counter("doctor", "--data", profile, "--json").json["probes"]
        kept = next(p for p in probes if p["id"] == "encryption")
        assert (kept["health"], "谁拷走整个文件夹" in kept["words"]) == (health, True)
        lock = next(p for p in probes if p["id"] == "lock")
        assert ("5分钟" if health == "bad" else "不自动锁屏") in lock["words"]


def test_that_a_folder_without_a_profile_is_not_fit_and_is_told_the_way(tmp_path: Path) -> None:
    said = counter("doctor", "--data", tmp_path / "nothing", "--json")
    profile = next(p for p in said.json["probes"] if p["id"] == "profile")
    assert said.code == 1
    assert profile["health"] == "bad"
    assert "setup" in profile["mend"]


def test_that_a_lost_key_is_found(profile: Path) -> None:
    (profile / "key.secret").unlink()
    said = counter("doctor", "--data", profile, "--json")
    assert said.code == 1
    assert any(p["health"] == "bad" and "recover" in p["mend"] for p in said.json["probes"])


def test_that_no_print_system_is_an_absence_and_not_a_fault(
    shared_profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    said = counter("doctor", "--data", shared_profile, "--json")
    printers = next(p for p in said.json["probes"] if p["id"] == "printers")
    assert (said.code, printers["health"]) == (0, "absent")
    assert "打印服务" in printers["words"]


def test_that_the_trap_of_slow_starts_is_named(shared_profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    probes = counter("doctor", "--data", shared_profile, "--json").json["probes"]
    trap = next(p for p in probes if p["id"] == "bytecode")
    assert (trap["health"], "PYTHONDONTWRITEBYTECODE" in trap["words"]) == ("warn", True)


def access(profile: Path) -> dict[str, str]:
    """What doctor says of who else can reach the profile."""
    said = counter("doctor", "--data", profile, "--json")
    found: dict[str, str] = next(p for p in said.json["probes"] if p["id"] == "access")
    return found


posix = pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX ones")


@posix
@pytest.mark.parametrize("mode", [0o777, 0o755, 0o710])
def test_that_a_profile_that_others_could_open_is_closed_and_told_once(profile: Path, mode: int) -> None:
    profile.chmod(mode)
    for name in (KEY_FILE, "hall.key", "heads/1.head", DATABASE):
        (profile / name).chmod(0o666)
    said = access(profile)
    assert (said["health"], "现在只有本用户能打开" in said["words"]) == ("warn", True)
    assert "别人可能已经抄走" in said["words"]
    assert access(profile)["health"] == "good"
    for path in (profile, profile / "heads", *(profile / name for name in (KEY_FILE, "hall.key", DATABASE))):
        assert path.stat().st_mode & 0o077 == 0, path
    with open_app(profile) as app:  # the mark that an epoch is bound to was not touched
        assert app.journal.station().epoch == 1


@posix
def test_that_opening_alone_closes_a_profile(profile: Path) -> None:
    profile.chmod(0o777)
    (profile / DATABASE).chmod(0o666)
    assert counter("staff", "list", "--data", profile).code == 0
    assert (profile.stat().st_mode & 0o777, (profile / DATABASE).stat().st_mode & 0o777) == (0o700, 0o600)
    (profile / KEY_FILE).chmod(0o644)
    assert counter("staff", "list", "--data", profile).code == 0
    assert (profile / KEY_FILE).stat().st_mode & 0o777 == 0o600


@posix
def test_that_what_cannot_be_closed_is_told(tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir()
    profile = above / "profile"
    assert counter("setup", "--demo", "--data", profile).code == 0
    above.chmod(0o777)
    said = access(profile)
    assert (said["health"], str(above) in said["words"], "换掉" in said["words"]) == ("warn", True, True)
    above.chmod(0o700)
    (tmp_path / KEY_FILE).write_bytes((profile / KEY_FILE).read_bytes())
    (profile / KEY_FILE).unlink()
    (profile / KEY_FILE).symlink_to(tmp_path / KEY_FILE)
    said = access(profile)
    assert (said["health"], "链接" in said["words"]) == ("warn", True)


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_that_a_profile_of_another_account_is_told(profile: Path) -> None:
    os.chown(profile, 65534, 65534)
    said = access(profile)
    assert (said["health"], "不归本用户所有" in said["words"]) == ("warn", True)


def test_that_a_system_whose_rights_are_not_looked_at_says_so(
    shared_profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter.db.profile.access.KNOWN", False)
    said = access(shared_profile)
    assert (said["health"], "没有核对" in said["words"]) == ("absent", True)


@posix
def test_that_a_common_folder_is_not_closed_to_others(tmp_path: Path) -> None:
    common = tmp_path / "common"
    common.mkdir()
    common.chmod(0o1777)
    assert counter("setup", "--demo", "--data", common).code == 0
    assert common.stat().st_mode & 0o7777 == 0o1777
    assert access(common)["health"] == "warn"


def test_that_a_fresh_profile_checks_clean(profile: Path) -> None:
    for flags in ((), ("--rebuild",)):
        said = counter("check", *flags, "--data", profile, "--json")
        assert (said.code, said.json["clean"], said.json["faults"]) == (0, True, [])


def test_that_a_flipped_byte_is_found(profile: Path) -> None:
    file = profile / "counter.db"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    said = counter("check", "--data", profile, "--json")
    assert said.code != 0


def tampered(profile: Path, *statements: str) -> None:
    """Done to the file by someone who has its key."""
    connection = open_file(profile / DATABASE, load_keys(profile).data)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET kind = 'hall.configurex' WHERE kind = 'hall.configured'",
        "UPDATE entries SET payload = X'7B7D' WHERE kind = 'hall.configured'",
        "UPDATE entries SET payload = X'FF' WHERE kind = 'hall.configured'",
    ],
)
def test_that_settings_that_cannot_be_read_do_not_silence_the_check(profile: Path, statement: str) -> None:
    tampered(profile, statement)
    said = counter("check", "--data", profile, "--json")
    assert said.code == 1
    assert {"changed", "hall"} <= {fault["kind"] for fault in said.json["faults"]}
    said = counter("check", "--rebuild", "--data", profile)
    assert said.code == 2
    assert "没有重建" in said.err


def test_that_an_entry_of_a_newer_program_is_told_and_is_no_fault(profile: Path) -> None:
    with open_app(profile) as app, app.journal.transaction() as tx:
        tx.append(foreign("tea.served", "tea", {"x": 1}), actor="W01")
        tx.commit()
    said = counter("check", "--data", profile)
    assert (said.code, "需升级" in said.out) == (0, True)


def test_that_a_window_without_an_offices_key_is_told_and_still_fit(profile: Path) -> None:
    said = counter("doctor", "--data", profile, "--json")
    rating = next(p for p in said.json["probes"] if p["id"] == "rating_key")
    assert (said.code, rating["health"]) == (0, "absent")
    assert "counter rating handler" in rating["mend"]


def test_that_reading_aloud_is_there_only_where_the_system_has_it(
    shared_profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    probes = {p["id"]: p for p in counter("doctor", "--data", shared_profile, "--json").json["probes"]}
    assert probes["voice"]["health"] == "absent"
    (tmp_path / "spd-say").write_text("#!/bin/sh\n")
    (tmp_path / "spd-say").chmod(0o755)
    probes = {p["id"]: p for p in counter("doctor", "--data", shared_profile, "--json").json["probes"]}
    assert probes["voice"]["health"] == "good"


def test_that_a_program_that_keeps_the_log_of_pages_is_named(profile: Path) -> None:
    def told() -> dict[str, str]:
        said = counter("doctor", "--data", profile, "--json")
        return next(p for p in said.json["probes"] if p["id"] == "rating_log")

    assert told()["health"] == "good"
    with open_app(profile) as app:
        assert isinstance(app.journal, SqlJournal)
        with app.journal.transaction() as tx:
            tx.rewrite_rating_slots()
            tx.commit()
        with idle_reader(profile) as pid:
            kept = told()
    assert kept["health"] == "warn"
    assert "日志里留着" in kept["words"]
    if sys.platform == "linux":
        assert f"进程号{pid}" in kept["words"]
    assert told()["health"] == "good"


def test_that_what_no_paper_can_be_made_without_is_missed_by_name(tmp_path: Path) -> None:
    (tmp_path / "fonts").symlink_to(resources_folder() / "fonts")
    lacking = next(probe for probe in machine_probes(tmp_path, tmp_path) if probe.id == "fonts")
    assert (lacking.health, "sRGB.icc" in lacking.words) == (ProbeState.BAD, True)
    (tmp_path / "colour").symlink_to(resources_folder() / "colour")
    whole = next(probe for probe in machine_probes(tmp_path, tmp_path) if probe.id == "fonts")
    assert whole.health is ProbeState.GOOD
    (tmp_path / "fonts").unlink()
    (tmp_path / "fonts").mkdir()
    bare = next(probe for probe in machine_probes(tmp_path, tmp_path) if probe.id == "fonts")
    assert "宋体" in bare.words
