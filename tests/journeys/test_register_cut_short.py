"""kill -9 anywhere while the hall's register is changed or taken in: it is wholly there or not at all."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from counter.bootstrap.opening import create_profile, open_app
from counter.bootstrap.program import program
from counter.domain.hall.hall import StaffSeed
from counter.services.hall.hall_register import hall_register
from counter.services.register.register_file import register_text
from tests.cli.shop import counter, pin_file
from tests.journeys.test_setup_cut_short import cut_short
from tests.settings import demo_hall
from tests.trials import TellTrials

PEOPLE = (
    StaffSeed("S01", "苏日娜", "supervisor", "9876"),
    StaffSeed("S02", "乌云", "supervisor", "8765"),
)


@pytest.fixture
def pins(tmp_path: Path) -> tuple[str | Path, ...]:
    first, second = pin_file(tmp_path, "9876", "s01"), pin_file(tmp_path, "8765", "s02")
    return ("--by", "S01", "--pin-file", first, "--agreed", "S02", "--agreed-pin-file", second)


def whole(tries: list[dict[str, object]], tell: TellTrials) -> None:
    """After each kill the command ran again, and the register is what it made, once; nothing else is damaged."""
    for one in tries:
        assert one["code"] == 0, one
        profile = Path(str(one["folder"])) / "p"
        assert program().check(profile, False).faults == (), one
        with open_app(profile) as app:
            register = hall_register(app.journal)
            assert [i.issue.number for i in register.issued] == [1, 2], one
            assert app.hall.address == "五一南路88号", one
        tell("trials", 1)


def test_that_a_killed_import_is_taken_wholly_or_not_at_all(
    tmp_path: Path, pins: tuple[str | Path, ...], record_property: TellTrials
) -> None:
    work = tmp_path / "work"
    create_profile(work / "template" / "p", demo_hall(), PEOPLE)
    file = tmp_path / "登记册.xlsx"
    assert counter("hall", "export", "--out", file, "--data", work / "template" / "p").code == 0
    book = load_workbook(io.BytesIO(file.read_bytes()))
    book["大厅"]["B2"] = "五一南路88号"
    for row in range(2, 6):
        book["授权协议"][f"G{row}"] = "2028-12-31"
    book.save(file)
    whole(cut_short(work, "import", file, *pins, "--data", "{}/p", command="hall"), record_property)


def test_that_a_killed_taking_in_is_taken_wholly_or_not_at_all(
    tmp_path: Path, pins: tuple[str | Path, ...], record_property: TellTrials
) -> None:
    work = tmp_path / "work"
    first, second = tmp_path / "first", work / "template" / "p"
    create_profile(first, demo_hall(), PEOPLE)
    create_profile(second, replace(demo_hall(), station="15220104", window="04"), PEOPLE)
    request, answer, file = tmp_path / "request", tmp_path / "answer", tmp_path / "登记册.json"
    by = pins[:4]
    assert counter("keys", "request", "--out", request, "--data", second).code == 0
    assert counter("keys", "certify", request, "--out", answer, *pins, "--data", first).code == 0
    assert counter("keys", "trust", answer, *by, "--data", second).code == 0
    assert counter("hall", "edit", "大厅", "-", "地址=五一南路88号", *by, "--data", first).code == 0
    with open_app(first) as app:
        file.write_text(register_text(app.journal), encoding="utf-8")
    whole(cut_short(work, "take", file, *by, "--data", "{}/p", command="hall"), record_property)
