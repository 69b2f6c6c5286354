"""Tasks of a case (待办): facts and days, never judged against today, so that rows can be stored.

``urgency`` computes how near a day is when it is shown. Days come from entries; only the clock after which silence is
acceptance (L6) is computed here, because no entry records an omission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.calendar.workdays import Calendar, civil_date
from counter.domain.case.acts.ending import signed_papers, unsigned
from counter.domain.case.acts.note import broken_rules, to_note
from counter.domain.case.acts.organ_acceptance import outstanding_there
from counter.domain.case.acts.returning import to_give_back
from counter.domain.case.acts.sending import waiting_words
from counter.domain.case.brought_since import is_in
from counter.domain.case.case import Case, CaseItem, IssuedPaper
from counter.domain.case.clock_events import PAUSE_WORDS
from counter.domain.case.conflict import Conflict
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.document import ORGAN_DECISIONS, SERVED, UNSEALED
from counter.domain.hall.authority import Authority
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.journal.kinds import Slot
from counter.domain.tasks.custody import in_transit, to_fetch_back, to_settle
from counter.domain.tasks.delivery import call_in_words, delivery_due, delivery_words, waits_for_delivery
from counter.domain.tasks.handing_over import to_be_received, to_forget, to_receive
from counter.domain.tasks.item_waits import supplemented, waited_for
from counter.domain.tasks.notice_clocks import NoticeClocks
from counter.domain.tasks.overseen import to_answer, to_hand_over
from counter.domain.tasks.reminders import to_tell
from counter.domain.tasks.taken_elsewhere import for_owner, to_check
from counter.domain.visit.identified_party import TO_CHECK
from counter.domain.visit.verdict import Due


class TaskKind(StrEnum):
    """待办种类. ``passed`` kinds are never stored: a stored one is shown as its ``passed`` once its day is over."""

    CONFLICT = "conflict"
    HANDED_OVER = "handed_over"
    HANDED_ON = "handed_on"
    FORGET_ASKED = "forget_asked"
    REASSIGN = "reassign"
    FINDING = "finding"
    TAKEN_ELSEWHERE = "taken_elsewhere"
    FOR_OTHER = "for_other"
    NOTICE = "notice"
    DEEMED = "deemed"
    DEEMED_PASSED = "deemed_passed"
    PLEDGE = "pledge"
    WITHDRAWAL = "withdrawal"
    CORRECTION = "correction"
    LAPSED = "lapsed"
    GAP = "gap"
    GAP_EXPIRED = "gap_expired"
    PROPOSAL = "proposal"
    DECISION = "decision"
    PAUSED = "paused"
    GO_ON = "go_on"
    AGAINST = "against"
    GIVE_BACK = "give_back"
    DELIVERY = "delivery"
    CALL_IN = "call_in"
    UNCOLLECTED = "uncollected"
    IN_TRANSIT = "in_transit"
    ORIGINAL_OUT = "original_out"
    MISMATCH = "mismatch"
    REMIND = "remind"
    PHONE = "phone"
    UNPRINTED = "unprinted"
    FAILED = "failed"
    UNSTAMPED = "unstamped"
    UNSERVED = "unserved"
    DATES = "dates"
    UPGRADE = "upgrade"
    HELD = "held"
    ENDING = "ending"
    CONFIRM = "confirm"
    DAY_CLOSE = "day_close"
    COUNT_DIFFERS = "count_differs"
    RESTORED = "restored"
    KEY_REQUEST = "key_request"

    @property
    def label(self) -> str:
        """The kind in plain Chinese, short enough for a tag."""
        return _LABELS[self]

    @property
    def passed(self) -> TaskKind:
        """The kind it becomes once its day is over."""
        return _PASSED.get(self, self)

    @property
    def waits(self) -> bool:
        """True where, without a day, nobody here has to act now: the clock is paused, or no day is set."""
        return self in (
            TaskKind.PAUSED,
            TaskKind.DECISION,
            TaskKind.NOTICE,
            TaskKind.CORRECTION,
            TaskKind.GAP,
            TaskKind.FOR_OTHER,
            TaskKind.HANDED_ON,
            TaskKind.FORGET_ASKED,
            TaskKind.ORIGINAL_OUT,
        )


_LABELS = {
    TaskKind.CONFLICT: "记录有矛盾",
    TaskKind.HANDED_OVER: "移交来的件",
    TaskKind.HANDED_ON: "移交待接收",
    TaskKind.FORGET_ASKED: "请求清除",
    TaskKind.REASSIGN: "要求移交",
    TaskKind.FINDING: "评查发现",
    TaskKind.TAKEN_ELSEWHERE: "外窗口代收",
    TaskKind.FOR_OTHER: "代收材料",
    TaskKind.NOTICE: "待告知是否受理",
    TaskKind.DEEMED: "即将视为受理",
    TaskKind.DEEMED_PASSED: "视为受理待登记",
    TaskKind.PLEDGE: "待签承诺书",
    TaskKind.WITHDRAWAL: "待签撤回申请书",
    TaskKind.CORRECTION: "补正期限",
    TaskKind.LAPSED: "补正逾期待拟稿",
    TaskKind.GAP: "容缺补交期限",
    TaskKind.GAP_EXPIRED: "容缺逾期待拟稿",
    TaskKind.PROPOSAL: "代拟稿待确认",
    TaskKind.DECISION: "办结期限",
    TaskKind.PAUSED: "特别程序中",
    TaskKind.GO_ON: "前序已办结",
    TaskKind.AGAINST: "与规则不符待阅",
    TaskKind.GIVE_BACK: "材料待退还",
    TaskKind.DELIVERY: "结果未送达",
    TaskKind.CALL_IN: "追回证照",
    TaskKind.UNCOLLECTED: "没人领取或签收",
    TaskKind.IN_TRANSIT: "流转待签收",
    TaskKind.ORIGINAL_OUT: "原件在部门",
    TaskKind.MISMATCH: "交接不符",
    TaskKind.REMIND: "待告知",
    TaskKind.PHONE: "电话不对待更正",
    TaskKind.UNPRINTED: "未出纸",
    TaskKind.FAILED: "没打出来",
    TaskKind.UNSTAMPED: "未盖章",
    TaskKind.UNSERVED: "未送达",
    TaskKind.DATES: "日期未定",
    TaskKind.UPGRADE: "需升级",
    TaskKind.HELD: "收件未出凭证",
    TaskKind.ENDING: "授权到期",
    TaskKind.CONFIRM: "登记册待确认",
    TaskKind.DAY_CLOSE: "没有日结",
    TaskKind.COUNT_DIFFERS: "实点不符",
    TaskKind.RESTORED: "恢复后缺的待查",
    TaskKind.KEY_REQUEST: "申请查看待答复",
}

_PASSED = {
    TaskKind.DEEMED: TaskKind.DEEMED_PASSED,
    TaskKind.CORRECTION: TaskKind.LAPSED,
    TaskKind.GAP: TaskKind.GAP_EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be done. ``item`` and ``paper`` are ids, empty where it is about neither.

    ``day``: by when, inclusive; None where no day is set. ``provisional``: a year not yet arranged may move it (L7).
    ``words``: what exactly, in plain Chinese; never a person's name.
    """

    case: str
    item: str
    paper: str
    kind: TaskKind
    day: date | None
    words: str
    provisional: bool = False


