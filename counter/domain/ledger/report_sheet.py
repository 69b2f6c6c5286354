"""The monthly report as a paper to be signed: its figures and what each counts, the tables, the reviewer's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.document import Block, Document, PaperKind, Paragraph, Table, TableBar
from counter.domain.hall.banner import banner_of
from counter.domain.ledger.finding import means, share
from counter.domain.ledger.period import Compared
from counter.domain.ledger.report import LedgerReport, value_words
from counter.domain.ledger.template import GroupTable, Template
from counter.domain.papers.parts.brackets import full_brackets
from counter.domain.papers.parts.context import Window

DIGEST_SAID = "校验值前16位"
_DIGEST_SAID, _GROUP = 16, 4
NOT_HANDED_IN = "未报送，供核对"
"""Marked on a report that may still change."""
_MOST_ROWS = 40
"""Rows of a table on paper; the workbook has all of them."""


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """What the sheet is written from. ``compared``: the days of ``report.before``.

    ``version``: 0 before it is handed in; ``digest``: of the figures handed in; ``reason``: of a further version;
    ``scope``: of which windows, and how fresh.
    """

    report: LedgerReport
    template: Template
    compared: Compared
    station: Window
    scope: str
    at: datetime
    by: str = ""
    version: int = 0
    digest: str = ""
    reason: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def report_document(sheet: ReportSheet) -> Document:
    """The pages."""
    form, period = sheet.template.report, sheet.report.period
    number = f"{period.last.year}年{period.last.month}月"
    handed = sheet.version > 0
    return Document(
        kind=PaperKind.MONTHLY_REPORT,
        title=form.title,
        number=number if sheet.version <= 1 else f"{number} 第{sheet.version}版",
        addressee="",
        body=full_brackets(_body(sheet)),
        seal_organ="",
        date_text="",
        sign_lines=(f"{form.sign}：　　　　　　　　　　　　日期：　　　　年　　月　　日",),
        foot=_foot(sheet),
        code="",
        code_text="",
        qr="",
        watermark=banner_of(demo=sheet.station.demo, training=sheet.station.training) or None,
        marks=() if handed else (NOT_HANDED_IN,),
        issued=civil_time(sheet.at),
    )


def span_words(report: LedgerReport) -> str:
    """Both days, and until when it is counted where the period still runs."""
    words = report.period.words
    if report.counted_to < report.period.last:
        day = report.counted_to
        words += f"（计到{day.month}月{day.day}日）"
    return words


def _body(sheet: ReportSheet) -> Iterator[Block]:
    report, form, than = sheet.report, sheet.template.report, sheet.compared.name
    yield Table(head=(), rows=tuple(_top(sheet)), widths=(0.16, 0.84))
    for part in form.parts:
        yield Paragraph(part.title, plain=True, strong=True)
        rows = tuple(
            (line.title, "", value_words(line, report.figures), value_words(line, report.before))
            for line in part.lines
        )
        bars = tuple(TableBar(*share(line, report.figures, report.before)) for line in part.lines)
        yield Table(("项目", "", "本期", than), rows, (0.36, 0.18, 0.23, 0.23), bars=bars, bar_at=1)
    yield Paragraph(f"实心条是本期，空心条是{than}。", plain=True, small=True)
    for table in form.tables:
        yield from _table(table, sheet)
    for text in form.texts:
        if sheet.texts.get(text.name):
            yield Paragraph(text.title, plain=True, strong=True)
            yield Paragraph(sheet.texts[text.name])
    yield Paragraph("怎么算", plain=True, strong=True)
    yield Table(("项目", "怎么算"), _meanings(sheet), (0.3, 0.7))
    if sheet.template.note:
        yield Paragraph(f"{sheet.template.note}。", plain=True, small=True)


def digest_said(digest: str) -> str:
    """What a person compares of the digest, in groups; the whole is in the record."""
    return " ".join(digest[n : n + _GROUP] for n in range(0, _DIGEST_SAID, _GROUP))


def _top(sheet: ReportSheet) -> Iterator[tuple[str, str]]:
    yield "期间", span_words(sheet.report)
    yield sheet.compared.name, sheet.compared.period.words
    yield "范围", sheet.scope
    if sheet.version:
        at = civil_time(sheet.at)
        yield "报送", f"第{sheet.version}版，{at:%Y-%m-%d %H:%M}，{sheet.by}"
        yield DIGEST_SAID, digest_said(sheet.digest)
    if sheet.reason:
        yield "再报原因", sheet.reason


def _table(table: GroupTable, sheet: ReportSheet) -> Iterator[Block]:
    rows = sheet.report.tables.get(table.title, ())
    if not rows:
        return
    yield Paragraph(table.title, plain=True, strong=True)
    shown = tuple((row.name, *(str(count) for count in row.figures)) for row in rows[:_MOST_ROWS])
    columns = len(table.columns)
    yield Table(
        ("", *(column.title for column in table.columns)),
        shown,
        (1 - 0.11 * columns, *(0.11 for _ in table.columns)),
        numeric=tuple(range(1, columns + 1)),
    )
    if len(rows) > _MOST_ROWS:
        yield Paragraph(f"只列前{_MOST_ROWS}行，共{len(rows)}行；全部在表格文件里。", plain=True, small=True)


def _meanings(sheet: ReportSheet) -> tuple[tuple[str, str], ...]:
    """Each line and what it counts."""
    return tuple((line.title, f"{means(line)}。") for line in sheet.template.report.lines)


def _foot(sheet: ReportSheet) -> tuple[str, ...]:
    made = civil_time(sheet.at)
    return (sheet.station.hall, "本表没有个人信息。", f"{made:%Y-%m-%d %H:%M} 出具")


def ranges(serials: Sequence[int]) -> str:
    """Running numbers in order, in short: ``1–4、7、9–12``."""
    parts: list[tuple[int, int]] = []
    for serial in serials:
        if parts and serial == parts[-1][1] + 1:
            parts[-1] = (parts[-1][0], serial)
        else:
            parts.append((serial, serial))
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in parts)
