"""Steps of the fold about the windows of a case: who owns it, and what was settled between them."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.conflict_events import (
    CaseHandedOver,
    CaseHandedOverSealed,
    ConflictSettled,
    ConflictSettledSealed,
    HandOverReceived,
    HandOverReceivedSealed,
)
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.handed_over import HandedOver
from counter.domain.case.key_events import ForgettingAsked
from counter.domain.case.lost_events import RecordsLost, lost_words
from counter.domain.case.paper_events import PaperStage
from counter.domain.journal.entries import Entry


def conflict_settled(event: ConflictSettled) -> str:
    """Whose record stands, and how many papers are withdrawn."""
    back = f"，书面收回文书 {len(event.taken_back)} 份" if event.taken_back else ""
    return f"记录有矛盾，已处理：以窗口 {event.station} 的记录为准{back}（值班负责人{event.supervisor}）"


def handed_over(event: CaseHandedOver) -> str:
    """To whom, who agreed, and how many originals go along."""
    sheets = sum(one.count for one in event.originals)
    along = f"，随件原件 {sheets} 份" if sheets else ""
    if event.claimed:
        return f"窗口 {event.to} 接管主办：原窗口办不了（{event.agreed_by}同意）"
    why = "本窗口撤窗，" if event.closing else ""
    return f"{why}移交窗口 {event.to} 主办（{event.agreed_by}同意）{along}"


def received(event: HandOverReceived) -> str:
    """That it was received, and whether all originals came."""
    sheets = sum(one.count for one in event.originals)
    along = f"，随件原件收到 {sheets} 份" if sheets else ""
    return f"接收移交{along}" + (f"，还有 {len(event.missing)} 种原件没有收到" if event.missing else "")


@CASE.on(CaseHandedOver, handed_over)
def _hand_over(case: Case, entry: Entry, event: CaseHandedOver, sealed: CaseHandedOverSealed | None) -> Case:
    if event.claimed and entry.station != event.to:  # nobody claims for somebody else
        return case
    handed = HandedOver(
        case.owner, event.to, entry.at, event.originals, closing=event.closing, claimed=event.claimed
    )
    order = case.to_reassign
    carried_out = order is not None and order.to == event.to  # and does not come back with the case
    return with_fields(case, owner=event.to, handed=handed, to_reassign=None if carried_out else order)


@CASE.on(HandOverReceived, received)
def _receive(
    case: Case, entry: Entry, event: HandOverReceived, sealed: HandOverReceivedSealed | None
) -> Case:
    if case.handed is None or entry.station != case.handed.to:
        return case
    handed = with_fields(case.handed, received=True, missing=event.missing)
    return with_fields(case, handed=handed, clerk=entry.actor)  # whoever signed for it sees to it now


@CASE.on(ForgettingAsked, "窗口请求主办窗口清除个人信息：{e.why}")
def _ask_to_forget(case: Case, entry: Entry, event: ForgettingAsked, sealed: None) -> Case:
    asked = f"窗口 {entry.station}：{event.why}"
    return with_fields(case, forgetting_asked=tuple(dict.fromkeys((*case.forgetting_asked, asked))))


@CASE.on(ConflictSettled, conflict_settled)
def _settle(case: Case, entry: Entry, event: ConflictSettled, sealed: ConflictSettledSealed | None) -> Case:
    """Which of the claims holds is found out before the replay (``fold.contradictions``); here its papers fall."""
    papers = tuple(
        with_fields(p, stage=PaperStage.VOID) if p.id in event.taken_back else p for p in case.papers
    )
    return with_fields(case, papers=papers)


CASE.shows(RecordsLost, lost_words)