QUEUED_WORDS = "已送打印，还没有人确认出纸"
"""How the words of a paper end that was sent to the printer, while nobody said that it came out."""

_Make = Callable[[TaskKind, Due | None, str], Task]


def tasks(
    case: Case,
    jurisdiction: Jurisdiction,
    calendar: Calendar,
    station: str = "",
    authority: Authority | None = None,
) -> tuple[Task, ...]:
    """Every task of the case, items first, then papers. ``station``: those of that window only; "": of the owner.

    ``authority``: what its organ has not entrusted to this hall, nobody fetches here (L13); None: all of it.
    A window that does not own the case has to do with what it took in for it, and with the papers it issued.

    A case whose person is forgotten has none; one with entries of a newer program has a single one, and nothing is
    guessed.
    """
    if case.forgotten or case.given_up:
        return ()
    if case.needs_upgrade:
        return (Task(case.id, "", "", TaskKind.UPGRADE, None, "有新版程序写的记录，升级程序后才能接着办"),)
    own_papers = [p for p in case.papers if p.stage.binding and (not station or p.station in ("", station))]
    if case.loose or station not in ("", case.owner):
        found = [Task(case.id, "", "", TaskKind.FOR_OTHER, None, w) for w in for_owner(case, station)]
        found += [Task(case.id, "", "", TaskKind.HANDED_ON, None, w) for w in to_be_received(case, station)]
        return (*found, *(task for paper in own_papers for task in _of_paper(case, paper)))
    clocks_of = NoticeClocks(case, jurisdiction, calendar, authority)
    found = list(_settling(case))
    found += [Task(case.id, "", "", TaskKind.HANDED_OVER, *handed) for handed in to_receive(case)]
    found += [Task(case.id, "", "", TaskKind.FORGET_ASKED, None, words) for words in to_forget(case)]
    found += [Task(case.id, "", "", TaskKind.REASSIGN, *order) for order in to_hand_over(case)]
    found += [Task(case.id, item, "", TaskKind.FINDING, day, words) for item, day, words in to_answer(case)]
    found += [Task(case.id, "", "", TaskKind.TAKEN_ELSEWHERE, *taken) for taken in to_check(case)]
    found += [task for item in case.items for task in _of_item(case, item, clocks_of)]
    if call := to_tell(case, calendar, authority):
        kind = TaskKind.PHONE if call.wrong else TaskKind.REMIND
        found.append(Task(case.id, "", "", kind, call.day, call.words, call.unsure))
    if to_return := to_give_back(case):
        words = f"事项已撤回或者退件，请退还申请人：{_listed([line.name for line in to_return])}"
        found.append(Task(case.id, "", "", TaskKind.GIVE_BACK, None, words))
    found += [
        Task(case.id, "", paper, TaskKind.IN_TRANSIT, day, words) for paper, day, words in in_transit(case)
    ]
    back = to_fetch_back(case, jurisdiction, calendar)
    found += [Task(case.id, "", "", TaskKind.ORIGINAL_OUT, *one) for one in back]
    found += [Task(case.id, "", "", TaskKind.MISMATCH, *one) for one in to_settle(case)]
    found += [task for paper in own_papers for task in _of_paper(case, paper)]
    return tuple(found)


