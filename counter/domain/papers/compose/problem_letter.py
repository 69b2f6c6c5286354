"""关于办事指南问题的反映: the hall reports to the bureau in writing what is wrong with the guide (S000 二(三)).

It speaks of lines of the guide, never of a person who came to the window; the bureau decides what changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.document.document import TITLES, Block, Document, PaperKind, Paragraph, Table
from counter.domain.guide.problems import Problem
from counter.domain.guide.publication import Versions
from counter.domain.hall.banner import banner_of
from counter.domain.hall.jurisdiction import HALL, TO_FILL, Jurisdiction
from counter.domain.hall.window_name import window_name
from counter.domain.papers.parts.brackets import full_brackets
from counter.domain.papers.parts.context import Window
from counter.domain.papers.parts.guide_version import version_named
from counter.domain.text.day_words import day_text

BUREAU = "行政审批和政务服务局"
"""The addressee, by its name among the jurisdiction profiles' organs."""

UNTIL_THEN = "在贵局调整以前，本大厅仍按现行办事指南受理，不增加、不减少材料。"
"""What the hall may not do meanwhile: change the guide itself (L1)."""


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """What the letter is written from. ``problems``: by number; ``clerk``: the code of who wrote it;
    ``versions``: by which a guide has its number and day.
    """

    number: str
    problems: Sequence[Problem]
    station: Window
    jurisdiction: Jurisdiction
    issued_at: datetime
    clerk: str
    versions: Versions | None = None


def problem_letter(sheet: LetterSheet) -> Document:
    """The letter. ValueError without a problem."""
    if not sheet.problems:
        raise ValueError("a letter needs a problem")
    jurisdiction = sheet.jurisdiction
    settled = jurisdiction.organ(HALL).settled and jurisdiction.organ(BUREAU).settled
    return Document(
        kind=PaperKind.PROBLEM_LETTER,
        title=TITLES[PaperKind.PROBLEM_LETTER],
        number=sheet.number,
        addressee=f"{jurisdiction.seal_name(BUREAU)}：",
        body=full_brackets(_body(sheet)),
        seal_organ=jurisdiction.seal_name(HALL),
        date_text=day_text(civil_date(sheet.issued_at)),
        sign_lines=(),
        foot=_foot(sheet),
        code="",
        code_text="",
        qr="",
        watermark=banner_of(
            demo=sheet.station.demo or any(p.said.overlay for p in sheet.problems),
            training=sheet.station.training,
        )
        or None,
        marks=() if settled else ("部分内容待部门核定",),
        issued=civil_time(sheet.issued_at),
        emblem=sheet.jurisdiction.emblem,
    )


def _body(sheet: LetterSheet) -> Iterator[Block]:
    count = len(sheet.problems)
    basis = sheet.jurisdiction.wording.get("problem_basis", "")
    by = f"按照{basis}的要求，" if basis else ""
    named = (version_named(sheet.versions, p.said.guide_version) for p in sheet.problems)
    versions = "；".join(dict.fromkeys(named))
    yield Paragraph(
        f"{by}本大厅窗口在使用办事指南（{versions}）时发现{count}处问题，现书面反映如下，请核实、调整并答复。"
    )
    yield Table(
        head=("序号", "哪一处", "问题", "说明、依据和建议"),
        rows=tuple(_row(position, p) for position, p in enumerate(sheet.problems, 1)),
        widths=(0.08, 0.30, 0.14, 0.48),
        numeric=(0, 2),
    )
    yield Paragraph(UNTIL_THEN)
    yield Paragraph("以上内容不含申请人的个人信息。", plain=True, small=True)


def _row(position: int, problem: Problem) -> tuple[str, ...]:
    report = problem.said
    lines = [report.reason]
    if report.law:
        lines.append(f"依据：{report.law}")
    if report.suggestion:
        lines.append(f"建议：{report.suggestion}")
    where = f"第{report.bundle}件“{report.bundle_name}”\n{report.where}"
    found = f"（窗口第{report.number}条，{day_text(civil_date(problem.at))}记）"
    return str(position), where, report.kind.label, "\n".join((*lines, found))


def _foot(sheet: LetterSheet) -> tuple[str, ...]:
    contacts = sheet.jurisdiction.contacts
    issued = civil_time(sheet.issued_at)
    return (
        f"{sheet.station.hall}　{window_name(sheet.station.window)}",
        f"经办：{sheet.clerk}　联系：{contacts.hall_phone or f'（{TO_FILL}）'}",
        f"{issued:%Y-%m-%d %H:%M} 出具",
    )
