"""No sheet of a workbook lies open in the temporary folder while it is written."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from counter.services.authoring.files.workbook import template
from counter.services.spreadsheet.writer import WorkbookSheet, workbook

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written there all the same, fails."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))


def test_that_a_list_with_names_is_written_in_memory() -> None:
    made = workbook([WorkbookSheet("名单", ("姓名", "件数"), (("巴图吉雅", 2), ("=1+1", 3)))], AT)
    rows = openpyxl.load_workbook(io.BytesIO(made))["名单"].values
    assert list(rows) == [("姓名", "件数"), ("巴图吉雅", 2), ("=1+1", 3)]


def test_that_the_empty_workbook_of_a_guide_is_written_in_memory() -> None:
    assert len(openpyxl.load_workbook(io.BytesIO(template())).sheetnames) > 5
