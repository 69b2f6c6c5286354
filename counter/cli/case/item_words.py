"""One item and one paper of a case, as plain values (DESIGN §8's keys first) and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from counter.domain.case.acts.note import broken_rules, known_words
from counter.domain.case.case_item import CaseItem, Conclusion, CorrectionRound, Paused, Proposal
from counter.domain.case.clock_events import PAUSE_WORDS
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Cause, NotifiedGap, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.lateness import Late, late_words
from counter.domain.case.results.certificate import CaseCertificate
from counter.domain.case.results.standing import standing_words
from counter.domain.people.identity import mask_id
from counter.domain.visit.verdict import Due, Gap

RESULT_WORDS = {
    Result.GRANTED: "准予（办结）",
    Result.REJECTED: "不予批准",
    Result.REFUSED: "不予受理",
    Result.REVOKED: "撤销",
    Result.LAPSED: "视为放弃",
}

CAUSE_WORDS = {
    Cause.INSISTED: "申请人坚持提交",
    Cause.GAP_EXPIRED: "容缺逾期未补",
    Cause.GAP_WRONG: "容缺补正后仍不符合",
    Cause.CORRECTION_LAPSED: "补正逾期未交",
    Cause.CORRECTION_WRONG: "补正后仍不符合",
    Cause.NEGATIVE_RESULT: "审查结果不予批准",
}


def item_data(item: CaseItem, late: Sequence[Late] = ()) -> dict[str, object]:
    """One item. ``verdict``: this window's last verdict, ``state``: the item's state since; ``late``: 超期."""
    return {
        "id": item.asked.id,
        "verdict": None if item.outcome is None else item.outcome.value,
        "due": None if item.due is None else item.due.day.isoformat(),
        "provisional": item.due is not None and item.due.provisional,
        "gaps": _open_lines(item),
        "name": item.asked.name,
        "organ": item.asked.organ,
        "procedure": item.asked.procedure.value,
        "state": item.state.value,
        "state_label": item.state.label,
        "reason": item.reason,
        "statutory": due_data(item.statutory),
        "promised": due_data(item.promised),
        "waits_for": list(item.waits_for) if item.state is ItemState.WAITING else [],
        "organ_accepted": None if item.organ_accepted is None else item.organ_accepted.isoformat(),
        "told": [_notice_data(t) for t in item.told],
        "gap_dues": [_gap_data(g) for g in item.gap_dues],
        "proposal": None if item.proposal is None else _proposal(item.proposal),
        "conclusion": None if item.conclusion is None else _conclusion(item.conclusion),
        "paused": [_paused(p) for p in item.paused],
        "dates_held": item.dates_held and not item.state.closed,
        "late": [_late(one) for one in late],
    }


def result_data(one: CaseCertificate) -> dict[str, object]:
    """One result as a thing; its number is masked."""
    days = ("arrived", "issued_on", "valid_from", "valid_until", "delivered_on")
    return {
        "id": one.id,
        "item": one.item,
        "name": one.name,
        "number": mask_id(one.number) if one.number else None,
        "issuer": one.issuer,
        "medium": one.medium.value,
        "form": one.form.value,
        "state": one.state.value,
        "place": one.place,
        "originals": one.originals,
        "duplicates": one.duplicates,
        **{day: None if (on := getattr(one, day)) is None else on.isoformat() for day in days},
        "text": standing_words(one),
    }


def _late(one: Late) -> dict[str, object]:
    return {
        "step": one.step.value,
        "due": one.due.isoformat(),
        "day": one.day.isoformat(),
        "days": one.days,
        "unit": "working" if one.working else "natural",
        "text": late_words(one),
    }


def _open_lines(item: CaseItem) -> list[str]:
    """A deferred line is a gap until it is received; a line of a notice keeps its words."""
    return [g.line for g in (item.gap_dues if item.state is ItemState.GAPPED else item.gaps)]


def due_data(due: Due | None) -> dict[str, object] | None:
    """A due date."""
    if due is None:
        return None
    return {"day": due.day.isoformat(), "provisional": due.provisional, "text": due.text}


def _notice_data(notice: CorrectionRound) -> dict[str, object]:
    return {
        "round": notice.round,
        "at": notice.at.isoformat(),
        "due": due_data(notice.due),
        "returned": notice.returned,
        "gaps": [{**_gap_data(g), "text": notice.texts.get(g.line, "")} for g in notice.gaps],
        "again": notice.again,
        "supervisor": notice.supervisor or None,
        "fact": None if notice.fact_day is None else _fact(notice),
    }


def _fact(notice: CorrectionRound) -> dict[str, object]:
    day = notice.fact_day
    return {
        "document": notice.fact_document,
        "day": None if day is None else day.isoformat(),
        "what": notice.words,
        "lines": list(notice.fact_lines),
    }


def _gap_data(gap: NotifiedGap) -> dict[str, object]:
    return {
        "line": gap.line,
        "name": gap.name,
        "state": gap.state,
        "standard": gap.standard,
        "due": due_data(gap.due),
    }


def _proposal(proposal: Proposal) -> dict[str, object]:
    return {
        "cause": proposal.cause.value,
        "result": proposal.result.value,
        "reason": proposal.reason,
        "basis": proposal.basis,
        "paper": proposal.paper,
    }


def _conclusion(conclusion: Conclusion) -> dict[str, object]:
    return {
        "result": conclusion.result.value,
        "day": conclusion.day.isoformat(),
        "document": conclusion.document,
        "by": conclusion.by,
        "certificate": conclusion.certificate,
        "ground": None if conclusion.ground is None else conclusion.ground.value,
        "basis": conclusion.basis,
        "known_by": None if conclusion.known_by is None else conclusion.known_by.value,
        "signed_document": conclusion.signed_document,
        "signed_on": None if conclusion.signed_on is None else conclusion.signed_on.isoformat(),
        "against": [{"rule": b.rule, "text": b.words} for b in conclusion.against],
        "noted": conclusion.noted,
        "review_body": conclusion.recourse.review_body,
        "court": conclusion.recourse.court,
        "phone": conclusion.recourse.phone,
    }


def _paused(paused: Paused) -> dict[str, object]:
    return {
        "procedure": paused.pause.value,
        "notice": paused.notice,
        "since": paused.since.isoformat(),
        "days": paused.days,
        "ended": None if paused.ended is None else paused.ended.isoformat(),
        "until": None if paused.until is None else paused.until.day.isoformat(),
    }


def paper_data(paper: IssuedPaper, files: Mapping[str, str]) -> dict[str, object]:
    """One paper. ``files``: paper id → the file written by this command."""
    announced = paper.published if paper.serving is None else paper.serving.announced
    return {
        "kind": paper.kind,
        "number": paper.number,
        "file": files.get(paper.id),
        "title": paper.title,
        "organ": paper.organ,
        "items": list(paper.items),
        "id": paper.id,
        "stage": paper.stage.value,
        "stage_label": paper.stage.label,
        "stamped": paper.stamped,
        "replaced_by": paper.replaced_by or None,
        "served": None if paper.serving is None else paper.serving.day.isoformat(),
        "announced": None if announced is None else announced.isoformat(),
        "copies": paper.copies,
        "issued_at": paper.issued_at.isoformat(),
    }


def paper_words(paper: IssuedPaper, files: Mapping[str, str]) -> str:
    """One paper as text, with its stage and its file."""
    file = files.get(paper.id)
    return f"{paper.title} {paper.number or '（无文号）'} · {paper.stage.label}{f' → {file}' if file else ''}"


def still_data(still: Mapping[str, Sequence[Gap]]) -> dict[str, object]:
    """What is still wrong, item by item."""
    return {
        item: [
            {
                "line": g.line,
                "name": g.name,
                "state": g.state,
                "text": g.text,
                "standard": g.standard,
                "due": due_data(g.due),
            }
            for g in gaps
        ]
        for item, gaps in still.items()
    }


def item_words(item: CaseItem, late: Sequence[Late] = ()) -> Iterable[str]:
    """One item as text: its state, due date, and what is notified, deferred, drafted or decided."""
    yield f"  事项  {item.asked.name} · {item.asked.organ} · {item.state.label}{_by(item.due)}"
    if item.reason:
        yield f"        {item.reason}"
    if item.state is ItemState.TO_CORRECT and len(item.told) > 1:
        yield f"        已告知{len(item.told)}次"
    for gap in item.gap_dues:
        yield f"        容缺  {gap.name}{_by(gap.due)}"
    if item.proposal is not None:
        cause, result = CAUSE_WORDS[item.proposal.cause], RESULT_WORDS[item.proposal.result]
        yield f"        代拟稿  {result}（{cause}），等机关确认"
    for paused in item.paused:
        ended = "进行中" if paused.ended is None else f"{paused.ended.isoformat()}结束"
        yield f"        特别程序  {PAUSE_WORDS[paused.pause]} {paused.notice} · {ended}"
    if item.conclusion is not None:
        done = item.conclusion
        who = f" · {done.by}" if done.by else ""
        yield f"        结果  {RESULT_WORDS[done.result]} {done.day.isoformat()} {done.document}{who}"
        if known := known_words(done):
            yield f"        确认  {known}"
        if done.against:
            noted = "（值班负责人已阅）" if done.noted else "（待值班负责人阅）"
            yield f"        与规则不符  {broken_rules(item)}{noted}"
    for one in late:
        yield f"        超期  {late_words(one)}"


def still_words(still: Mapping[str, Sequence[Gap]], names: Mapping[str, str]) -> Iterable[str]:
    """What is still wrong, as text."""
    for item, gaps in still.items():
        for gap in gaps:
            yield f"  仍缺  {names[item]} · {gap.text}{_by(gap.due)}"


def _by(due: Due | None) -> str:
    return "" if due is None else f" · {due.day.isoformat()}前{'（暂定）' if due.provisional else ''}"
