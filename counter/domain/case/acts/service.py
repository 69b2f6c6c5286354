"""Order of printing, sealing and service (送达): unsealed papers are no 凭证, drafts stay, days run from service."""

from __future__ import annotations

from datetime import date, datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Serve
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import CAME_OUT, PaperStage, Way
from counter.domain.case.print_log import SheetStep
from counter.domain.document.document import ORGAN_DECISIONS, SERVED, UNSEALED, PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.authority import Act, Authority

RUNS_FROM_SERVICE = frozenset({PaperKind.CORRECTION_NOTICE, PaperKind.GAP_NOTICE})
"""Papers that state a day by which something has to be brought: it runs from service, not from printing."""

_THERE = (SheetStep.FILED, SheetStep.QUEUED, SheetStep.SEEN)
"""How far a sheet is known to have come where a person here can have it."""


def is_draft(paper: IssuedPaper) -> bool:
    """True for a decision that its organ has not confirmed: it has no number yet (L8)."""
    return paper.kind in ORGAN_DECISIONS and not paper.number


def is_sealed(paper: IssuedPaper) -> bool:
    """True for papers that are no 凭证 without the organ's seal."""
    return paper.kind not in UNSEALED and not is_draft(paper)


def check_leaving(paper: IssuedPaper) -> None:
    """Raises RuleRefused for void or replaced papers (作废、被替换): no further sheet of them leaves the program."""
    if not paper.stage.binding:
        how = "已由新的一份替换，请打新的那份" if paper.replaced_by else f"已{paper.stage.label}"
        raise RuleRefused(f"{label(paper)} {how}，不能再打印或存出。", rule="ladder")


def came_out(paper: IssuedPaper) -> bool:
    """True where a sheet of it exists as far as is known: confirmed, in the queue or saved as a file.

    One that failed, came out elsewhere or was only meant to be sent does not count. The clerk's statement about a sheet
    made elsewhere does. Where no sheet was ever tracked the stage decides.
    """
    latest = {sheet.copy: sheet.step for sheet in paper.sheets}
    if paper.handed_over or any(step in _THERE for step in latest.values()):
        return True
    return not latest and paper.stage in CAME_OUT


def check_sheet(paper: IssuedPaper, what: str, *, handed_over: bool) -> None:
    """Raises RuleRefused for signing, stamping or serving (``what``) a paper of which no sheet came out.

    ``handed_over``: the clerk states that one was written by hand or printed elsewhere; it is recorded as such.
    """
    _check_binding(paper)
    if not handed_over and not came_out(paper):
        raise RuleRefused(
            f"{label(paper)} 还没有出过纸，不能{what}：先打印或者存成文件；"
            "纸是手工开具或者在别处打印、已经当面交的，请说明“纸质件已当面交”。",
            rule="ladder",
            field="handed_over",
        )


def check_out(paper: IssuedPaper) -> None:
    """Raises RuleRefused unless some sheet of it left the program."""
    _check_binding(paper)
    if paper.copies == 0:
        raise RuleRefused(f"{label(paper)} 还没有送打印，也没有存成文件。", rule="ladder")


def check_stamp(paper: IssuedPaper, *, handed_over: bool = False) -> None:
    """Raises RuleRefused for papers no organ seals, for drafts (L8), and for what never came out."""
    _check_binding(paper)
    if is_draft(paper):
        raise RuleRefused(f"{label(paper)} 是代拟稿，机关确认以前不能盖章。", rule="L8")
    if not is_sealed(paper):
        raise RuleRefused(f"{label(paper)} 不盖机关印章。", rule="ladder")
    if paper.stage is PaperStage.FAILED and not handed_over:
        raise RuleRefused(f"{label(paper)} 没有打出来，请先重打。", rule="ladder", field="handed_over")
    check_sheet(paper, "盖章", handed_over=handed_over)


