"""Sheets of a case's file (案卷): 卷皮, 卷内目录, 收件清单, 办理结果清单, 办理经过, 备考表; and the 移交清册 of many.

Items of cover, list and note as in GB/T 9705-2008; sizes and binding are the archive's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.case.archive.contents import (
    TO_FILL,
    CaseFile,
    span_of,
    title_of,
    values_of,
    where_now,
)
from counter.domain.case.archive.profile import ElementValue
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.paper_events import Way
from counter.domain.document.document import Block, Document, PaperKind, Paragraph, Table
from counter.domain.document.numbering import grouped, grouped_in_two
from counter.domain.papers.parts.brackets import full_brackets
from counter.domain.text.day_words import day_text
from counter.domain.visit.originals import unseen
from counter.domain.visit.received import STATE_WORDS


def cover(file: CaseFile) -> Document:
    """卷皮."""
    values = values_of(file)
    first, last = span_of(file.case)
    rows = (
        ("全宗名称", values[ElementValue.FONDS]),
        ("全宗号", file.profile.fonds_number or TO_FILL),
        ("类目名称", values[ElementValue.BUNDLE]),
        ("案卷题名", title_of(file.case)),
        ("起止日期", f"{day_text(first)}至{day_text(last)}"),
        ("保管期限", values[ElementValue.PERIOD] or TO_FILL),
        ("件数、页数", f"{len(file.pieces)}件，电子文件{file.pages}页，只有纸质的{len(file.on_paper)}件"),
        ("盒号", file.box or TO_FILL),
        ("归档号", TO_FILL),
        ("档号", values[ElementValue.FILE_NUMBER] or TO_FILL),
    )
    return _sheet(file, "案卷封面", (_pairs(rows),))


def contents_list(file: CaseFile) -> Document:
    """卷内目录."""
    rows = tuple(
        (
            str(piece.number),
            "\n".join(filter(None, (piece.title, piece.document))),
            piece.responsible,
            _day(piece.day),
            str(piece.pages) if piece.file else "—",
            piece.note if piece.boxed else "\n".join(filter(None, (piece.note, piece.place))),
        )
        for piece in file.pieces
    )
    head = ("件号", "题名、文号", "责任者", "日期", "页数", "备注")
    table = Table(head, rows, (0.08, 0.34, 0.19, 0.13, 0.08, 0.18), numeric=(0, 4))
    return _sheet(file, "卷内目录", (table,))


def intake_list(file: CaseFile) -> Document:
    """收件清单: every line of the checklist with what was recorded, and where its sheets are."""
    case = file.case
    unchecked = {line.id for line in unseen(case.lines, case.brought)}
    rows = tuple(
        (
            str(n),
            line.name,
            line.wanted or "—",
            STATE_WORDS[case.brought_of(line).state] + ("，未核原件" if line.id in unchecked else ""),
            where_now(case, line),
        )
        for n, line in enumerate(case.lines, 1)
    )
    head = ("序号", "材料", "要求", "登记的情况", "现在在哪里")
    return _sheet(file, "收件清单", (Table(head, rows, (0.07, 0.34, 0.2, 0.13, 0.26), numeric=(0,)),))


def result_list(file: CaseFile) -> Document:
    """办理结果清单: how each item ended, and the certificates with how they were given out."""
    case = file.case
    items = tuple(
        (
            item.asked.name,
            item.asked.organ,
            item.state.label,
            *_decided(case, item),
        )
        for item in case.items
    )
    blocks: list[Block] = [
        Table(("事项", "部门", "结果", "文号", "日期"), items, (0.3, 0.2, 0.16, 0.2, 0.14))
    ]
    things = tuple(
        (
            one.name,
            one.number or "",
            _day(one.issued_on),
            _day(one.valid_until),
            "机关收回" if not one.holds else f"{one.state.label}　{_day(one.delivered_on)}".strip(),
        )
        for one in case.certificates
    )
    if things:
        head = ("证照、决定书", "编号", "发证日期", "有效期止", "去向")
        blocks += [Paragraph("证照和办理结果", plain=True, strong=True)]
        blocks += [Table(head, things, (0.28, 0.25, 0.14, 0.14, 0.19))]
    return _sheet(file, "办理结果清单", tuple(blocks))


def _decided(case: Case, item: CaseItem) -> tuple[str, str]:
    """By which paper and on which day: the organ's decision, or the proof of what was done at the window."""
    if item.conclusion is not None:
        return item.conclusion.document, _day(item.conclusion.day)
    for paper in case.papers:
        if paper.kind == PaperKind.REGISTRATION_PROOF and paper.stage.binding and item.id in paper.items:
            return paper.number, _day(civil_date(paper.issued_at))
    return "", ""


