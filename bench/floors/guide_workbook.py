"""Floor: the same cells written and read by bare openpyxl, without format, check or meaning."""

from openpyxl import Workbook, load_workbook


def write(sheets, file):
    book = Workbook(write_only=True)
    for title, rows in sheets:
        page = book.create_sheet(title)
        list(map(page.append, rows))
    book.save(file)


def read(file):
    return [list(page.values) for page in load_workbook(file, read_only=True).worksheets]
