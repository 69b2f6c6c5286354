"""What a case's file (案卷) holds: its pieces in order (卷内目录, GB/T 9705-2008), and the values of its metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.custody import at_organ, at_window, taken_in
from counter.domain.case.archive.profile import ArchiveProfile, ElementValue
from counter.domain.case.archive.retention import period_words
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.document.document import ORGAN_DECISIONS, PaperKind
from counter.domain.document.numbering import grouped
from counter.domain.visit.checklist import Line

TO_FILL = "（待档案室填写）"
PAPERS = "文书"
"""Folder of the papers in a package."""

_NOT_IN_A_NAME = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece (件). ``number``: from 1; ``document``: 文号; ``responsible``: 责任者; ``pages`` 0: on paper only, then
    ``file`` is "" and ``place`` says where it lies; ``boxed``: in the file's own box; ``paper``: id of the paper, ""
    for a material.
    """

    number: int
    document: str
    responsible: str
    title: str
    day: date | None
    pages: int
    file: str
    note: str
    place: str = ""
    boxed: bool = False
    paper: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as the archive gets it. ``case``: as of what the package covers; ``hall``, ``window``, ``station``: who
    hands it in; ``banner``: 演示 无效 or "".
    """

    case: Case
    version: int
    box: str
    pieces: tuple[Piece, ...]
    profile: ArchiveProfile
    hall: str
    window: str
    station: str
    software: str
    banner: str = ""

    @property
    def pages(self) -> int:
        """Pages of all pieces that are in the package as files."""
        return sum(piece.pages for piece in self.pieces)

    @property
    def on_paper(self) -> tuple[Piece, ...]:
        """The pieces that are on paper only."""
        return tuple(piece for piece in self.pieces if not piece.file)


def papers_in(case: Case) -> tuple[IssuedPaper, ...]:
    """The papers that belong into the file as files: those that count, oldest first; no drafts, none of elsewhere."""
    return tuple(
        paper
        for paper in case.papers
        if paper.stage.binding
        and not paper.earlier
        and not paper.sealed_elsewhere
        and (paper.number or paper.kind not in ORGAN_DECISIONS)
    )


def pieces_of(case: Case, pages: Mapping[str, int], box: str) -> tuple[Piece, ...]:
    """The pieces in order: papers as they were issued, then papers of an earlier system, then materials that were kept.

    ``pages``: of each paper by id; ``box``: 盒号 of what is on paper.
    """
    here = f"盒号 {box or TO_FILL}"
    found = (
        *(_of_paper(paper, pages[paper.id]) for paper in papers_in(case)),
        *(_earlier(paper, here) for paper in case.papers if paper.earlier and paper.stage.binding),
        *(piece for line in case.lines for piece in _of_line(case, line, here)),
    )
    return tuple(_numbered(piece, n) for n, piece in enumerate(found, 1))


def _numbered(piece: Piece, number: int) -> Piece:
    file = f"{PAPERS}/{number:03d}-{piece.file}.pdf" if piece.file else ""
    return replace(piece, number=number, file=file)


def _of_paper(paper: IssuedPaper, pages: int) -> Piece:
    name = "-".join(filter(None, (paper.title, paper.number))).translate(_NOT_IN_A_NAME)
    own = paper.kind in (PaperKind.PLEDGE, PaperKind.WITHDRAWAL)
    by = "申请人" if own else paper.organ
    day = civil_date(paper.issued_at)
    return Piece(0, paper.number, by, paper.title, day, pages, name, "", paper=paper.id)


def _earlier(paper: IssuedPaper, here: str) -> Piece:
    day = civil_date(paper.issued_at)
    return Piece(
        0, paper.number, paper.organ, paper.title, day, 0, "", "纸质，原系统出具", here, True, paper.id
    )


def _of_line(case: Case, line: Line, here: str) -> Iterator[Piece]:
    """What of a material is still with the hall or an organ; what went back to the applicant is no piece."""
    window = at_window(case, line)
    if window.originals > 0 or window.copies > 0:
        words = f"纸质，{_sheets(window.originals, window.copies)}"
        yield Piece(0, "", line.issuer, line.name, None, 0, "", words, here, boxed=True)
    for organ in dict.fromkeys(item.asked.organ for item in case.items):
        held = at_organ(case, line, organ)
        if held.originals > 0 or held.copies > 0:
            words = f"纸质，{_sheets(held.originals, held.copies)}"
            yield Piece(0, "", line.issuer, line.name, None, 0, "", words, f"在{organ}")


def _sheets(originals: int, copies: int) -> str:
    parts = ((f"原件{originals}份", originals > 0), (f"复印件{copies}份", copies > 0))
    return "、".join(words for words, there in parts if there)


def where_now(case: Case, line: Line) -> str:
    """Where the sheets of a material are that were kept when it was brought, in words; "" where none were."""
    kept = taken_in(case, line)
    if kept.originals + kept.copies <= 0:
        return ""
    places = [("在卷", at_window(case, line))]
    places += [(f"在{organ}", at_organ(case, line, organ)) for organ in {i.asked.organ for i in case.items}]
    words = [
        f"{where}{_sheets(held.originals, held.copies)}"
        for where, held in sorted(places, key=lambda one: one[0])
        if held.originals > 0 or held.copies > 0
    ]
    return "；".join(words) or "已退还申请人"


def title_of(case: Case) -> str:
    """案卷题名."""
    return f"{case.applicant_words}“{case.opened.bundle_name}”办件案卷"


def span_of(case: Case) -> tuple[date, date]:
    """The first and the last civil day of the file: from the hand-over of its papers."""
    return case.received_on, civil_date(case.updated_at)


def values_of(file: CaseFile) -> Mapping[ElementValue, str]:
    """What each element of the metadata holds, in words; "" where nobody stated it."""
    case, archived = file.case, file.case.archived
    first, last = span_of(case)
    organs = dict.fromkeys(item.asked.organ for item in case.items)
    return {
        ElementValue.TITLE: title_of(case),
        ElementValue.BUNDLE: case.opened.bundle_name,
        ElementValue.ITEMS: "；".join(item.asked.name for item in case.items),
        ElementValue.NUMBER: grouped(case.number),
        ElementValue.APPLICANT: case.applicant_words,
        ElementValue.RESULTS: "；".join(f"{item.asked.name}：{item.state.label}" for item in case.items),
        ElementValue.SPAN: f"{first.isoformat()}/{last.isoformat()}",
        ElementValue.PIECES: str(len(file.pieces)),
        ElementValue.PAGES: str(file.pages),
        ElementValue.VERSION: str(file.version),
        ElementValue.FONDS: file.profile.fonds_name or file.hall,
        ElementValue.FILE_NUMBER: "" if archived is None else archived.file_number,
        ElementValue.PERIOD: "" if archived is None else period_words(archived.years, archived.until),
        ElementValue.ORGANS: "；".join(organs),
        ElementValue.WINDOW: f"{file.window}（{file.station}）",
        ElementValue.GUIDE: case.opened.guide_version,
        ElementValue.SOFTWARE: file.software,
    }


def contents_rows(pieces: Sequence[Piece]) -> list[dict[str, object]]:
    """The pieces as plain values, for the package's own list."""
    return [
        {
            "件号": piece.number,
            "文号": piece.document,
            "责任者": piece.responsible,
            "题名": piece.title,
            "日期": "" if piece.day is None else piece.day.isoformat(),
            "页数": piece.pages,
            "文件": piece.file,
            "备注": piece.note,
            "存放": piece.place,
        }
        for piece in pieces
    ]
