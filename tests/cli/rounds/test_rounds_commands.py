"""``counter rounds``: the lists, a slip out and back, a mismatch, who holds what."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shop import Said, counter
from tests.services.office import office_on
from tests.services.rounds.test_rounds import MAP, ORGAN, filed, granted

WHO = ("--clerk", "W01", "--pin-file", "-")


@pytest.fixture
def hall(tmp_path: Path) -> tuple[Path, str]:
    """A profile with papers for an organ, and the number of their case."""
    with office_on(tmp_path / "profile") as office:
        number = granted(office, filed(office)).number
        filed(office)
    return tmp_path / "profile", number


def said(profile: Path, *words: str) -> Said:
    return counter("rounds", *words, *WHO, "--data", profile, "--json", typed="1234\n")


def test_that_a_slip_goes_out_is_signed_in_part_and_fetches_back_by_command(hall: tuple[Path, str]) -> None:
    profile, number = hall
    listed = said(profile, "list").json
    (organ,) = [one for one in listed["send"] if one["organ"] == ORGAN]
    other = organ["cases"][0]["number"]
    assert listed["unsigned"] == []
    assert "没有要送" in said(profile, "send", "教育局").json["error"]
    assert "没有要流转" in said(profile, "send", ORGAN, "--only", number).json["error"]
    made = said(profile, "send", "农牧", "--without", "申请表", "--other-side", "那顺")
    assert made.code == 0, made.err
    code = made.json["code"]
    assert [one["code"] for one in said(profile, "list").json["unsigned"]] == [code]
    assert "还没有出过纸" in said(profile, "signed", code, "--signed-by", "那顺").json["error"]
    again = ("signed", code, "--signed-by", "那顺", "--handed-over")
    assert "没有办件" in said(profile, *again, "--left", "1").json["error"]
    left = f"{other}/场所地理位置（方位）示意图"
    assert said(profile, *again, "--left", left).json["left"] == 1
    held = {one["name"]: one["holder"] for one in said(profile, "holders").json["originals"]}
    assert held["场所地理位置（方位）示意图"] == "window"
    back = said(profile, "fetch", ORGAN).json
    came = ("signed", back["code"], "--signed-by", "那顺", "--handed-over", "--came")
    assert "应写成" in said(profile, *came, number).json["error"]
    assert said(profile, *came, f"{number}=蒙动防合字2026001号", "--place", "A-1").json["certificates"] == 1


def test_that_a_void_slip_and_a_mismatch_go_by_command(hall: tuple[Path, str], tmp_path: Path) -> None:
    profile, _ = hall
    made = said(profile, "send", ORGAN).json
    assert said(profile, "void", made["slip"]).json["void"] == made["slip"]
    case = made["case"]
    wrong = ("wrong", case, "--line", MAP, "--organ", "农牧", "--seen-by", "那顺")
    assert "可以用" in said(profile, *wrong, "--fault", "lost").json["error"]
    assert said(profile, *wrong, "--fault", "torn", "--words", "撕了一角").code == 0
    (red,) = [one for one in said(profile, "holders").json["originals"] if one["red"]]
    assert red["mismatch"] == "交接不符：破损"
    ended = said(profile, "settled", case, "--line", MAP, "--end", "agreed", "--words", "那顺看过")
    assert ended.code == 0, ended.err
    file = tmp_path / "held.xlsx"
    assert said(profile, "holders", "--out", str(file)).code == 0
    assert file.read_bytes().startswith(b"PK")
    assert ".xlsx" in said(profile, "holders", "--out", str(tmp_path / "held.txt")).json["error"]


def test_that_a_slip_that_was_saved_and_signed_asks_no_more_whether_it_came_out(
    hall: tuple[Path, str], tmp_path: Path
) -> None:
    """Who signed it had it in hand: it does not keep the case from the archive."""
    profile, _ = hall
    made = said(profile, "send", ORGAN).json
    proof = ("--clerk", "W01", "--pin-file", "-", "--data", profile)
    title = "物料流转单（汇总）"
    saved = counter("paper", made["case"], title, "--out", tmp_path / "slip.pdf", *proof, typed="1234\n")
    assert saved.code == 0, saved.err

    def listed() -> str:
        return counter("case", "list", "--due", *proof, typed="1234\n").out

    assert f"《{title}》" in listed()
    assert said(profile, "signed", made["code"], "--signed-by", "那顺").code == 0
    assert f"《{title}》" not in listed()
