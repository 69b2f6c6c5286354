"""Record what a person saw of a paper: printed, not printed, stamped (已出纸、没打出来、已盖章)."""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.case import paper_events
from counter.domain.case.acts import service
from counter.domain.case.acts.acts import MarkFailed, MarkPrinted, Stamp
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.print_log import latest_sheets
from counter.domain.errors import BadInput
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.papers.print_queueing import clear_copies


def mark_printed(
    app: AppContext, case_id: str, act: MarkPrinted, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record that the sheets came out. Raises RuleRefused for a paper of which no copy ever left the program."""
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        write_printed(writer, act)
        case = writer.commit()
    clear_copies(app, case_id, act.papers)
    return case


def write_printed(writer: CaseWriter, act: MarkPrinted) -> None:
    """Append that the sheets came out; the writer is not committed. Raises as ``mark_printed``."""
    for paper in chosen(writer.case, act.papers):
        service.check_out(paper)
        writer.add(paper_events.PaperPrinted(paper.id, paper.number))


def mark_failed(
    app: AppContext, case_id: str, act: MarkFailed, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record that sheets did not come out; the same copy may be sent again, unless it was printed elsewhere."""
    if not act.words.strip():
        raise BadInput("请写明出了什么问题，例如缺纸、卡纸。", field="words")
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        for paper in chosen(writer.case, act.papers):
            service.check_out(paper)
            words = act.words.strip()
            for copy in act.copies or _under_way(paper):
                failed = paper_events.PaperFailed(
                    paper.id, paper.number, copy, paper.printer, words, astray=act.astray
                )
                writer.add(failed)
        case = writer.commit()
    clear_copies(app, case_id, act.papers)
    return case


def _under_way(paper: IssuedPaper) -> tuple[int, ...]:
    """Serials of the sheets whose fate is unknown; where there are none, the last."""
    return tuple(s.copy for s in latest_sheets(paper.sheets) if s.under_way) or (paper.copies,)


def stamp(app: AppContext, case_id: str, act: Stamp, clerk: StaffRow, base: str | None = None) -> Case:
    """Record that the sheets bear the organ's seal. Raises RuleRefused for papers no organ seals, and for drafts."""
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        write_stamped(writer, act)
        return writer.commit()


def write_stamped(writer: CaseWriter, act: Stamp) -> None:
    """Append that the sheets bear their seals; the writer is not committed. Raises as ``stamp``."""
    for paper in chosen(writer.case, act.papers):
        service.check_stamp(paper, handed_over=act.handed_over)
        record_handed_over(writer, paper, act.handed_over)
        seal = writer.setting.jurisdiction.organ(paper.organ).name
        writer.add(paper_events.PaperStamped(paper.id, paper.number, seal))


def record_handed_over(writer: CaseWriter, paper: IssuedPaper, handed_over: bool) -> None:
    """Record the clerk's statement that a sheet was made elsewhere; nothing where one was printed here."""
    if handed_over and not service.came_out(paper):
        writer.add(paper_events.PaperPrinted(paper.id, paper.number, handed_over=True))


def chosen(case: Case, papers: Iterable[str]) -> tuple[IssuedPaper, ...]:
    """The papers with these ids. Raises BadInput for none, or for one that is not of this case."""
    found = []
    for paper_id in papers:
        paper = case.paper(paper_id)
        if paper is None:
            raise BadInput("没有这份文书，请重新打开办件。", field="papers")
        found.append(paper)
    if not found:
        raise BadInput("请选文书。", field="papers")
    return tuple(found)
