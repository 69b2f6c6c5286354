"""差评整改反馈单: the finding about a bad rating and what was done, as the answer to the rater (办法38(三), L10).

It names the window, never the rated clerk: it answers for the hall. Of the rater only the name is on it; an anonymous
one is answered by posting in the hall. The rater's free words, which may name anybody, are not repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from counter.domain.calendar.workdays import CHINA, civil_date, civil_time
from counter.domain.document.document import TITLES, Block, Document, PaperKind, Paragraph, Table
from counter.domain.document.numbering import grouped
from counter.domain.hall.banner import banner_of
from counter.domain.hall.jurisdiction import HALL, TO_FILL, Jurisdiction
from counter.domain.hall.window_name import window_name
from counter.domain.papers.parts.brackets import full_brackets
from counter.domain.papers.parts.context import Window
from counter.domain.ratings.office.events import Finding
from counter.domain.ratings.office.rated import Rated, Rectification
from counter.domain.ratings.rating import Mode
from counter.domain.text.day_words import day_text

POSTED = "匿名评价人（公示于大厅）"
NATIONAL = "《国务院办公厅关于建立政务服务“好差评”制度提高政务服务水平的意见》（国办发〔2019〕51号）"
_LABEL = (0.17, 0.83)

_FOUND = {
    Finding.TRUE: "属实",
    Finding.PARTLY: "部分属实",
    Finding.UNTRUE: "不属实，解释见下",
    Finding.MISTAKEN: "误评：经另一位负责人复核，不计入统计，评价记录保留",
    Finding.MALICIOUS: "恶意差评：经另一位负责人复核，不计入统计，评价记录保留",
}


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """Content of the paper. ``reasons``: the chosen reasons in words; ``words``: the answer itself."""

    rated: Rated
    number: str
    words: str
    reasons: tuple[str, ...]
    station: Window
    jurisdiction: Jurisdiction
    issued_at: datetime


def rectification_answer(sheet: AnswerSheet) -> Document:
    """The paper, first copy. ValueError without a finding: the rules allow no answer before it."""
    loop = sheet.rated.rectification
    if loop is None or loop.finding is None:
        raise ValueError("an answer needs to know what was found")
    jurisdiction = sheet.jurisdiction
    settled = loop.opened.settled and jurisdiction.organ(HALL).settled
    marks = () if settled else ("部分内容待部门核定",)
    return Document(
        kind=PaperKind.RECTIFICATION_ANSWER,
        title=TITLES[PaperKind.RECTIFICATION_ANSWER],
        number=sheet.number,
        addressee=f"{_rater(sheet.rated)}：",
        body=full_brackets(_body(sheet, loop)),
        seal_organ=jurisdiction.seal_name(HALL),
        date_text=day_text(civil_date(sheet.issued_at)),
        sign_lines=(),
        foot=_foot(sheet),
        code="",
        code_text="",
        qr="",
        watermark=banner_of(demo=sheet.station.demo, training=sheet.station.training) or None,
        marks=(*marks, "时间待核") if sheet.rated.untimely else marks,
        copy_text=copy_words(1, sheet.rated),
        issued=civil_time(sheet.issued_at),
        emblem=jurisdiction.emblem,
    )


def copy_words(copy: int, rated: Rated) -> str:
    """Which copy this sheet is: the rater's (posted where nobody knows him), the office's, then reprints."""
    first = "交评价人" if rated.reachable else "在大厅公示"
    return {1: f"第1联（共2联）　{first}", 2: "第2联（共2联）　差评处理室存档"}.get(
        copy, f"重打第{copy - 2}次"
    )


def _rater(rated: Rated) -> str:
    rater = rated.personal.rater if rated.personal else None
    return POSTED if rater is None else rater.name


def _body(sheet: AnswerSheet, loop: Rectification) -> Iterator[Block]:
    rated = sheet.rated
    rater = rated.personal.rater if rated.personal else None
    you = "你单位" if rater is not None and rater.kind == "organisation" else "你"
    righted = "、整改" if loop.finding and loop.finding.said.finding in (Finding.TRUE, Finding.PARTLY) else ""
    yield Paragraph(f"{you}对政务服务的评价已经收到。经核实{righted}，答复如下：")
    yield Table(head=(), rows=tuple(_rows(sheet, loop)), widths=_LABEL, numeric=(0,))
    yield Paragraph("答复", plain=True, strong=True)
    for line in sheet.words.strip().splitlines():
        if line.strip():
            yield Paragraph(line.strip())
    contacts = sheet.jurisdiction.contacts
    phone = f"（电话{contacts.hall_phone}）" if contacts.hall_phone else ""
    yield Paragraph(f"对答复有不同意见的，可以联系差评处理室{phone}，也可以拨打{contacts.complaint}反映。")
    basis = "；".join(b for b in (loop.opened.basis, NATIONAL) if b)
    yield Paragraph(f"依据：{basis}。", plain=True, small=True)


def _rows(sheet: AnswerSheet, loop: Rectification) -> Iterator[tuple[str, str]]:
    registered = sheet.rated.registered
    if registered.mode is Mode.NAMED:
        if registered.case:
            yield "办件编号", grouped(registered.case)
        at = datetime.fromisoformat(registered.at).astimezone(CHINA)
        yield "评价时间", f"{day_text(at.date())} {at:%H:%M}"
    else:
        yield "评价日期", day_text(sheet.rated.day)
    window = f" {window_name(registered.window)}" if registered.window else ""
    yield "评价环节", f"{registered.stage}　{registered.hall}{window}"
    items = "、".join(i.name or i.id for i in registered.items)
    yield "办理事项", f"“{registered.bundle_name}”{f'：{items}' if items else ''}"
    reasons = f"：{'；'.join(sheet.reasons)}" if sheet.reasons else "（没有选原因）"
    yield "等级与原因", f"{registered.grade}{reasons}"
    if loop.again is not None and loop.again.said.again is not None:
        yield "第二次评价", f"{loop.again.said.again}（{day_text(civil_date(loop.again.at))}回访时）"
    finding = loop.finding
    assert finding is not None
    yield "核实情况", finding.facts
    yield "核实结论", _FOUND[finding.said.finding]
    for remedy in (r for r in loop.remedies if r.round == loop.round):
        by = f"（{day_text(remedy.said.done_by)}前完成）" if remedy.said.done_by else ""
        yield "措施与期限", f"{remedy.said.kind}{by}：{remedy.words}"


def _foot(sheet: AnswerSheet) -> tuple[str, ...]:
    contacts = sheet.jurisdiction.contacts
    issued = civil_time(sheet.issued_at)
    lines = (
        sheet.station.hall,
        f"地址：{contacts.hall_address}" if contacts.hall_address else "",
        f"联系：{contacts.hall_phone or f'（{TO_FILL}）'}　监督投诉：{contacts.complaint}",
        f"{issued:%Y-%m-%d %H:%M} 出具",
    )
    return tuple(text for text in lines if text)
