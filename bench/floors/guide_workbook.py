"""Floor: the same cells written and read by bare openpyxl, without format, check or meaning."""

import io

from openpyxl import Workbook, load_workbook


def write(sheets):
    book = Workbook(write_only=True)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(file := io.BytesIO())
    return file.getvalue()


def read(content):
    book = load_workbook(io.BytesIO(content), read_only=True)
    return [list(page.iter_rows(values_only=True)) for page in book.worksheets]