def course(file: CaseFile) -> Document:
    """办理经过: every entry that the package covers, in one line each."""
    rows = tuple(
        (f"{civil_time(line.at):%Y-%m-%d %H:%M}", line.actor, line.text) for line in file.case.history
    )
    return _sheet(file, "办理经过", (Table(("时间", "工号", "办了什么"), rows, (0.22, 0.12, 0.66)),))


def note_sheet(file: CaseFile) -> Document:
    """备考表: what a reader of the file has to know, and who made and checked it."""
    archived = file.case.archived
    made = TO_FILL if archived is None else day_text(archived_on(file))
    return _sheet(
        file,
        "备考表",
        (
            Paragraph("本卷情况说明", plain=True, strong=True),
            *(Paragraph(words) for words in _notes(file)),
            _pairs((("立卷人", ""), ("检查人", ""), ("立卷时间", made), ("检查时间", ""))),
        ),
    )


def archived_on(file: CaseFile) -> date:
    """The civil day on which the case went into the archive."""
    lines = [line.at for line in file.case.history if line.kind == "case.archived"]
    return civil_date(lines[-1] if lines else file.case.updated_at)


def _notes(file: CaseFile) -> Iterator[str]:
    case = file.case
    yield (
        f"本卷第{file.version}版。文书{len(file.pieces) - len(file.on_paper)}件，由办件记录生成，PDF/A 格式；"
        f"盖章、签字的纸质件另存，盒号 {file.box or TO_FILL}。"
    )
    if file.on_paper:
        boxed = "、".join(str(piece.number) for piece in file.on_paper if piece.boxed)
        away = "；".join(f"{piece.place}的 {piece.number}" for piece in file.on_paper if not piece.boxed)
        where = "；".join(filter(None, (f"在盒 {file.box or TO_FILL} 的 {boxed}" if boxed else "", away)))
        yield f"只有纸质、没有扫描件的{len(file.on_paper)}件（写的是件号）：{where}。"
    if unchecked := unseen(case.lines, case.brought):
        yield f"没有登记核对过原件的：{'、'.join(line.name for line in unchecked)}。"
    if any(out.way is Way.WINDOW and not out.proof for out in case.hand_outs):
        yield "在窗口领走的证照，有的没有送达回证。"
    void = [paper for paper in case.papers if not paper.stage.binding]
    if void:
        named = "、".join(f"《{paper.title}》{paper.number or '（无文号）'}" for paper in void)
        yield f"已经作废、换新，没有放进本卷的：{named}。"
    if file.version > 1:
        yield "打包以后办件又有变动，本版补归，以本版为准；以前各版照原样保存。"
    if case.taken_over is not None:
        yield "本件由原系统接转，接转以前的文书由原系统出具。"


_UNTIL = re.compile(r"(.+)（至(\d+)年(\d+)月(\d+)日）")


@dataclass(frozen=True, slots=True)
class HandedFile:
    """One row of a 移交清册: no person's name stands on it."""

    number: str
    bundle: str
    file_number: str
    first: date
    last: date
    period: str
    version: int
    files: int
    box: str
    digest: str