def check_serve(case: Case, paper: IssuedPaper, act: Serve, today: date) -> None:
    """Raises RuleRefused for what may not be served: drafts, unsealed 凭证, papers whose printed day is out of date."""
    check_deliverable(paper)
    check_sheet(paper, "送达", handed_over=act.handed_over)
    if is_sealed(paper) and not paper.stamped:
        raise RuleRefused(f"{label(paper)} 还没有盖章，没有盖章的不能作凭证，请先盖章再送达。", rule="ladder")
    if paper.stage in (PaperStage.SERVED, PaperStage.ANNOUNCED):
        raise RuleRefused(f"{label(paper)} 已经送达，送达只登记一次。", rule="ladder")
    if act.day > today:
        raise BadInput("送达日期还没有到。", field="day")
    if act.day < civil_date(paper.issued_at):
        raise BadInput("送达日期早于出具日期，请核对。", field="day")
    if act.way is Way.PUBLIC_NOTICE:
        return  # nobody signs: ``public_notice.check``
    if not act.receiver.strip():
        raise BadInput("请写明由谁签收；拒签的写明见证人。", field="receiver")
    if act.declined and not act.note.strip():
        raise BadInput("拒签的，要写明事由和见证人。", field="note")
    if served_late(case, paper, act.day):
        raise RuleRefused(
            f"{label(paper)} 上的期限从送达起算，今天才送达，要先换发日期正确的一份。",
            rule="L6",
            field="papers",
        )


def check_moment(paper: IssuedPaper, act: Serve, now: datetime) -> None:
    """Raises BadInput for a moment of another way or day, one to come, or one before the paper was made."""
    at = act.at
    if at is None:
        return
    if act.way is not Way.ELECTRONIC:
        raise BadInput("几点几分送达的，只有电子送达写；其余的写日期。", field="at")
    if civil_date(at) != act.day:
        raise BadInput("送达的日期和时间不是同一天，请核对。", field="at")
    if at > now:
        raise BadInput("送达的时间还没有到，请核对。", field="at")
    if at < paper.issued_at.replace(second=0, microsecond=0):  # what a person types has no seconds
        raise BadInput("送达的时间早于文书出具的时间，请核对。", field="at")


def check_deliverable(paper: IssuedPaper) -> None:
    """Raises RuleRefused for papers that are never served: drafts (L8), slips, void ones."""
    _check_binding(paper)
    if is_draft(paper):
        raise RuleRefused(f"{label(paper)} 是代拟稿，机关确认以前不能送达。", rule="L8")
    if paper.kind not in SERVED:
        raise RuleRefused(f"{label(paper)} 不用送达。", rule="ladder")


def check_entrusted(case: Case, paper: IssuedPaper, authority: Authority, day: date) -> None:
    """Raises RuleRefused (L13) for an organ's own decision where it has not entrusted this window with 送达.

    What the window itself accepts or takes in it may hand over: that is part of accepting.
    """
    if paper.kind not in ORGAN_DECISIONS:
        return
    for item in (i for i in case.items if i.id in paper.items):
        if Act.DELIVER not in authority.acts(item.asked.organ, item.id, day):
            raise RuleRefused(
                f"本窗口没有{item.asked.organ}的送达授权，{label(paper)} 由该机关自己送达。",
                rule="L13",
                field="papers",
            )


def served_late(case: Case, paper: IssuedPaper, day: date) -> bool:
    """True when a day printed on the paper that still runs was counted from an earlier day than it is served."""
    return day > civil_date(paper.issued_at) and bool(running(case, paper))


def running(case: Case, paper: IssuedPaper) -> tuple[CaseItem, ...]:
    """Items whose day to bring something is on this paper: still open, and on no newer notice."""
    if paper.kind not in RUNS_FROM_SERVICE:
        return ()
    newer = {
        i
        for p in case.papers[case.papers.index(paper) + 1 :]
        if p.kind == paper.kind and p.stage.binding
        for i in p.items
    }
    gaps = paper.kind == PaperKind.GAP_NOTICE
    return tuple(
        i
        for i in case.items
        if i.id in paper.items
        and i.id not in newer
        and (bool(i.gap_dues) and not i.state.closed if gaps else i.state is ItemState.TO_CORRECT)
    )


def label(paper: IssuedPaper) -> str:
    """The paper's name in sentences."""
    return paper.number or f"《{paper.title}》"


def _check_binding(paper: IssuedPaper) -> None:
    if not paper.stage.binding:
        raise RuleRefused(f"{label(paper)} 已{paper.stage.label}，不能再用。", rule="ladder")
