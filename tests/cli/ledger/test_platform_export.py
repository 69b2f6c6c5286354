"""``platform-export``: a workbook by a supervisor's own PIN; bad days and names are refused in one sentence."""

from __future__ import annotations

from pathlib import Path

from tests.cli.shop import counter, pin_file, set_up_demo
from tests.cli.visits import visit, written


def test_that_a_supervisor_exports_and_wrong_input_writes_nothing(tmp_path: Path) -> None:
    set_up_demo(tmp_path / "profile")
    profile = ("--data", tmp_path / "profile")
    pin, lead = pin_file(tmp_path), tmp_path / "lead"
    lead.write_text("9876\n", encoding="utf-8")
    (tmp_path / "papers").mkdir()
    given = written(tmp_path, visit())
    assert (
        counter("case", "open", given, "--papers", tmp_path / "papers", "--pin-file", pin, *profile).code == 0
    )
    out = tmp_path / "p.xlsx"
    base = ("platform-export", "--by", "S01", "--pin-file", lead, *profile)
    for wrong in (
        ("--since", "昨天以前", "--out", out),
        ("--since", "2026-02-30", "--out", out),
        ("--since", "2020-01-02", "--until", "2020-01-01", "--out", out),
        ("--since", "2020-01-01", "--out", tmp_path / "p.csv"),
    ):
        told = counter(*base, *wrong)
        assert told.code == 2, wrong
        assert "Traceback" not in told.err
    assert not out.exists()
    told = counter(*base, "--since", "2020-01-01", "--out", out, "--json")
    assert told.code == 0, told.err
    assert told.json["items"] > 0
    assert (told.json["exported"], out.exists()) == (0, True)  # the guide has no codes yet
    clerk = counter(
        *(
            "platform-export",
            "--by",
            "W01",
            "--pin-file",
            pin,
            "--since",
            "2020-01-01",
            "--out",
            tmp_path / "q.xlsx",
        ),
        *profile,
    )
    assert clerk.code == 1
    assert "平台办件表由值班负责人" in clerk.err
    assert not (tmp_path / "q.xlsx").exists()