def _settling(case: Case) -> Iterator[Task]:
    """To be settled on the day on which it began, by a supervisor of the owner: also a result given out twice.

    One for each item and each paper in conflict, and one for whatever else of the case is.
    """
    found: dict[tuple[str, str], list[Conflict]] = {}
    for one in case.conflicts:
        if not one.soft or one.slot is Slot.CERTIFICATE:
            item = one.key if one.slot is Slot.ITEM else ""
            paper = one.key if one.slot is Slot.PAPER else ""
            found.setdefault((item, paper), []).append(one)
    for (item, paper), conflicts in found.items():
        claims = [claim for one in conflicts for claim in one.claims]
        stations = "、".join(dict.fromkeys(claim.station for claim in claims))
        said = "；".join(one.claims[-1].words for one in conflicts)
        day = civil_date(min(one.since for one in conflicts))
        words = f"窗口 {stations} 的记录有矛盾，待值班负责人处理：{said}"
        yield Task(case.id, item, paper, TaskKind.CONFLICT, day, words)


def _of_item(case: Case, item: CaseItem, clocks: NoticeClocks) -> Iterator[Task]:
    def task(kind: TaskKind, due: Due | None, words: str) -> Task:
        day, provisional = (None, False) if due is None else (due.day, due.provisional)
        return Task(case.id, item.id, "", kind, day, words, provisional)

    state = item.state
    if state is ItemState.CONFLICT:
        return
    if to_note(item):
        yield task(TaskKind.AGAINST, None, f"值班负责人阅：机关的决定与规则不符：{broken_rules(item)}")
    yield from _of_results(case, item, clocks, task)
    if state.closed:
        return
    if item.dates_held:
        yield task(TaskKind.DATES, None, "时间待核，日期还没有定，由值班负责人核对后确定")
    elif state.accepted:
        yield _deciding(item, task)
        if item.gap_dues and item.proposal is None:
            yield _gap(item, task)
    elif state is ItemState.TO_CORRECT:
        yield _correcting(case, item, task)
        yield from _deemed(clocks.deemed(item), task, "补正通知书还没有出纸，没有告知到人，")
    elif waited := waited_for(case, item):
        yield from _waiting(waited, clocks.notice(item), task)
        yield from _deemed(clocks.deemed(item), task)
    else:
        yield from _undecided(item, clocks, task)


