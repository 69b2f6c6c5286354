"""Sample papers for looking at and for the table of texts: what is shown of each kind, and how a sheet is taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.service import check_leaving, is_draft
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.document.document import A4, A5, ORGAN_DECISIONS, ROLL, Document, PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.parts.copies import sheet
from counter.domain.papers.parts.page_forms import ACCEPTANCE, as_form, check_page
from counter.services.context.app import AppContext
from counter.services.papers.copy_paper import content_of, copy_paper
from counter.services.papers.verify_paper import verify_file


class Showing(StrEnum):
    """What a sample shows, in the order of the folder; the value is the caption."""

    USUAL = "通常"
    LONG = "很长、多页"
    ORGANS = "几个机关"
    RARE = "生僻字、长名称"
    DRAFT = "代拟稿"
    SECOND = "第2联"
    REPRINT = "重打"
    VOID = "作废、被替换以后"
    A5 = "A5"
    ROLL = "80毫米"
    REAL = "正式大厅"
    DOUBT = "时间待核"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sheet as it leaves the program. ``pdf`` empty where only the words were wanted; ``note``: its caption.

    ``label``: the case in its name instead of what it shows.
    """

    kind: PaperKind
    showing: Showing
    document: Document
    pdf: bytes = b""
    note: str = ""
    label: str = ""

    @property
    def case(self) -> str:
        """What it is a sample of, in captions and names of files."""
        return self.label or self.showing.value


FORMS = {Showing.A5: A5, Showing.ROLL: ROLL}
SHEETS = {Showing.SECOND: 2, Showing.REPRINT: 3}


@dataclass
class Takeout:
    """Takes a sheet of every paper out of a house once, by the program's own way, before anything replaces it.

    ``made``: PDFs are made (and signed); otherwise only the words are had. ``more``: further sheets and forms too.
    """

    app: AppContext
    showing: Showing
    made: bool = True
    more: bool = False
    _seen: dict[str, Sample] = field(default_factory=dict)
    _shown: set[tuple[PaperKind, Showing]] = field(default_factory=set)
    _dead: set[PaperKind] = field(default_factory=set)

    def new(self, case: Case) -> Iterator[Sample]:
        """A sample of every paper of the case that has none yet, and what is said of those that no longer count."""
        for paper in case.papers:
            if paper.id in self._seen:
                if not paper.stage.binding and self.more:
                    yield from self._void(paper)
                continue
            if self.more:
                yield from self._forms(case, paper)
            sample = self._sheet(case, paper, self._showing(paper))
            self._seen[paper.id] = sample
            yield sample
            if self.more and not is_draft(paper):
                yield from self._more(case, paper)

    def _showing(self, paper: IssuedPaper) -> Showing:
        return Showing.DRAFT if self.more and is_draft(paper) else self.showing

    def _more(self, case: Case, paper: IssuedPaper) -> Iterator[Sample]:
        for showing in SHEETS:
            if self._first(paper, showing):
                yield self._sheet(case, paper, showing)

    def _first(self, paper: IssuedPaper, showing: Showing) -> bool:
        found = (PaperKind(paper.kind), showing)
        new = found not in self._shown
        self._shown.add(found)
        return new

    def _forms(self, case: Case, paper: IssuedPaper) -> Iterator[Sample]:
        """The second paper of a kind that has other forms leaves in these first: as the applicant's own sheet."""
        if paper.kind in ACCEPTANCE and not self._first(paper, self.showing):
            for showing in FORMS:
                if self._first(paper, showing):
                    yield self._sheet(case, paper, showing)

    def _sheet(self, case: Case, paper: IssuedPaper, showing: Showing) -> Sample:
        page, copy = FORMS.get(showing, A4), SHEETS.get(showing, 1)
        kind, whole = PaperKind(paper.kind), content_of(paper)
        if showing is not Showing.ROLL:
            whole = sheet(whole, copy, paper.clerk, paper.issued_at)
        document = as_form(whole, page)
        if not self.made:
            return Sample(kind, showing, document)
        left = copy_paper(
            self.app.journal,
            self.app.projector,
            self.app.papers,
            case_id=case.id,
            wanted=paper.id,
            clerk="W01",
            page=page,
        )
        return Sample(kind, showing, document, left.pdf)

    def _void(self, paper: IssuedPaper) -> Iterator[Sample]:
        """The sheet somebody still has, with what 验真 answers now: no further one leaves the program."""
        before = self._seen[paper.id]
        if before.kind in self._dead:
            return
        self._dead.add(before.kind)
        try:
            check_leaving(paper)
        except RuleRefused as refused:
            said = refused.sentence
        today = civil_date(self.app.clock.read().at)
        proof = ""
        if before.pdf and before.document.qr:
            found = verify_file(self.app.journal, self.app.papers, self.app.sheets, before.pdf, today)
            proof = "　验真：" + "".join((found.sentence, *found.advice))
        yield Sample(before.kind, Showing.VOID, before.document, before.pdf, f"再打：{said}{proof}")


def why_not(kind: PaperKind, showing: Showing) -> str:
    """Why there is no such sheet of this kind, in a sentence; empty where there must be one."""
    if showing in FORMS:
        try:
            check_page(kind, FORMS[showing])
        except BadInput as refused:
            return refused.sentence
    if showing is Showing.DRAFT and kind not in ORGAN_DECISIONS:
        return "不是机关自己的决定，不拟稿，直接出具。"
    return NEVER.get((kind, showing), "")


