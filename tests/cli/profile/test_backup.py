"""``counter backup`` and ``counter restore`` as a person types them, up to the next visit on a new PC."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from counter.bootstrap.backups import NO_PLACE
from counter.db.backup.places import FOLDER, mark_stick, place_for
from counter.db.backup.state import STATE_FILE, read_state, write_state
from counter.db.keys.key_folder import load_keys
from counter.domain.hall.backup.age import BackupState
from counter.domain.hall.backup.header import MARKER, SUFFIX
from tests.cli.shop import counter, pin_file, set_up_demo
from tests.cli.visits import visit, written


@dataclass(frozen=True)
class Desk:
    """A demo window with a case, and its recovery key."""

    profile: Path
    key: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    profile = tmp_path_factory.mktemp("desk") / "profile"
    key = set_up_demo(profile)
    said = counter("case", "open", written(profile.parent, visit()), "--no-papers", "--data", profile)
    assert said.code == 0, said.err
    return Desk(profile, key)


def test_that_a_burnt_pc_is_at_the_next_visit_with_two_commands(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    made = counter("backup", "--to", tmp_path / "stick", "--data", desk.profile, "--json")
    assert made.code == 0, made.err
    new = tmp_path / "new pc" / "profile"
    back = counter("restore", made.json["file"], "--data", new, "--json", typed=f"{desk.key}\n")
    assert back.code == 0, back.err
    assert back.json["mark"] != "A"
    assert any("之后" in line for line in back.json["missing"])
    opens = [slot["kind"] for slot in counter("keys", "slots", "--data", new, "--json").json["slots"]]
    assert back.json["opens"] in opens
    assert counter("check", "--data", new).code == 0
    another = written(tmp_path, visit(duplicate_reason="另一次申请"), "again.json")
    known = counter("case", "open", written(tmp_path, visit()), "--no-papers", "--data", new)
    assert (known.code, "已有同一件事在办" in known.err) == (1, True)
    said = counter("case", "open", another, "--no-papers", "--data", new, "--json")
    assert said.code == 0, said.err
    assert back.json["mark"] in said.json["number"]
    shown = counter("restored", "--data", new, "--json").json
    assert (shown["confirmed"], shown["missing"]) == (False, back.json["missing"])
    pin = pin_file(tmp_path, "9876")
    refused = counter("restored", "--by", "W01", "--pin-file", pin_file(tmp_path, name="w"), "--data", new)
    assert refused.code == 1
    assert counter("restored", "--by", "S01", "--pin-file", pin, "--data", new, "--json").json["confirmed"]
    assert counter("restored", "--data", desk.profile, "--json").json == {"restored": False}


def test_that_a_backup_is_evidence_against_the_journal_it_came_from(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    made = counter("backup", "--to", tmp_path / "stick", "--data", desk.profile, "--json").json
    told = counter("check", "--against", made["file"], "--data", desk.profile, "--json")
    (found,) = told.json["against"]
    assert (told.code, found["standing"], found["seq"]) == (0, "agrees", made["seq"]), told.out
    changed = bytearray(Path(made["file"]).read_bytes())
    changed[-5000] ^= 1  # of the sealed part
    (tmp_path / "changed").write_bytes(changed)
    told = counter("check", "--against", tmp_path / "changed", "--data", desk.profile, "--json")
    assert (told.code, told.json["against"][0]["standing"]) == (2, "unusable")
    set_up_demo(tmp_path / "other")
    told = counter("check", "--against", made["file"], "--data", tmp_path / "other", "--json")
    assert told.json["against"][0]["standing"] == "unusable"


def test_that_each_thing_that_may_be_wrong_is_one_sentence_and_changes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    file = Path(counter("backup", "--to", tmp_path / "stick", "--data", desk.profile, "--json").json["file"])
    cut = tmp_path / f"cut{SUFFIX}"
    cut.write_bytes(file.read_bytes()[:-9])
    new = tmp_path / "new"
    for words, arguments, typed in (
        ("不完整", (cut, "--data", new), desk.key),
        ("抄错了", (file, "--data", new), desk.key[:-1] + ("2" if desk.key[-1] != "2" else "3")),
        ("没有这个文件", (tmp_path / "none", "--data", new), desk.key),
        ("没有输入恢复密钥", (file, "--data", new), ""),
        ("没有恢复", (file, "--data", desk.profile), desk.key),
    ):
        said = counter("restore", *arguments, typed=f"{typed}\n")
        assert (said.code, words in said.err) == (2, True), said.err
        assert not new.exists()
    for words, place in (("不在", tmp_path / "drawn"), ("资料文件夹", desk.profile)):
        said = counter("backup", "--to", place, "--data", desk.profile)
        assert (said.code, words in said.err) == (2, True), said.err


def test_that_one_by_itself_goes_to_the_marked_stick_once_an_hour(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from counter.bootstrap import backups

    keys, stick = load_keys(desk.profile), tmp_path / "media" / "user" / "STICK"
    stick.mkdir(parents=True)
    monkeypatch.setattr(backups, "place_for", lambda k, chosen: place_for(k, chosen, (tmp_path / "media",)))
    write_state(desk.profile, BackupState())
    none = counter("backup", "--automatic", "hourly", "--data", desk.profile, "--json")
    assert (none.code, none.json["why"]) == (0, NO_PLACE)
    assert read_state(desk.profile).trouble == NO_PLACE
    assert counter("backup", "--prepare-stick", stick, "--data", desk.profile).code == 0
    made = counter("backup", "--automatic", "closing", "--data", desk.profile, "--json")
    assert Path(made.json["file"]).parent == stick / FOLDER
    assert not counter("backup", "--automatic", "hourly", "--data", desk.profile, "--json").json["made"]
    wrong_clock = BackupState("2126-11-23T09:00:00+00:00", "x", 1, 1)
    write_state(desk.profile, wrong_clock)
    assert counter("backup", "--automatic", "hourly", "--data", desk.profile, "--json").json["made"]
    marks = json.loads((stick / MARKER).read_bytes())["windows"]
    assert list(marks) == [keys.profile_id]
    for strange in ("0" * 64, "草"):  # somebody else's stick, and a damaged one
        (stick / MARKER).write_text(json.dumps({"windows": {keys.profile_id: strange}}))
        assert place_for(keys, "", (tmp_path / "media",)) is None
    mark_stick(stick, keys)
    assert place_for(keys, str(tmp_path / "drawn"), (tmp_path / "media",)) == stick / FOLDER
    assert place_for(keys, str(tmp_path), (tmp_path / "media",)) == tmp_path


def test_that_a_damaged_note_of_the_last_backup_is_no_backup(desk: Desk, tmp_path: Path) -> None:
    for content in (b"", b"[]", b'{"made_at": 5}', b'{"made_at": "2026-11-23"}', b"\xff"):
        (tmp_path / STATE_FILE).write_bytes(content)
        assert read_state(tmp_path) == BackupState()


def test_that_what_left_the_room_names_what_was_lost_as_far_as_it_knows(desk: Desk, tmp_path: Path) -> None:
    """A sheet's short code, a paper, a file of heads, another backup; and what cannot be used changes nothing."""
    for name in ("stick", "other stick", "papers"):
        (tmp_path / name).mkdir()
    data, pin = ("--data", desk.profile), pin_file(tmp_path)
    file = counter("backup", "--to", tmp_path / "stick", *data, "--json").json["file"]
    first = counter("backup", "--to", tmp_path / "stick", *data, "--json").json["seq"] + 1
    again = written(tmp_path, visit(duplicate_reason="再来"), "again.json")
    filed = counter(
        "case", "open", again, "--papers", tmp_path / "papers", "--pin-file", pin, *data, "--json"
    )
    assert filed.code == 0, filed.err
    said = counter(
        "close-day", "--clerk", "W01", "--pin-file", pin, "--out", tmp_path / "day.pdf", *data, "--json"
    )
    closed = said.json["code"]
    assert counter("heads", "export", "--out", tmp_path / "heads.json", *data).code == 0
    later = counter("backup", "--to", tmp_path / "other stick", *data, "--json").json
    head = shutil.copy(desk.profile / "heads" / "1.head", tmp_path / "kept head")
    for path in (tmp_path / "stick").iterdir():  # the newer one beside it would tell as well
        if str(path) != file:
            path.unlink()
    paper = next(iter((tmp_path / "papers").glob("*.pdf")))
    assert "没有别处可查" in restored(desk, file, tmp_path / "alone")["missing"][0]
    beyond = (closed, tmp_path / "day.pdf", tmp_path / "heads.json", later["file"], head)
    for number, known in enumerate(beyond):
        new = tmp_path / f"new {number}"
        back = restored(desk, file, new, known)
        assert back["missing"][0].startswith(f"编号字母 A 的记录，第 {first} 到 {later['seq']} 条"), known
        assert counter("check", "--data", new).code == 0
    told = counter("check", "--against", tmp_path / "day.pdf", "--data", new, "--json").json["against"][0]
    assert (told["standing"], "恢复过" in told["advice"]) == ("cut", True)  # cut it is, and on record
    told = restored(desk, file, tmp_path / "by paper", paper, closed)["missing"]
    assert told[0].startswith(f"编号字母 A 的记录，第 {first} 到 {later['seq']} 条")
    assert any(filed.json["number"][-5:-1] in line and "的件" in line for line in told)
    forged = json.loads((tmp_path / "heads.json").read_bytes())
    forged["heads"][0]["seq"] += 1000
    (tmp_path / "forged.json").write_text(json.dumps(forged), encoding="utf-8")
    moved = Path(head).read_text(encoding="utf-8").replace('"seq":', '"seq":9')
    (tmp_path / "forged head").write_text(moved, encoding="utf-8")
    for words, known in (
        ("签名不对", tmp_path / "forged head"),
        ("签名不对", tmp_path / "forged.json"),
        ("第 1 组", f"{'2' if closed[0] != '2' else '3'}{closed[1:]}"),
        ("没有这个文件", tmp_path / "none.pdf"),
        ("不是日结单的短码", "你好"),
    ):
        said = counter("restore", file, "--known", known, "--data", tmp_path / "no", typed=f"{desk.key}\n")
        assert (said.code, words in said.err, (tmp_path / "no").exists()) == (2, True, False), said.err


def restored(desk: Desk, file: str, new: Path, *known: str | Path) -> dict[str, list[str]]:
    """What the command answers."""
    arguments = [part for one in known for part in ("--known", one)]
    said = counter("restore", file, *arguments, "--data", new, "--json", typed=f"{desk.key}\n")
    assert said.code == 0, said.err
    answer: dict[str, list[str]] = said.json
    return answer