def _of_results(case: Case, item: CaseItem, clocks: NoticeClocks, task: _Make) -> Iterator[Task]:
    """A result that the applicant has to get, a wrong one that he has, and what the organ itself asked for."""
    if words := call_in_words(case, item):
        yield task(TaskKind.CALL_IN, None, words)
    if waits_for_delivery(case, item):
        due = delivery_due(item, clocks.jurisdiction, clocks.calendar)
        yield task(TaskKind.DELIVERY, due, delivery_words(case, item, clocks.authority))
        if waiting := waiting_words(case, item.id, clocks.authority):
            yield task(TaskKind.UNCOLLECTED, Due(waiting[0], False, ""), waiting[1])
    if told := outstanding_there(item):
        names = _listed([line.name for line in case.lines if line.id in told.outstanding])
        words = f"机关告知补正（{told.document}）：{names}"
        yield task(TaskKind.CORRECTION, Due(told.until, False, ""), words)


def _deciding(item: CaseItem, task: _Make) -> Task:
    """The organ's clock, shown once: the earlier of the promised and the statutory day."""
    first = _first(item.due, item.statutory, item.promised)
    running = next((p for p in reversed(item.paused) if p.ended is None), None)
    if item.proposal is not None:
        return task(TaskKind.PROPOSAL, None if running else first, "代拟稿已拟好，待机关首席代表确认")
    if running is not None:
        notice = f"（{running.notice}）" if running.notice else ""
        return task(TaskKind.PAUSED, running.until, f"{PAUSE_WORDS[running.pause]}中，暂停计时{notice}")
    return task(TaskKind.DECISION, first, first.text if first else "没有办结期限，待部门核定")


def _gap(item: CaseItem, task: _Make) -> Task:
    """One task for each item: the earliest day of its deferred papers, which are named."""
    earliest = _first(*(g.due for g in item.gap_dues))
    names = [g.name for g in item.gap_dues if earliest is None or (g.due and g.due.day == earliest.day)]
    return task(TaskKind.GAP, earliest, f"待补交：{_listed(names)}")


def _correcting(case: Case, item: CaseItem, task: _Make) -> Task:
    if item.proposal is not None:
        return task(TaskKind.PROPOSAL, None, "代拟稿已拟好，待机关首席代表确认")
    notice = item.told[-1] if item.told else None
    gaps = notice.gaps if notice else ()
    missing = [g.name for g in gaps if not is_in(case, item, g.line)]
    if gaps and not missing:
        return task(TaskKind.NOTICE, supplemented(case, item), "补正材料已交齐，待决定是否受理")
    return task(TaskKind.CORRECTION, notice.due if notice else item.due, f"待补正：{_listed(missing)}")


