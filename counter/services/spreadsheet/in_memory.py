"""Write workbooks in memory: openpyxl writes each sheet to the temporary folder until the workbook is saved.

There personal data would be readable while it is written, and for ever if the program was killed meanwhile.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet


def new_sheet(book: Workbook, title: str) -> WriteOnlyWorksheet:
    """A further sheet of a write-only workbook."""
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet._writer import WorksheetWriter

    class Page(WriteOnlyWorksheet):  # type: ignore[misc]  # openpyxl ships no types
        def _get_writer(self) -> None:
            if self._writer is None:
                writer: Any = WorksheetWriter(self, io.BytesIO())
                self._writer: Any = writer
                writer.write_top()

    page = Page(book, title)
    book._add_sheet(page)
    return page


def file_of(book: Workbook) -> bytes:
    """The whole workbook as a file."""
    from openpyxl.writer.excel import ExcelWriter

    class Writer(ExcelWriter):  # type: ignore[misc]  # openpyxl ships no types
        def write_worksheet(self, ws: Any) -> None:
            from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing

            ws._drawing = SpreadsheetDrawing()
            ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
            if not ws.closed:
                ws.close()
            ws._rels = ws._writer._rels
            self._archive.writestr(ws.path[1:], ws._writer.out.getvalue())
            self.manifest.append(ws)

    file = io.BytesIO()
    Writer(book, ZipFile(file, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return file.getvalue()
