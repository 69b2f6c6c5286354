"""What can be done with a case now (现在能办什么), the next thing first, by the same rules that judge the acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import deemed, ending, note, proposal, result, undo
from counter.domain.case.acts.acts import (
    ApplyWithdrawal,
    CheckTaken,
    Conclude,
    Decide,
    DropItems,
    IdentifyParty,
    Possible,
    Propose,
    RecordAcceptance,
    RecordOrganNotice,
    Relieve,
    Settle,
    SignPledge,
    Supplement,
    TakeNote,
    Void,
    Withdraw,
)
from counter.domain.case.acts.correction import may_take, open_gaps, repeats
from counter.domain.case.acts.offers_after_decision import acts_after_decision
from counter.domain.case.acts.organ_acceptance import may_be_told, waits_for_organ
from counter.domain.case.acts.ownership import undisputed
from counter.domain.case.acts.rejudge import is_new_outcome, judge_again, may_be_judged, unseen_of
from counter.domain.case.acts.relief import relievable
from counter.domain.case.acts.result_offers import result_offers
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.conflict import whose_words
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Cause
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import CounterError
from counter.domain.visit.identified_party import correctable_findings, whose
from counter.domain.visit.looked_at import UNSEEN, unseen_lines
from counter.domain.visit.material import MaterialState
from counter.domain.visit.originals import ORIGINALS
from counter.domain.visit.verdict import Outcome, Verdict
from counter.domain.visit.visit import Setting

_COMES = (
    MaterialState.RECEIVED,
    MaterialState.SHARED,
    MaterialState.E_LICENCE,
    MaterialState.PLEDGED,
)
"""States of a paper that was missing and comes in."""


Silent = tuple[CaseItem, ...]
"""Items that the law has accepted by silence, which is not recorded yet (L6)."""


def possible(case: Case, setting: Setting) -> tuple[Possible, ...]:
    """The acts this case allows at this moment, the most urgent first, each with what it may be about and why.

    A case from a newer program, archived, or whose person was forgotten, allows none; an item in conflict only what
    adds. An act may still be refused: for missing words, a clock in doubt, or a case that changed meanwhile.
    """
    if case.needs_upgrade or case.forgotten or case.given_up or case.archived or case.applicant is None:
        return ()
    silent = deemed.overdue(case, setting)  # accepted by law: nothing else is written of these
    found: tuple[Possible, ...] = (
        *_settle(case),
        *_check_taken(case),
        *_identify(case, setting),
        *_pledges(case, setting, silent),
        *_decide(case, setting, silent),
        *_relieve(case, setting, silent),
        *supplements(case, silent),
        *_propose(case, setting, silent),
        *_accepted_by_organ(case, setting, silent),
        *_conclude(case, setting, silent),
        *result_offers(case, setting.authority, civil_date(setting.now)),
        *_note(case),
        *acts_after_decision(case, setting),
        *_void(case, setting),
        *_leave(case, silent),
    )
    found = undisputed(found, case)
    return (*(p for p in found if p.urgent), *(p for p in found if not p.urgent))


def pledges_to_sign(case: Case) -> tuple[IssuedPaper, ...]:
    """Pledges issued and not signed, while an item waits for them (L4)."""
    signed = {p.paper for p in case.pledges}
    waiting = {i.id for i in case.items if i.state is ItemState.TO_PLEDGE}
    return tuple(
        p
        for p in case.papers
        if p.kind == PaperKind.PLEDGE and p.stage.binding and p.id not in signed and waiting & set(p.items)
    )


def _settle(case: Case) -> Iterator[Possible]:
    open_ones = [one for one in case.conflicts if not one.soft]
    if open_ones:
        them = whose_words(open_ones)
        papers = tuple(paper for one in open_ones for claim in one.claims for paper in claim.papers)
        why = f"{them}互不知情，记录有矛盾；值班负责人定以哪一份为准，处理以前两边的文书都有效。"
        if all(one.unauthorised for one in open_ones):
            why = f"{them}里有不是主办的作了决定，没有效力；值班负责人查明，定以哪一份为准。"
        yield Possible(Settle, papers=papers, why=why, urgent=True)


def _check_taken(case: Case) -> Iterator[Possible]:
    waiting = [one for one in case.taken_elsewhere if not one.checked]
    if waiting:
        lines = tuple(dict.fromkeys(line for one in waiting for line in one.lines))
        windows = "、".join(dict.fromkeys(one.station for one in waiting))
        why = f"窗口{windows}代收了材料，转到这里核对过才算办妥；交来的日期按代收那天算。"
        yield Possible(CheckTaken, lines=lines, why=why, urgent=True)


def _identify(case: Case, setting: Setting) -> Iterator[Possible]:
    found = (
        correctable_findings(case.applicant, civil_date(setting.now)) if case.applicant is not None else ()
    )
    items = tuple(i.id for i in case.items if not i.state.closed)
    if found and items:
        field, sentence, blocks = found[0]
        why = (
            f"{whose(field)}的登记待核：{sentence}对照证件核对以后才能决定或者告知。"
            if blocks
            else f"{sentence}登记以后才能决定是否受理。"
        )
        yield Possible(IdentifyParty, items, why=why, urgent=True)


def _pledges(case: Case, setting: Setting, silent: Silent) -> Iterator[Possible]:
    for paper in pledges_to_sign(case):
        items = tuple(i.id for i in case.items if i.id in paper.items and i.state is ItemState.TO_PLEDGE)
        if any(i.id in items for i in silent):
            continue  # the law has accepted without a pledge
        found = judge_again(case, setting, case.brought, frozenset(items))
        if all(v.outcome is Outcome.ACCEPT_WITH_GAPS for v in found):
            why = f"{paper.organ}的容缺受理承诺书等申请人签字，签了才算容缺受理。"
            yield Possible(SignPledge, items, (paper.id,), why=why, urgent=True)


def _decide(case: Case, setting: Setting, silent: Silent) -> Iterator[Possible]:
    open_items = tuple(
        i for i in case.items if may_be_judged(i) and i.state is not ItemState.RETURNED and i not in silent
    )
    found = judge_again(case, setting, case.brought, frozenset(i.id for i in open_items))
    by_item = {v.item: v.outcome for v in found}
    notified = {i.id for i in open_items if any(not t.returned for t in i.told)}
    again = {i for i in notified if by_item[i] is Outcome.CORRECT}
    anew = [v.item for v in found if v.item in again and _may_be_told_again(case, v)]
    unseen = {v.item for v in found if v.rule == UNSEEN}
    waits_for_originals = {v.item for v in found if v.rule == ORIGINALS}
    news = tuple(
        i for i in open_items if i.id not in again and (i.id in unseen or is_new_outcome(i, by_item[i.id]))
    )
    looking = tuple(i for i in open_items if i in news or i.id in waits_for_originals)
    if looking and not news:
        why = f"{_named(looking)}等核对原件：看过的原件登记了，才能受理。"
        yield Possible(Decide, tuple(i.id for i in looking), why=why, urgent=True)
    elif news:
        names, news = _named(news), looking
        if many := len(unseen_of(case, unseen)):
            names = f"还有{many}份材料没有看；{names}"
        words = "可以接着办了" if any(i.state is ItemState.WAITING for i in news) else "等窗口决定"
        yield Possible(Decide, tuple(i.id for i in news), why=f"{names}{words}。", urgent=True)
    elif anew:
        why = "已经书面一次告知过；有新的事实（哪份文书、哪一天、什么变了），或者值班负责人写明理由，才能再告知一次。"
        yield Possible(Decide, tuple(anew), why=why)


def _may_be_told_again(case: Case, verdict: Verdict) -> bool:
    """True where its gaps differ from the last notice; or a paper is here that a new fact may concern."""
    lines = [line for line in case.lines if verdict.item in line.items]
    return not repeats(case, verdict, None) or any(case.brought_of(line).state in _COMES for line in lines)


def _relieve(case: Case, setting: Setting, silent: Silent) -> Iterator[Possible]:
    held = {i.id for i in silent}
    found = [one for one in relievable(case, setting) if not held & set(one.line.items)]
    if not found:
        return
    lines, titles = [one.line for one in found], dict.fromkeys(one.publication.title for one in found)
    wanted = {item for line in lines for item in line.items}
    items = tuple(i.id for i in case.items if i.id in wanted and not i.state.closed)
    names = "、".join(f"“{line.name}”" for line in lines[:2])
    many = f"等{len(lines)}样材料" if len(lines) > 2 else ""
    why = f"指南{'、'.join(titles)}不再要{names}{many}，过渡规则从轻，记下就不用再交。"
    yield Possible(Relieve, items, lines=tuple(line.id for line in lines), why=why, urgent=True)


def supplements(case: Case, silent: Silent = ()) -> Iterator[Possible]:
    """Taking in what may still be brought (L1); ``silent``: items that take nothing."""
    takers = tuple(i for i in case.items if i.state.accepted or may_be_judged(i) or i.state.open_here)
    lines: dict[str, list[CaseItem]] = {}
    for line in case.lines:
        awaited = case.brought_of(line).state is MaterialState.AWAITING  # an earlier item issues it
        concerned = [
            i
            for i in takers
            if i.id in line.items and (line.id in open_gaps(i) if awaited else may_take(case, i, line.id))
        ]
        if concerned and set(_COMES) & set(line.allowed) and not any(i in silent for i in concerned):
            lines[line.id] = concerned
    if not lines:
        return
    items = tuple(i.id for i in case.items if any(i in concerned for concerned in lines.values()))
    asked = [line for line, concerned in lines.items() if any(line in open_gaps(i) for i in concerned)]
    why = f"还差{len(lines)}样材料，申请人带来了就记在这里。" if asked else "以后再交的材料带来了，记在这里。"
    unseen = unseen_lines([line for line in case.lines if line.id in lines], case.brought)
    if unseen and not asked:
        why = f"还有{len(unseen)}份材料没有看，带来了的记在这里。"
    yield Possible(Supplement, items, lines=tuple(lines), why=why, urgent=bool(asked))


def _propose(case: Case, setting: Setting, silent: Silent) -> Iterator[Possible]:
    today = civil_date(setting.now)
    found = [
        (i, causes)
        for i in case.items
        if i not in silent
        and (causes := proposal.causes(case, i, today))
        and setting.authority.entrusts(i.asked.organ, i.id, today)
    ]
    late = [i for i, causes in found if set(causes) != {Cause.NEGATIVE_RESULT}]
    if late:
        why = f"{_named(late)}期限已过或者要由机关决定，先拟好稿等首席代表确认。"
        yield Possible(Propose, tuple(i.id for i, _ in found), why=why, urgent=True)
    elif found:
        why = "审查结果是不予批准的，在这里拟稿，由机关确认。"
        yield Possible(Propose, tuple(i.id for i, _ in found), why=why)


def _conclude(case: Case, setting: Setting, silent: Silent) -> Iterator[Possible]:
    today = civil_date(setting.now)
    open_to = (i for i in case.items if not any(s in silent for s in (i, *ending.followers(case, (i.id,)))))
    accepts = {i.id: result.accepts_here(i, setting.authority, today) for i in case.items}
    items = tuple(i for i in open_to if result.results(case, i, today, accepted_here=accepts[i.id]))
    waiting = [i for i in items if i.proposal is not None]
    open_ones = [i for i in items if not i.state.closed]
    ordered = sorted(items, key=lambda i: (i.proposal is None, i.state.closed))
    ids = tuple(i.id for i in ordered)
    kept = tuple(i for i in ids if accepts[i])
    if waiting:
        directions = tuple(result.directions_of(i, setting) for i in waiting)
        why = f"{_named(waiting)}的代拟稿等机关首席代表确认，确认后登记在这里。"
        yield Possible(Conclude, ids, why=why, urgent=True, unaccepted=kept, directions=directions)
    elif open_ones:
        yield Possible(Conclude, ids, why="机关的书面结果到了，登记在这里。", unaccepted=kept)
    elif items:
        yield Possible(Conclude, ids, why="机关依法撤销了决定的，登记在这里。", unaccepted=kept)


def _accepted_by_organ(case: Case, setting: Setting, silent: Silent) -> Iterator[Possible]:
    today = civil_date(setting.now)
    sent = [i for i in case.items if i not in silent and waits_for_organ(i, setting.authority, today)]
    if sent:
        why = f"{_named(sent)}由机关自己决定是否受理，机关书面受理了的登记在这里，从那天起算办理时限。"
        yield Possible(RecordAcceptance, tuple(i.id for i in sent), why=why)
        told = tuple(i.id for i in sent if may_be_told(i, setting.authority, today))
        if told:
            lines = tuple(line.id for line in case.lines if set(line.items) & set(told))
            why = "机关书面告知申请人补正的，登记在这里，补交的材料由窗口收下转去。"
            yield Possible(RecordOrganNotice, told, lines=lines, why=why)


def _note(case: Case) -> Iterator[Possible]:
    items = tuple(i for i in case.items if note.to_note(i))
    if items:
        why = f"{_named(items)}的机关决定与规则不符，值班负责人看过、告知机关后记在这里。"
        yield Possible(TakeNote, tuple(i.id for i in items), why=why, urgent=True)


def _void(case: Case, setting: Setting) -> Iterator[Possible]:
    minutes = setting.jurisdiction.undo_minutes
    items = tuple(i.id for i in case.items if _may_void(case, i, setting))
    if items:
        papers = tuple(p.id for p in undo.papers_of_decision(case, items))
        why = f"决定作出{minutes}分钟以内，文书收得回来的，可以收回重办。"
        yield Possible(Void, items, papers, why=why)


def _may_void(case: Case, item: CaseItem, setting: Setting) -> bool:
    every = undo.papers_of_decision(case, undo.together(case, (item.id,)))
    act = Void((item.id,), "试一试", tuple(p.id for p in every))
    try:
        undo.check_void(case, act, setting.now, setting.jurisdiction.undo_minutes)
    except CounterError:
        return False
    return True


def _leave(case: Case, silent: Silent) -> Iterator[Possible]:
    withdrawn = tuple(i.id for i in case.items if ending.may_be_withdrawn(i))
    dropped = tuple(i.id for i in case.items if ending.may_be_dropped(i) and i not in silent)
    if waiting := tuple(p for p in ending.unsigned(case) if set(p.items) <= set(withdrawn)):
        why = "撤回申请书等申请人签字，签了才算撤回。"
        yield Possible(Withdraw, waiting[-1].items, (waiting[-1].id,), why=why, urgent=True)
    if withdrawn:
        why = "申请人要撤回申请的，打出撤回申请书请他签字；他自己写好了书面申请的，登记在这里。"
        yield Possible(ApplyWithdrawal, withdrawn, why=why)
    if dropped:
        yield Possible(DropItems, dropped, why="还没有决定的事项，申请人不想办了，可以去掉。")


def _named(items: Sequence[CaseItem], most: int = 2) -> str:
    names = "".join(f"“{i.asked.name}”" for i in items[:most])
    return names if len(items) <= most else f"{names}等{len(items)}项"
