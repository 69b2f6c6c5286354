"""A stolen window: its key proves nothing any more, its genuine papers stay, its successor is untouched."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.domain.papers.verify.signed_code import read_code, signed_text
from tests.cli.papers.test_verify import PIN, paper, qr, verify
from tests.cli.shop import counter
from tests.services.proving import picture_of, set_up

STOLEN = "15070204"
BY = ("--by", "S01")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``first`` holds the hall's key; ``stolen`` was certified by it, has issued ``文书.pdf`` and was restored as
    ``restored``; then it was revoked.
    """
    folder = tmp_path_factory.mktemp("hall")
    set_up(folder / "first")
    set_up(folder / "stolen", station=STOLEN, window="04")
    certify(folder, "stolen")
    paper(folder / "stolen", folder)
    shutil.copytree(folder / "stolen", folder / "restored")
    said = counter(
        "keys",
        "revoke",
        f"{STOLEN}-1",
        "--reason",
        "电脑被盗",
        "--stolen",
        *BY,
        "--data",
        folder / "first",
        typed=PIN,
    )
    assert said.code == 0, said.err
    certify(folder, "restored")
    return folder


def certify(folder: Path, window: str, name: str = "") -> None:
    """The first window certifies another one's present key."""
    ask, given = folder / f"{name or window}.request", folder / f"{name or window}.json"
    for act in (
        ("request", "--out", ask, "--data", folder / window),
        ("certify", ask, "--out", given, *BY, "--data", folder / "first"),
        ("trust", given, *BY, "--data", folder / window),
    ):
        said = counter("keys", *act, typed=PIN)
        assert said.code == 0, said.err


def test_that_others_cannot_tell_when_a_paper_of_a_stolen_key_was_made(hall: Path) -> None:
    with open_app(hall / "stolen") as thief:
        text = signed_text(read_code(qr(hall / "stolen")), thief.journal.sign)
    scan = hall / "scan.png"
    scan.write_bytes(picture_of((hall / "文书.pdf").read_bytes()))
    for given in (hall / "文书.pdf", scan, text):
        said = verify(hall / "first", given)
        assert (said.code, said.json["verdict"]) == (1, "revoked_key")
        assert "作废" in said.json["sentence"]
    said = verify(hall / "restored", scan)
    assert "出具过这一份" in said.json["sentence"]
    assert "没有比对" in str(said.json)


def test_that_the_window_that_has_the_case_still_says_that_it_issued_the_paper(hall: Path) -> None:
    said = verify(hall / "restored", hall / "文书.pdf")
    assert (said.code, said.json["verdict"]) == (1, "revoked_key")
    assert "底档里出具过这一份，要点、文字都和底档相同" in said.json["sentence"]
    assert "不撤回" in said.json["sentence"]
    with open_app(hall / "restored") as app:
        seen = app.sheets.read((hall / "文书.pdf").read_bytes())
        code = read_code(seen.codes[0])
    with open_app(hall / "stolen") as thief:
        forged = replace(code, essentials=replace(code.essentials, materials=77))
        text = signed_text(forged, thief.journal.sign)
    said = verify(hall / "restored", text)
    assert "不能采信" in said.json["sentence"]
    assert "底档不同" in said.json["sentence"]


def test_that_the_restored_window_signs_genuine_papers_and_changes_its_key_again(hall: Path) -> None:
    restored = hall / "restored"
    assert verify(hall / "first", qr(restored)).json["verdict"] == "genuine"
    ask = ("--out", hall / "again.ask", "--data", restored, "--json")
    done = counter("keys", "rotate", "station", *BY, *ask, typed=PIN)
    assert (done.code, done.json["certified"]) == (0, False), done.err  # the hall's key is not here
    assert verify(hall / "first", qr(restored)).json["verdict"] == "unknown_key"
    certify(hall, "restored", "again")
    assert verify(hall / "first", qr(restored)).json["verdict"] == "genuine"
