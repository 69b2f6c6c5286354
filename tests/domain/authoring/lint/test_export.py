"""The workbook of the lint: five sheets, every cell text or a count, nothing that Excel would calculate."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from counter.domain.authoring.lint.lint import lint
from counter.services.authoring.export_lint import export_guide_lint
from tests.domain.authoring.lint import clean
from tests.domain.authoring.lint.test_shares import listed

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_that_the_workbook_says_what_the_report_says() -> None:
    guide = clean.guide(clean.item(name="=1+1", organ="+cmd|' /C calc'!A0", promised=None))
    report = lint(guide, listed())
    book = load_workbook(io.BytesIO(export_guide_lint(report, report.flaws, NOW, "演示 无效")))
    assert [name.partition("（")[0] for name in book.sheetnames] == [
        "指标",
        "条款和规则",
        "一件事",
        "事项",
        "发现",
    ]
    rows = {name.partition("（")[0]: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    assert len(rows["指标"]) == 1 + 24
    assert [row[0] for row in rows["一件事"][1:]] == [1]
    assert "=1+1" in [row[1] for row in rows["事项"]]
    assert len(rows["发现"]) == 1 + len(report.flaws)
    for sheet in book.worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert all("演示 无效" in name for name in book.sheetnames)
