"""Acts on a case once it is decided: its days, its papers until service, and papers kept in the hall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import custody, deemed, extension, pause, returning, service
from counter.domain.case.acts.acts import (
    Deem,
    Extend,
    MarkFailed,
    MarkPrinted,
    MovePapers,
    PauseClock,
    Possible,
    PrepareDelivery,
    Reissue,
    ResumeClock,
    Serve,
    SetDates,
    Stamp,
)
from counter.domain.case.acts.ending import signed_papers
from counter.domain.case.acts.rejudge import opening_doubted
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.paper_events import CAME_OUT, REACHED, TO_BE_SERVED, PaperStage
from counter.domain.document.document import SERVED, PaperKind
from counter.domain.errors import CounterError
from counter.domain.visit.visit import Setting

_NONE = custody.HeldSheets(0, 0)
_GIVE_BACK = "有事项已撤回、退件，材料还在窗口：退还申请人，出具《物料流转单》，双方签字。"


def acts_after_decision(case: Case, setting: Setting) -> tuple[Possible, ...]:
    """Acts on dates first, then on papers from printing to service, then on custody."""
    return (*_dates(case, setting), *_papers(case, setting), *_clocks(case, setting), *_custody(case))


def _dates(case: Case, setting: Setting) -> Iterator[Possible]:
    held = tuple(i.id for i in case.items if i.dates_held)
    if not held and opening_doubted(case):
        held = tuple(i.id for i in case.items[:1])
    if held:
        running = any(i.dates_held and not i.state.closed for i in case.items)
        why = (
            "时钟有疑问时办的，日期还空着；值班负责人核对后在这里确定。"
            if running
            else "时钟有疑问时办的，是哪一天还没有定；值班负责人核对后在这里确定，台账照它算。"
        )
        yield Possible(SetDates, held, why=why, urgent=running)
    silent = tuple(i.id for i in deemed.overdue(case, setting))
    if silent:
        why = "过了法定告知期限没有告知，依法自收到材料之日起即为受理，请登记。"
        yield Possible(Deem, silent, why=why, urgent=True)
    untold = tuple(i.id for i in case.items if deemed.unserved_notice_day(case, i, setting) is not None)
    if untold and not silent:
        why = "补正通知没有登记送达，法定告知期限已过：确实没有送达的，依法已经受理，在这里登记。"
        yield Possible(Deem, untold, why=why)


def _papers(case: Case, setting: Setting) -> Iterator[Possible]:
    today = civil_date(setting.now)
    binding = tuple(p for p in case.papers if p.stage.binding)
    late = tuple(
        p.id
        for p in binding
        if p.stage not in REACHED
        and service.served_late(case, p, today)
        and _may_be_served(p)
        and all(deemed.unserved_notice_day(case, i, setting) is None for i in service.running(case, p))
        and not _past_notice_day(case, p, setting)
    )
    if late:
        why = "期限从送达起算，今天才送达的，先换发日期正确的一份。"
        yield Possible(Reissue, papers=late, why=why, urgent=True)
    unseen = _allowed(binding, service.check_out, lambda p: p.stage not in CAME_OUT)
    if unseen:
        why = "看到纸从打印机出来了，在这里确认；没打出来的也在这里记。"
        # urgent is neither a saved file (a prominent button would invite a false confirmation) nor what is signed
        asked = set(unseen) - signed_papers(case)
        sent = any(p.id in asked and p.stage is PaperStage.QUEUED for p in binding)
        yield Possible(MarkPrinted, papers=unseen, why=why, urgent=sent)
    bare = _allowed(binding, service.check_stamp, lambda p: not p.stamped and p.stage in CAME_OUT)
    if bare:
        yield Possible(Stamp, papers=bare, why="没有盖章的不能作凭证，盖好章在这里记。", urgent=True)
    ready = tuple(
        p.id
        for p in binding
        if _may_be_served(p)
        and p.stage in TO_BE_SERVED
        and p.id not in late
        and (p.stamped or not service.is_sealed(p))
        and not _past_notice_day(case, p, setting)
        and _entrusted(case, p, setting, today)
        and _may_begin(case, p, today)
    )
    if ready:
        yield Possible(Serve, papers=ready, why="交给申请人并签收了，在这里记。", urgent=True)
        yield Possible(PrepareDelivery, papers=ready, why="要申请人在送达回证上签字的，先出一份。")
    failed = _allowed(binding, service.check_out, lambda p: p.stage is PaperStage.QUEUED)
    if failed:
        yield Possible(MarkFailed, papers=failed, why="送了打印但没打出来，记下原因再重打。")


def _past_notice_day(case: Case, paper: IssuedPaper, setting: Setting) -> bool:
    """True for a correction notice after the law's last day to notify: it may not be served (L6)."""
    notice = paper.kind == PaperKind.CORRECTION_NOTICE
    return notice and any(i.id in paper.items for i in deemed.overdue(case, setting))


def _entrusted(case: Case, paper: IssuedPaper, setting: Setting, today: date) -> bool:
    try:
        service.check_entrusted(case, paper, setting.authority, today)
    except CounterError:
        return False
    return True


def _may_begin(case: Case, paper: IssuedPaper, today: date) -> bool:
    """False for the notice of a special procedure that can no longer pause a clock, also not from a day before."""
    found = pause.procedure_of_notice(case, paper)
    last = None if found is None else pause.last_day(found[0])
    try:
        pause.check_begins(case, paper, today if last is None else min(today, last))
    except CounterError:
        return False
    return True


def _may_be_served(paper: IssuedPaper) -> bool:
    return paper.kind in SERVED and not service.is_draft(paper)


def _allowed(
    papers: Iterable[IssuedPaper],
    check: Callable[[IssuedPaper], None],
    wanted: Callable[[IssuedPaper], bool],
) -> tuple[str, ...]:
    def passes(paper: IssuedPaper) -> bool:
        try:
            check(paper)
        except CounterError:
            return False
        return True

    return tuple(p.id for p in papers if wanted(p) and passes(p))


def _clocks(case: Case, setting: Setting) -> Iterator[Possible]:
    today = civil_date(setting.now)
    extensible = tuple(i.id for i in case.items if extension.may_be_extended(case, i, today))
    paused = tuple(i.id for i in case.items if pause.may_end(case, i))
    running = tuple(i.id for i in case.items if i.state.accepted and not i.pausing)
    if paused:
        yield Possible(
            ResumeClock, paused, why="特别程序结束了，从这里恢复计时，书面告知现在的最迟办结日期。"
        )
    if running:
        yield Possible(
            PauseClock, running, why="依法要听证、检验、鉴定等的，先书面告知；告知书送达以后停止计时。"
        )

    if extensible:
        yield Possible(
            Extend, extensible, why="到期办不完、机关负责人批准延长的，登记在这里，出延期决定通知书。"
        )


def _custody(case: Case) -> Iterator[Possible]:
    organs = tuple(dict.fromkeys(i.asked.organ for i in case.items))
    kept = tuple(
        line.id
        for line in case.lines
        if custody.at_window(case, line) != _NONE
        or any(custody.at_organ(case, line, organ) != _NONE for organ in organs)
    )
    if kept:
        items = tuple(i.id for i in case.items if any(i.id in x.items for x in case.lines if x.id in kept))
        to_return = bool(returning.to_give_back(case))
        why = _GIVE_BACK if to_return else "材料在窗口、部门、申请人之间交接，登记在这里。"
        yield Possible(MovePapers, items, lines=kept, why=why, urgent=to_return)
