"""counter verify and counter keys as people run them: exit codes, JSON, several windows of one hall, other halls."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from counter.bootstrap.opening import open_app
from tests.cli.shop import Said, counter, pin_file, set_up_demo
from tests.cli.visits import visit, written
from tests.printing import samples
from tests.services.proving import picture_of, set_up, signed

PIN = "9876\n"
WORDS = "一句很长的大厅密语 2026"


def paper(profile: Path, folder: Path) -> Path:
    """One paper of a real visit, taken out as PDF."""
    proof = ("--pin-file", pin_file(folder), "--data", profile)
    taken = counter("case", "open", written(folder, visit()), "--json", *proof)
    assert taken.code == 0, taken.err
    file = folder / "文书.pdf"
    made = counter("paper", taken.json["number"], "acceptance_notice", "--out", file, *proof)
    assert made.code == 0, made.err
    return file


def qr(profile: Path) -> str:
    """The QR text of a sheet that leaves this window."""
    with open_app(profile) as app:
        return signed(app, replace(samples.receipt(), watermark=None)).qr


def verify(profile: Path, given: str | Path) -> Said:
    return counter("verify", given, "--data", profile, "--json")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return set_up(tmp_path / "real")


def test_that_a_genuine_paper_of_a_real_hall_ends_with_0_and_shows_what_to_compare(
    real: Path, tmp_path: Path
) -> None:
    file = paper(real, tmp_path)
    said = verify(real, file)
    assert (said.code, said.json["verdict"], said.json["text"]) == (0, "genuine", "same")
    assert said.json["known_here"]["state"] == "issued"
    words = counter("verify", file, "--data", real).out
    assert "签名有效" in words
    names = ("文书名称", "文号", "办件编号（条码下）", "日期")
    for name in (*names, "事项（页脚）", "材料累计（页脚）", "最迟日期（页脚）", "联次（页脚）"):
        assert f"{name}：" in words


def test_that_a_demo_paper_is_practice_in_the_demo_hall_and_nothing_elsewhere(
    profile: Path, real: Path, tmp_path: Path
) -> None:
    file = paper(profile, tmp_path)
    assert [(s.code, s.json["verdict"]) for s in (verify(profile, file), verify(real, file))] == [
        (0, "demo"),
        (1, "unknown_key"),
    ]
    assert "演示文书无效" in verify(real, file).json["sentence"]
    exported = tmp_path / "demo.json"
    counter("keys", "export", "--out", exported, "--data", profile)
    counter("keys", "trust", exported, "--by", "S01", "--data", real, typed=PIN)
    assert [verify(real, file).code, verify(real, file).json["verdict"]] == [1, "demo"]


def test_that_a_changed_paper_ends_with_1(real: Path, tmp_path: Path) -> None:
    file = paper(real, tmp_path)
    with pypdfium2.PdfDocument(file) as document:
        page = document[0]
        page.remove_obj(list(page.get_objects(filter=[1]))[9])
        page.gen_content()
        document.save(tmp_path / "changed.pdf")
    said = verify(real, tmp_path / "changed.pdf")
    assert (said.code, said.json["verdict"], said.json["text"]) == (1, "text_differs", "differs")
    assert said.json["difference"]["page"] == 1


def test_that_a_scan_is_proved_by_its_signature_alone(real: Path, tmp_path: Path) -> None:
    scan = tmp_path / "扫描.png"
    scan.write_bytes(picture_of(paper(real, tmp_path).read_bytes()))
    said = verify(real, scan)
    assert (said.code, said.json["verdict"], said.json["text"]) == (0, "genuine", "picture")


@pytest.mark.parametrize("given", ["没有的.pdf", "COUNTER2:ABCD", "COUNTER1:x"])
def test_that_what_cannot_be_read_ends_with_2(real: Path, given: str) -> None:
    assert verify(real, given).code == 2


def test_that_a_foreign_code_and_a_forged_one_end_with_1(real: Path) -> None:
    assert verify(real, "https://example.com/").json["verdict"] == "not_ours"
    genuine = qr(real)
    forged = genuine[:-9] + ("A" if genuine[-9] != "A" else "B") + genuine[-8:]
    assert [(s.code, s.json["verdict"]) for s in (verify(real, genuine), verify(real, forged))] == [
        (0, "genuine"),
        (1, "bad_signature"),
    ]


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────────


def test_that_setup_makes_a_hall_key_and_the_list_shows_it(tmp_path: Path) -> None:
    set_up_demo(tmp_path / "p")
    said = counter("keys", "list", "--data", tmp_path / "p", "--json").json
    assert (said["holds_hall_key"], said["own_certified"]) == (True, True)
    assert [s["station"] for s in said["stations"]] == ["15220103"]
    assert "指纹" in counter("keys", "list", "--data", tmp_path / "p").out


def test_that_another_halls_paper_is_unknown_until_its_file_is_trusted(real: Path, tmp_path: Path) -> None:
    other = set_up(tmp_path / "other", hall="突泉县政务服务中心", station="15222401")
    text = qr(other)
    assert (verify(real, text).code, verify(real, text).json["verdict"]) == (1, "unknown_key")
    assert counter("keys", "export", "--out", tmp_path / "tq.json", "--data", other).code == 0
    clerk = counter("keys", "trust", tmp_path / "tq.json", "--by", "W01", "--data", real, typed="1234\n")
    assert (clerk.code, verify(real, text).json["verdict"]) == (1, "unknown_key")
    trusted = counter("keys", "trust", tmp_path / "tq.json", "--by", "S01", "--data", real, typed=PIN)
    assert trusted.code == 0, trusted.err
    assert "指纹" in trusted.err  # asked before the PIN, to be compared on the telephone
    assert (verify(real, text).code, verify(real, text).json["verdict"]) == (0, "genuine")


def test_that_a_second_window_is_certified_by_request(real: Path, tmp_path: Path) -> None:
    second = set_up(tmp_path / "second", station="15070209", window="09")
    ask, answer = tmp_path / "ask.json", tmp_path / "answer.json"
    assert counter("keys", "request", "--out", ask, "--data", second).code == 0
    assert (
        counter("keys", "certify", ask, "--out", answer, "--by", "S01", "--data", real, typed=PIN).code == 0
    )
    assert counter("keys", "trust", answer, "--by", "S01", "--data", second, typed=PIN).code == 0
    assert verify(real, qr(second)).json["verdict"] == "genuine"
    assert verify(second, qr(real)).json["verdict"] == "genuine"
    listed = counter("keys", "list", "--data", second, "--json").json
    assert (listed["holds_hall_key"], listed["own_certified"]) == (False, True)


def test_that_a_second_window_may_be_set_up_with_the_halls_key(tmp_path: Path) -> None:
    first, key = tmp_path / "first", tmp_path / "hall.key.json"
    set_up_demo(first)
    out = ("keys", "hall", "export", "--out", key, "--by", "S01", "--data", first)
    assert counter(*out, typed=f"{PIN}{WORDS}\n").code == 0
    assert "ENCRYPTED PRIVATE KEY" in key.read_text(encoding="utf-8")
    assert key.stat().st_mode & 0o077 == 0
    again = counter(*out[:4], tmp_path / "again.json", *out[5:], typed=f"{PIN}{WORDS}\n")
    assert (again.code, (tmp_path / "again.json").exists()) == (1, False)  # once
    wrong = counter(
        "setup", "--demo", "--hall-key", key, "--data", tmp_path / "second", typed="不是这句密语\n"
    )
    assert (wrong.code, (tmp_path / "second").exists()) == (2, False)
    made = counter(
        "setup", "--demo", "--hall-key", key, "--data", tmp_path / "second", "--json", typed=f"{WORDS}\n"
    )
    assert made.code == 0, made.err
    shown = [
        counter("keys", "list", "--data", p, "--json").json["halls"] for p in (first, tmp_path / "second")
    ]
    assert shown[0] == shown[1]


def test_that_a_revoked_key_is_told_with_its_day_and_travels_to_other_halls(
    real: Path, tmp_path: Path
) -> None:
    other = set_up(tmp_path / "other", hall="突泉县政务服务中心", station="15222401")
    text = qr(other)
    said = counter(
        "keys",
        "revoke",
        "15222401-1",
        "--reason",
        "电脑丢失",
        "--since",
        "2026-01-05",
        "--by",
        "S01",
        "--data",
        other,
        typed=PIN,
    )
    assert said.code == 0, said.err
    assert "正在用" in said.err
    assert (verify(other, text).code, verify(other, text).json["verdict"]) == (1, "revoked_key")
    assert "2026年1月5日" in verify(other, text).json["sentence"]
    counter("keys", "export", "--out", tmp_path / "tq.json", "--data", other)
    counter("keys", "trust", tmp_path / "tq.json", "--by", "S01", "--data", real, typed=PIN)
    assert verify(real, text).json["verdict"] == "revoked_key"


@pytest.mark.parametrize(
    ("station", "by", "more", "typed", "code"),
    [
        ("15070203-9", "S01", (), PIN, 2),
        ("nonsense", "S01", (), PIN, 2),
        ("15070203-1", "W01", (), "1234\n", 1),
        ("15070203-1", "S01", ("--since", "2999-01-01"), PIN, 2),
        ("15070203-1", "S01", ("--since", "昨天"), PIN, 2),
    ],
)
def test_that_only_a_supervisor_revokes_and_only_what_the_hall_certified(
    real: Path, station: str, by: str, more: tuple[str, ...], typed: str, code: int
) -> None:
    said = counter(
        "keys", "revoke", station, "--reason", "试", *more, "--by", by, "--data", real, typed=typed
    )
    assert said.code == code
    assert verify(real, qr(real)).json["verdict"] == "genuine"


@pytest.mark.parametrize("change", ["hall", "window", "public_key", "signature"])
def test_that_a_changed_file_of_keys_is_not_taken_in(real: Path, tmp_path: Path, change: str) -> None:
    other = set_up(tmp_path / "other", hall="突泉县政务服务中心", station="15222401")
    file = tmp_path / "keys.json"
    counter("keys", "export", "--out", file, "--data", other)
    values = json.loads(file.read_text(encoding="utf-8"))
    place = values["halls"][0] if change == "hall" else values["certificates"][0]
    place[change] = "0" * 64 if change == "public_key" else "改" if change != "signature" else "00" * 64
    file.write_text(json.dumps(values), encoding="utf-8")
    said = counter("keys", "trust", file, "--by", "S01", "--data", real, typed=PIN)
    assert said.code == 2
    assert verify(real, qr(other)).json["verdict"] == "unknown_key"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"form": "counter-keys-1"}', '{"form": "counter-keys-1", "halls": 3}']
)
def test_that_any_other_file_is_one_sentence(real: Path, tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text, "keys.json")
    assert counter("keys", "trust", file, "--by", "S01", "--data", real, typed=PIN).code == 2
    assert (
        counter(
            "keys", "certify", file, "--out", tmp_path / "x", "--by", "S01", "--data", real, typed=PIN
        ).code
        == 2
    )


def test_that_demo_and_real_never_certify_each_other(profile: Path, real: Path, tmp_path: Path) -> None:
    ask = tmp_path / "ask.json"
    counter("keys", "request", "--out", ask, "--data", profile)
    said = counter("keys", "certify", ask, "--out", tmp_path / "x", "--by", "S01", "--data", real, typed=PIN)
    assert (said.code, (tmp_path / "x").exists()) == (1, False)