@dataclass(frozen=True, slots=True)
class HandOverList:
    """A 移交清册. ``to``: the archive; ``number``: of the list; ``hall``, ``window``, ``station``: who hands over."""

    number: str
    to: str
    rows: tuple[HandedFile, ...]
    hall: str
    window: str
    station: str
    made: datetime
    banner: str = ""


LIST_HEAD = (
    *("序号", "档号", "办件编号", "一件事", "开始日期", "结束日期"),
    *("保管期限", "版本", "文件数", "盒号", "校验值"),
)


def list_row(n: int, row: HandedFile) -> tuple[str | int | date, ...]:
    """One row under ``LIST_HEAD``, for a workbook: numbers can be added up, days put in order."""
    return (
        *(n, row.file_number, grouped(row.number), row.bundle, row.first, row.last),
        *(row.period, row.version, row.files, row.box, row.digest),
    )


def hand_over_list(listed: HandOverList) -> Document:
    """移交清册, for both sides to sign."""
    head = (
        "序号",
        "档号\n盒号",
        "办件编号\n一件事",
        "起止日期",
        "保管期限",
        "文件、版本\n校验值\n前16位",
    )
    rows = tuple(
        (
            str(n),
            "\n".join(filter(None, (row.file_number, row.box))),
            f"{grouped_in_two(row.number)}\n{row.bundle}",
            f"{row.first.isoformat()}\n{row.last.isoformat()}",
            _period_lines(row.period),
            f"{row.files}个\n第{row.version}版\n{row.digest[:8]}\n{row.digest[8:16]}",
        )
        for n, row in enumerate(listed.rows, 1)
    )
    total = f"以上共 {len(rows)} 卷，归档信息包 {sum(row.files for row in listed.rows)} 个文件。"
    check = (
        "校验值是信息包里校验清单.txt 的 SHA-256。"
        "接收方可以用 counter archive check，或者用 sha256sum -c 校验清单.txt 逐个核对。"
    )
    sides = Table(
        ("", "移交方", "接收方"),
        (
            ("单位", f"{listed.hall}\n{listed.window}（{listed.station}）", listed.to),
            ("签名", "", ""),
            ("日期", "　　年　　月　　日", "　　年　　月　　日"),
        ),
        (0.16, 0.42, 0.42),
        least=14.0,
    )
    return Document(
        kind=PaperKind.ARCHIVE_SHEET,
        title="档案移交清册",
        number=listed.number,
        addressee="",
        body=full_brackets(
            (
                Table(head, rows, (0.06, 0.2, 0.24, 0.16, 0.16, 0.18), numeric=(0,)),
                Paragraph(total),
                Paragraph(check, small=True),
                sides,
            )
        ),
        seal_organ="",
        date_text="",
        sign_lines=(),
        foot=(f"{listed.hall}　{listed.window}（{listed.station}）",),
        code="",
        code_text="",
        qr="",
        watermark=listed.banner or None,
        issued=civil_time(listed.made),
    )


def _period_lines(words: str) -> str:
    """10年（至2036年12月31日） as 10年至 over 2036-12-31, so that a narrow column breaks no date."""
    ends = _UNTIL.fullmatch(words)
    return f"{ends[1]}至\n{ends[2]}-{int(ends[3]):02}-{int(ends[4]):02}" if ends else words


def _sheet(file: CaseFile, title: str, body: Sequence[Block]) -> Document:
    case = file.case
    return Document(
        kind=PaperKind.ARCHIVE_SHEET,
        title=title,
        number=grouped(case.number),
        addressee="",
        body=full_brackets(body),
        seal_organ="",
        date_text="",
        sign_lines=(),
        foot=(f"{file.hall}　{file.window}（{file.station}）　归档信息包第{file.version}版",),
        code=case.number,
        code_text=grouped(case.number),
        qr="",
        watermark=file.banner or None,
        issued=civil_time(case.updated_at),
    )


def _pairs(rows: tuple[tuple[str, str], ...]) -> Table:
    return Table(head=(), rows=rows, widths=(0.22, 0.78), least=10.0)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
