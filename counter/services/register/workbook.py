"""The register as an Excel workbook: out, as a template, and in, with every fault at its cell and a diff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from counter.domain.guide.rows.columns import cell_of
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.hall.register.checks import GuideNames, new_faults
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.records import RegisteredPicture, RegisterRecord, section_of
from counter.domain.hall.register.register import RegisterOnDay, differences
from counter.domain.hall.register.sheets import (
    BY_TAG,
    FORMS,
    SECTIONS,
    ReadRecord,
    records_of_tables,
    tables_of_register,
)
from counter.services.spreadsheet.form_sheet import lay_out, styled_cell
from counter.services.spreadsheet.in_memory import file_of, new_sheet
from counter.services.spreadsheet.on_paper import on_paper
from counter.services.spreadsheet.read_workbook import ABOUT, about_line, tables_in

TITLE = "大厅登记册"

_NUMBER = re.compile(rf"{TITLE}第(\d{{1,9}})号")

_HOW = (
    "一张表一类内容，一行一条。栏名带*的必须填写；把光标放在格子里，会出现这一栏怎么填。",
    "导入时先逐格检查，再列出和现在的登记册有什么不同，看过、签过才采用；表里没有的行等于不要了。",
    "日期写成 2026-12-31 这样；几样内容用“、”隔开。不要写公式，不要合并单元格，不要设密码。",
    "口令不在登记册里：每台电脑上各设各的。统一标识和照片不在表里，导入时保留原来的；要换请在登记册那一页选图片。",
)


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A workbook that was read. ``changes``: what it would change; empty where ``faults`` has a grave one. ``older``:
    number of the earlier register that it was made from, None where it was made from the one in force, or says nothing.
    """

    changes: tuple[RegisterChange, ...]
    faults: tuple[GuideFault, ...]
    older: int | None = None

    @property
    def usable(self) -> bool:
        """Whether nothing in it keeps it out."""
        return not any(fault.grave for fault in self.faults)


def register_workbook(register: RegisterOnDay) -> bytes:
    """The register of that day as .xlsx; of an empty one the template."""
    from openpyxl import Workbook  # heavy, and only needed here
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    book.properties.creator = ""
    about = new_sheet(book, ABOUT)
    on_paper(about)
    about.column_dimensions["A"].width = 110
    for words in (f"{TITLE}第{register.number}号（{register.day.isoformat()}）", *_HOW, *_notes()):
        about.append([WriteOnlyCell(about, value=words)])
    tables = tables_of_register(iter(register.records.values()))
    for form in FORMS:
        page = new_sheet(book, form.title)
        table = tables[form.title]
        lay_out(page, form.columns, len(table.rows))
        cells = [styled_cell(page, column) for column in form.columns]
        for row in table.rows:
            for cell, column in zip(cells, form.columns, strict=True):
                cell.value = cell_of(column, row.values.get(column.key))
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # what begins with “=” would be taken for a formula
            page.append(cells)
    return file_of(book)


def read_register(
    content: bytes, register: RegisterOnDay, in_force: date, names: GuideNames | None = None
) -> ReadRegister:
    """What a workbook says, compared with the register as it will be on ``in_force``; nothing is taken.

    Raises ``Unusable`` for a file that is no workbook, or a dangerous one.
    """
    faults = Faults()
    tables = tables_in(content, faults, forms=FORMS)
    read = records_of_tables(tables, faults)
    records = (*(_with_pictures(one.record, register) for one in read), *register.of(RegisteredPicture))
    if not faults.grave:
        _check(read, records, register, in_force, names, faults)
    changes = () if faults.grave else differences(register, records, in_force)
    older = _older(content, register.number) if changes else None
    if older is not None:
        sentence = (
            f"这份表是照登记册第{older}号导出的，现在是第{register.number}号：后来改过的，照这份表会改回去、删去。"
            "请重新导出再改，或者把下面的不同逐条看过"
        )
        faults.add(GuideFault("older", sentence, grave=False))
    return ReadRegister(changes, tuple(faults.told), older)


def _older(content: bytes, number: int) -> int | None:
    """The number of the register that a workbook was made from, where another one followed."""
    named = _NUMBER.match(about_line(content))
    made_from = int(named[1]) if named else number
    return made_from if made_from < number else None


def _with_pictures(record: RegisterRecord, register: RegisterOnDay) -> RegisterRecord:
    """The record with the pictures that it names already: a workbook has no column for them."""
    held = register.records.get((section_of(record), record.key))
    fields = BY_TAG[section_of(record)].pictures
    return structs.replace(record, **{name: getattr(held, name) for name in fields}) if held else record


def _check(
    read: Sequence[ReadRecord],
    records: tuple[RegisterRecord, ...],
    register: RegisterOnDay,
    in_force: date,
    names: GuideNames | None,
    faults: Faults,
) -> None:
    """Add what the records bring that was not wrong before, each at its cell."""
    at = {(section_of(one.record), one.record.key): one for one in read}
    for fault in new_faults(tuple(register.records.values()), records, in_force, names):
        one = at.get((fault.section, fault.key))
        form = BY_TAG[fault.section].form
        if one is None:
            faults.add(GuideFault("register", fault.sentence, form.title, grave=fault.grave))
        else:
            column = next((c for c in form.columns if c.key == fault.field), None)
            faults.add(one.table.fault(one.row, column, "register", fault.sentence, grave=fault.grave))


def _notes() -> tuple[str, ...]:
    return tuple(f"{section.title}：{section.form.note}" for section in SECTIONS)
