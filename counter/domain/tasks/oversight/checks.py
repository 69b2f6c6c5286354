"""The checklist of one case for its review, from the guide's list that was in force for it and what was recorded.

Only facts of the case are looked at: what the guide asks today is no measure of a case of yesterday.
"""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.calendar.workdays import Calendar
from counter.domain.case.acts.custody import at_window
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, ClockStep
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.lateness import late, late_words
from counter.domain.case.material_events import SupplementReceived
from counter.domain.case.paper_events import CAME_OUT, REACHED, PaperStage
from counter.domain.case.serial_clocks import AnswerBy
from counter.domain.document.document import ORGAN_DECISIONS, SERVED, UNNUMBERED, UNSEALED, PaperKind
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.oversight.points import ASKED, PENDING, PointGroup, PointVerdict, ReviewPoint
from counter.domain.visit.checklist import Line
from counter.domain.visit.material import MaterialState

_LACKING = (MaterialState.MISSING, MaterialState.DEFECTIVE)
_AGAINST = (ItemState.REJECTED, ItemState.REFUSED, ItemState.REVOKED)
_SUPPLEMENTED = kind_of(SupplementReceived).name


def review_points(case: Case, calendar: Calendar, answer_by: AnswerBy) -> tuple[ReviewPoint, ...]:
    """Every point of the case: what the program has checked by itself, and what a person is asked, group by group.

    ``answer_by``: the region's term for an answer, by that calendar.
    """
    found = [
        *_materials(case),
        *(point for item in case.items for point in _acceptance(case, item)),
        *(point for item in case.items for point in _clocks(case, item, calendar, answer_by)),
        *_times(case),
        *(point for paper in case.papers for point in _papers(paper)),
        *_signatures(case),
        *_service(case),
        *_keeping(case),
        *(ReviewPoint(one.id, one.group, one.title, one.basis, PointVerdict.ASK) for one in ASKED),
    ]
    order = list(PointGroup)
    return tuple(sorted(found, key=lambda point: order.index(point.group)))


def _point(
    about: str, group: PointGroup, title: str, basis: str, flaw: str, *, fine: str = "", item: str = ""
) -> ReviewPoint:
    """A point that the program checks: a flaw where there are words of one."""
    verdict = PointVerdict.FLAW if flaw else PointVerdict.FINE
    return ReviewPoint(about, group, title, basis, verdict, flaw or fine, item)


def _went_on(item: CaseItem) -> bool:
    """Whether the item was accepted, or done: its materials must have been complete."""
    return item.decided and item.state not in (ItemState.DROPPED, ItemState.WITHDRAWN, ItemState.RETURNED)


def _materials(case: Case) -> Iterator[ReviewPoint]:
    decided = {item.id for item in case.items if _went_on(item)}
    for line in case.lines:
        needs = [need for need in line.needs if need.item in decided and need.later is None and not need.open]
        if needs:
            flaw = _lack(case, line, max(need.copies for need in needs))
            title = f"《{line.name}》按当时的指南收齐（{line.wanted or f'{line.copies}份'}）"
            fine = case.brought_of(line).state.value
            yield _point(
                f"line:{line.id}",
                PointGroup.MATERIALS,
                title,
                "办法8、10；许可法31",
                flaw,
                fine=_STATES[fine],
            )
    if case.received_twice:
        names = "、".join(line.name for line in case.lines if line.id in case.received_twice)
        yield _point(
            "twice",
            PointGroup.MATERIALS,
            "同一份材料没有重复要",
            "办法10(四)",
            f"两个窗口都收了：{names}",
        )


_STATES = {
    MaterialState.MISSING.value: "未交",
    MaterialState.RECEIVED.value: "已收",
    MaterialState.SHARED.value: "共享获取",
    MaterialState.AWAITING.value: "前面事项的结果",
    MaterialState.E_LICENCE.value: "电子证照",
    MaterialState.PLEDGED.value: "告知承诺",
    MaterialState.DEFERRED.value: "容缺",
    MaterialState.DEFECTIVE.value: "不符合",
    MaterialState.LATER.value: "以后再交",
    MaterialState.RELIEVED.value: "按新版免交",
}