K, S = PaperKind, Showing
_NO_CASE = "不属于办件，没有联次；再打就是同样的一份。"
_TAKEN_IN = "说的是收下、交接了什么，决定收回以后仍然是真的，不作废。"

NEVER: dict[tuple[PaperKind, Showing], str] = {
    (K.INTAKE_RECEIPT, S.VOID): _TAKEN_IN,
    (K.SUPPLEMENT_RECEIPT, S.VOID): _TAKEN_IN,
    (K.TRANSFER_SLIP, S.VOID): _TAKEN_IN,
    (K.ROUND_SLIP, S.RARE): "只写办件编号，不写申请人的姓名。",
    (K.ROUND_SLIP, S.ORGANS): "一张单子只到一个部门，编号按大厅一个序列。",
    (K.ERRATUM, S.VOID): "说的是登记改成了什么，决定收回以后仍然是真的，不作废。",
    (K.GAP_NOTICE, S.DOUBT): "时间待核，定不了补交期限，不能容缺受理，也就没有通知书。",
    (K.PROCEDURE_NOTICE, S.DOUBT): "时间待核，日期还没有定，不告知特别程序。",
    (K.PROCEDURE_END, S.DOUBT): "时间待核，日期还没有定，不告知特别程序。",
    (K.EXTENSION_NOTICE, S.DOUBT): "时间待核，日期还没有定，不能延长。",
    (K.EXTENSION_NOTICE, S.VOID): "延期由机关决定，窗口自己不作废；受理整个收回时，和受理通知书一起作废。",
    (K.WITHDRAWAL, S.DOUBT): "申请人自己的话，不写期限，和平时一样。",
    (K.PROCEDURE_END, S.VOID): "说的是已经结束的程序，不作废。",
    (K.GUIDE_SHEET, S.SECOND): _NO_CASE,
    (K.GUIDE_SHEET, S.REPRINT): _NO_CASE,
    (K.GUIDE_SHEET, S.VOID): "只供阅读，不编号，没有作废一说。",
    (K.GUIDE_SHEET, S.RARE): "不写来人的姓名。",
    (K.GUIDE_SHEET, S.DOUBT): "不算期限，时间待核时照样给。",
    (K.PROBLEM_LETTER, S.SECOND): _NO_CASE,
    (K.PROBLEM_LETTER, S.REPRINT): _NO_CASE,
    (K.PROBLEM_LETTER, S.VOID): "寄出的信不收回；后来的答复另行登记。",
    (K.PROBLEM_LETTER, S.ORGANS): "只寄给一个主管局。",
    (K.PROBLEM_LETTER, S.RARE): "不写任何人的姓名。",
    (K.PROBLEM_LETTER, S.DOUBT): "信里没有期限。",
    (K.DAY_SHEET, S.ORGANS): "一个窗口一天一张，不分部门。",
    (K.DAY_SHEET, S.SECOND): _NO_CASE,
    (K.DAY_SHEET, S.RARE): "不写任何人的姓名。",
    (K.DAY_SHEET, S.VOID): "日结不作废；后来又办了的，另打一张。",
    (K.CLOSING_LIST, S.ORGANS): "一个窗口一张，不分部门。",
    (K.CLOSING_LIST, S.SECOND): _NO_CASE,
    (K.CLOSING_LIST, S.RARE): "不写申请人的姓名。",
    (K.CLOSING_LIST, S.VOID): "清单不作废；后来又有变动的，另打一张。",
    (K.ARCHIVE_SHEET, S.ORGANS): "一件一卷，不分部门。",
    (K.ARCHIVE_SHEET, S.SECOND): _NO_CASE,
    (K.ARCHIVE_SHEET, S.REPRINT): _NO_CASE,
    (K.ARCHIVE_SHEET, S.VOID): "办件又有变动的，另出一版，以前的照原样保存。",
    (K.ARCHIVE_SHEET, S.DOUBT): "只写已经发生的事，没有要算的期限。",
    (K.MONTHLY_REPORT, S.ORGANS): "一个大厅一期一份，各部门在一张表里。",
    (K.MONTHLY_REPORT, S.SECOND): _NO_CASE,
    (K.MONTHLY_REPORT, S.REPRINT): "报送后再打，一个字不变。",
    (K.MONTHLY_REPORT, S.RARE): "不写申请人的姓名。",
    (K.MONTHLY_REPORT, S.VOID): "报送的不收回；错了的写明原因再报一份。",
    (K.MONTHLY_REPORT, S.DOUBT): "只写已经发生的事，没有要算的期限。",
    (K.FIGURE_SHEET, S.ORGANS): "一个范围一份，各部门在一张表里。",
    (K.FIGURE_SHEET, S.SECOND): _NO_CASE,
    (K.FIGURE_SHEET, S.REPRINT): "再打是当时的数，不是原来那一份。",
    (K.FIGURE_SHEET, S.RARE): "不写任何申请人的姓名。",
    (K.FIGURE_SHEET, S.VOID): "不是文书，只是当时的数，不作废。",
    (K.FIGURE_SHEET, S.DOUBT): "只写已经发生的事，没有要算的期限。",
    (K.RECTIFICATION_ANSWER, S.ORGANS): "一条评价一个答复，由差评处理室出具。",
    (K.RECTIFICATION_ANSWER, S.VOID): "答复不作废；再次答复另出一份。",
    (K.RECTIFICATION_ANSWER, S.DOUBT): "只写已经发生的事，没有要算的期限。",
}
"""What does not exist, and why: everything else must have a sample."""
