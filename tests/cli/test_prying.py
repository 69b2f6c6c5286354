"""The thief of the other tests sees what a person would see who opens the file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

from tests.cli.prying import traces

NAME, NUMBER = "欧日娜", "999999198506151231"


def test_that_a_name_in_a_workbook_is_seen_also_inside_another_pack(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append((NAME, NUMBER))
    inner = io.BytesIO()
    book.save(inner)
    with zipfile.ZipFile(tmp_path / "pack.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("表.xlsx", inner.getvalue())
    assert traces((tmp_path,), (NAME, NUMBER, "别人")) == [f"pack.zip: {NAME}", f"pack.zip: {NUMBER}"]


def test_that_a_file_that_only_begins_like_a_pack_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04" + NAME.encode("gb18030"))
    assert traces((tmp_path,), (NAME,)) == [f"broken.zip: {NAME}"]
