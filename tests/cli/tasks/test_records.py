"""``counter records``: for a supervisor with the own PIN, filters told apart, a file that is on record itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.services.hall.station_log import log_view
from tests.cli.timed import PIN, Counter
from tests.cli.visits import NAME

BY = ("--by", "S01", "--pin-file", "-")


@pytest.fixture
def looked_at(hall: Counter) -> str:
    """The number of a case that somebody looked at without doing anything."""
    case = hall.open(answered=True)
    with open_app(hall.profile, hall.clock) as app:
        hall.later(hours=2)
        row = app.journal.case_row(case["number"])
        assert row is not None
        log_view(app.journal, case_id=row.case, clerk="W01")
    hall.later(minutes=1)
    return str(case["number"])


def test_that_records_are_listed_filtered_and_exported_without_a_name(
    hall: Counter, looked_at: str, tmp_path: Path
) -> None:
    said = hall.run("records", *BY, typed=PIN)
    assert said.code == 0, said.err
    first = said.json["records"][0]
    assert (first["about"], first["who"], first["unusual"]) == (looked_at, "W01", ["前后30分钟没有办这一件"])
    assert NAME not in str(said.json)
    only = hall.run(
        "records",
        "--unusual",
        "--kind",
        "查看个人信息",
        "--case",
        looked_at,
        "--clerk",
        "w01",
        *BY,
        typed=PIN,
    )
    assert only.json["total"] == 1
    file = tmp_path / "out.xlsx"
    out = hall.run("records", "--out", file, *BY, typed=PIN)
    assert out.code == 0, out.err
    assert file.read_bytes()[:2] == b"PK"
    after = hall.run("records", "--kind", "导出", *BY, typed=PIN)
    assert after.json["records"][0]["sentence"] == f"导出了“记录”{out.json['count']}条"


@pytest.mark.parametrize(
    ("options", "typed", "code", "words"),
    [
        (("--by", "W01", "--pin-file", "-"), "1234\n", 1, "值班负责人"),
        (BY, "0000\n", 1, "口令不对"),
        ((*BY, "--since", "2026-13-01"), PIN, 2, "不是日期"),
        ((*BY, "--since", "2026-12-02", "--until", "2026-12-01"), PIN, 2, "请对调"),
        ((*BY, "--kind", "什么"), PIN, 2, "口令输错"),
        ((*BY, "--case", "15220103A99999999999"), PIN, 2, "没有编号是"),
        ((*BY, "--out", "记录.csv"), PIN, 2, ".xlsx"),
    ],
)
def test_that_what_is_wrong_is_told_and_nothing_is_shown(
    hall: Counter, options: tuple[str, ...], typed: str, code: int, words: str
) -> None:
    said = hall.run("records", *options, typed=typed)
    assert said.code == code
    assert words in said.json["error"]