def _undecided(item: CaseItem, clocks: NoticeClocks, task: _Make) -> Iterator[Task]:
    """The region's clock to notify, and for a licence the law's; none while what its organ asked for has not come."""
    if outstanding_there(item):
        return
    notice, deemed = clocks.notice(item), clocks.deemed(item)
    if item.proposal is not None:
        yield task(TaskKind.PROPOSAL, notice, "代拟稿已拟好，待机关首席代表确认")
    elif item.state is ItemState.TO_PLEDGE:
        names = _listed([g.name for g in item.gaps])
        yield task(TaskKind.PLEDGE, notice, f"承诺书签字后容缺受理：{names}")
    elif notice is None or deemed is None or notice.day != deemed.day:
        words = "申请人坚持提交，待机关书面决定" if item.state is ItemState.TO_REFUSE else "待决定"
        words = f"{words}（{TO_CHECK}）" if clocks.doubtful else words
        yield task(TaskKind.NOTICE, notice, words if notice else f"{words}，没有统一的告知期限")
    yield from _deemed(deemed, task)


def _deemed(deemed: Due | None, task: _Make, why: str = "") -> Iterator[Task]:
    if deemed is not None:
        yield task(TaskKind.DEEMED, deemed, f"{why}到期不告知即视为受理（行政许可法第三十二条）")


def _waiting(earlier: Iterable[CaseItem], notice: Due | None, task: _Make) -> Iterator[Task]:
    """A serial item has no clock until the earlier one's written completion, which is its receipt (DOMAIN §6)."""
    failed = [i for i in earlier if i.state.closed and not i.state.finished]
    if failed:
        words = "、".join(f"{i.asked.name}{i.state.label}" for i in failed)
        yield task(TaskKind.GIVE_BACK, None, f"{words}，材料待退还")
    elif all(i.state.finished for i in earlier):
        yield task(TaskKind.GO_ON, notice, "前面的事项已办结，可以接着办")


def _of_paper(case: Case, paper: IssuedPaper) -> Iterator[Task]:
    draft = paper.kind in ORGAN_DECISIONS and not paper.number
    handed_over = paper.kind in SERVED and not draft
    title = f"《{paper.title}》{paper.number or ('代拟稿' if draft else '')}"

    def task(kind: TaskKind, words: str) -> Task:
        return Task(case.id, paper.items[0] if len(paper.items) == 1 else "", paper.id, kind, None, words)

    stage = paper.stage
    if paper in unsigned(case):
        yield task(TaskKind.WITHDRAWAL, f"{title}签字以后才算撤回；不撤回的，登记不撤回了")
    if stage is PaperStage.FAILED:
        yield task(TaskKind.FAILED, f"{title}：{paper.words}" if paper.words else title)
    elif stage in (PaperStage.MADE, PaperStage.QUEUED):
        if paper.id not in signed_papers(case) and not _obsolete(case, paper):
            yield task(TaskKind.UNPRINTED, f"{title}{_how_far(paper)}")
    elif not paper.stamped and not draft and paper.kind not in UNSEALED:
        served = "，已经送达" if stage is not PaperStage.PRINTED else ""
        yield task(TaskKind.UNSTAMPED, f"{title}{served}")
    elif handed_over and stage in (PaperStage.PRINTED, PaperStage.STAMPED):
        yield task(TaskKind.UNSERVED, title)


def _obsolete(case: Case, paper: IssuedPaper) -> bool:
    """True for a paper that was never printed and is only about what the applicant gave up."""
    ended = (ItemState.WITHDRAWN, ItemState.DROPPED)
    items = [i for i in case.items if i.id in paper.items]
    return paper.stage is PaperStage.MADE and bool(items) and all(i.state in ended for i in items)


def _how_far(paper: IssuedPaper) -> str:
    if paper.stage is PaperStage.QUEUED:
        return QUEUED_WORDS
    return "已存成文件，还没有人确认出纸" if paper.copies else ""


def _first(*dues: Due | None) -> Due | None:
    return min((d for d in dues if d is not None), key=lambda d: d.day, default=None)


def _listed(names: list[str], most: int = 3) -> str:
    words = "、".join(names[:most])
    return words if len(names) <= most else f"{words}等{len(names)}项"