def _lack(case: Case, line: Line, copies: int) -> str:
    brought = case.brought_of(line)
    if brought.state in _LACKING:
        return f"已受理，记录上还是“{_STATES[brought.state.value]}”"
    if brought.state is MaterialState.DEFERRED:
        return "容缺的材料没有补交的记录"
    if brought.state is MaterialState.RECEIVED and not line.never_kept and brought.copies < copies:
        return f"要 {copies} 份，只收了 {brought.copies} 份"
    if brought.state is MaterialState.RECEIVED and line.seen_for and not brought.original_seen:
        return "没有核对原件的记录"
    return ""


def _acceptance(case: Case, item: CaseItem) -> Iterator[ReviewPoint]:
    name = item.asked.name
    told = [one for one in item.told if one.again is not None]
    if item.told:
        flaw = f"告知补正 {len(item.told)} 次" if len(item.told) > 1 else ""
        again = f"（第二次的依据：{told[-1].words or '新的事实'}）" if told else ""
        yield _point(
            f"told:{item.id}",
            PointGroup.ACCEPTANCE,
            f"“{name}”需要补正的全部内容一次告知",
            "许可法32(一)(四)；办法16(二)",
            flaw + again if flaw else "",
            fine="告知一次",
            item=item.id,
        )
    if item.state in _AGAINST:
        flaw = "" if item.reason or (item.conclusion and item.conclusion.basis) else "没有写理由"
        yield _point(
            f"reason:{item.id}",
            PointGroup.ACCEPTANCE,
            f"“{name}”不利的决定有理由",
            "许可法38；办法17(二)",
            flaw,
            item=item.id,
        )
    end = item.conclusion
    if end is not None:
        breaches = "".join(breach.words for breach in end.against)
        flaw = breaches or ("" if end.document or end.certificate else "没有决定文号，也没有证照编号")
        yield _point(
            f"result:{item.id}",
            PointGroup.ACCEPTANCE,
            f"“{name}”的结果有文号，与规则相符",
            "许可法37、38；办法17",
            flaw,
            fine=end.document or end.certificate,
            item=item.id,
        )


def _clocks(case: Case, item: CaseItem, calendar: Calendar, answer_by: AnswerBy) -> Iterator[ReviewPoint]:
    missed = {one.step: late_words(one) for one in late(case, item, calendar, answer_by) if not one.silent}
    titles = {ClockStep.ANSWER: "按期告知是否受理", ClockStep.DECISION: "按期决定"}
    basis = {ClockStep.ANSWER: "许可法32(一)(四)；办法16", ClockStep.DECISION: "许可法42、43"}
    for step in dict.fromkeys((*(answer.step for answer in item.answered), *missed)):
        title = f"“{item.asked.name}”{titles[step]}"
        yield _point(
            f"clock.{step.value}:{item.id}",
            PointGroup.CLOCKS,
            title,
            basis[step],
            missed.get(step, ""),
            fine="按期",
            item=item.id,
        )
    if item.state is ItemState.DEEMED:
        yield _point(
            f"deemed:{item.id}",
            PointGroup.CLOCKS,
            f"“{item.asked.name}”没有等到视为受理",
            "许可法32(一)(四)",
            "到期没有告知，视为受理",
            item=item.id,
        )


def _times(case: Case) -> Iterator[ReviewPoint]:
    flaw = "有记录的时间待核（时钟往回走过）" if case.untimely else ""
    yield _point("times", PointGroup.CLOCKS, "各步的时间可靠、先后分明", PENDING, flaw)
    if case.conflicts:
        words = "；".join(one.claims[-1].words for one in case.conflicts)
        yield _point(
            "conflict", PointGroup.ACCEPTANCE, "各窗口的记录没有矛盾", PENDING, f"记录有矛盾：{words}"
        )


def _papers(paper: IssuedPaper) -> Iterator[ReviewPoint]:
    if paper.earlier or not paper.stage.binding or paper.kind in UNNUMBERED:
        return
    name = f"《{paper.title}》{paper.number or '（没有编号）'}"
    draft = paper.kind in ORGAN_DECISIONS and not paper.number
    if draft:
        return
    flaw = "" if paper.stage in CAME_OUT or paper.handed_over else f"没有出纸的记录（{paper.stage.label}）"
    yield _point(
        f"printed:{paper.id}",
        PointGroup.PAPERS,
        f"{name}已出纸",
        "许可法32(二)",
        flaw,
        fine=paper.stage.label,
    )
    if paper.kind not in UNSEALED:
        flaw = "" if paper.stamped else "没有盖章的记录"
        yield _point(f"stamped:{paper.id}", PointGroup.PAPERS, f"{name}已盖章", "许可法32(二)", flaw)
    if paper.kind in SERVED:
        waits = paper.stage is PaperStage.PUBLISHED
        unserved = "公告发出了，还没有登记送达" if waits else "没有签收的记录"
        flaw = "" if paper.stage in REACHED else unserved
        served = "" if paper.serving is None else f"{paper.serving.day} 签收"
        if paper.serving is not None and paper.serving.announced is not None:
            served = f"{paper.serving.announced} 公告，{paper.serving.day} 视为送达"
        yield _point(
            f"served:{paper.id}",
            PointGroup.SERVICE,
            f"{name}已送达并签收",
            "办法19；许可法44",
            flaw,
            fine=served,
        )


def _signatures(case: Case) -> Iterator[ReviewPoint]:
    pledged = {item for pledge in case.pledges for item in pledge.items}
    for item in case.items:
        if item.gaps and item.decided and item.outcome == "accept_with_gaps":
            flaw = "" if item.id in pledged else "没有签承诺书的记录"
            yield _point(
                f"pledge:{item.id}",
                PointGroup.SERVICE,
                f"“{item.asked.name}”容缺受理前签了承诺书",
                "办法16(三)",
                flaw,
                item=item.id,
            )


def _service(case: Case) -> Iterator[ReviewPoint]:
    proofs = {
        item
        for paper in case.papers
        if paper.kind == PaperKind.PROOF_OF_DELIVERY and paper.stage.binding
        for item in paper.items
    }
    for item in case.items:
        if item.conclusion is not None and item.conclusion.result is Result.GRANTED:
            flaw = "" if item.id in proofs else "没有送达回证"
            yield _point(
                f"proof:{item.id}",
                PointGroup.SERVICE,
                f"“{item.asked.name}”的结果有送达回证",
                "许可法44；办法19",
                flaw,
                item=item.id,
            )
    receipts = sum(paper.kind == PaperKind.SUPPLEMENT_RECEIPT for paper in case.papers)
    brought = sum(line.kind == _SUPPLEMENTED for line in case.history)
    if brought:
        flaw = "" if receipts else f"补交 {brought} 次，没有补正材料接收凭证"
        yield _point(
            "supplement", PointGroup.SERVICE, "补正的材料出了接收凭证", PENDING, flaw, fine=f"{receipts} 份"
        )


def _keeping(case: Case) -> Iterator[ReviewPoint]:
    held = [line.name for line in case.lines if at_window(case, line).originals > 0 and not line.never_kept]
    if any(line.originals for line in case.lines):
        ended = not case.state.open and all(item.state in _GIVEN_BACK for item in case.items)
        flaw = f"已退件或者撤回，原件还在窗口：{'、'.join(held)}" if held and ended else ""
        yield _point("originals", PointGroup.KEEPING, "该退的原件已退还", "办法16；许可法32", flaw)


_GIVEN_BACK = (ItemState.WITHDRAWN, ItemState.DROPPED, ItemState.RETURNED, ItemState.LAPSED)
