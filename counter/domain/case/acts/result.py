"""Which result of the organ may be recorded for an item (登记结果): its own written act, never the window's (L8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Conclude
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.acts.incompleteness import (
    ground_of,
    names_missing_papers,
    notified_by_organ,
    too_early,
)
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import RESULT_WORDS, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import Breach, Ground
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.authority import Act, Authority
from counter.domain.hall.organ import NO_RECOURSE, Recourse
from counter.domain.hall.recourse import Directions, directions, recourse_in_guide, settle
from counter.domain.visit.visit import Setting

ADVERSE = (Result.REJECTED, Result.REFUSED, Result.REVOKED, Result.LAPSED)
"""Decisions against an applicant; each has a ground, a document and a signer on the hall's list."""


@dataclass(frozen=True, slots=True)
class CheckedResult:
    """A result that may be recorded. ``ground``: why, of an adverse one; ``against``: rules that it breaks.

    ``recourse``: review, suit and the organ's telephone, as printed on the paper of a confirmed draft.
    """

    item: CaseItem
    ground: Ground | None = None
    against: tuple[Breach, ...] = ()
    recourse: Recourse = NO_RECOURSE


def results(
    case: Case, item: CaseItem, day: date | None = None, *, accepted_here: bool = False
) -> tuple[Result, ...]:
    """Results an item may have in its state; with ``day`` only those that may have been decided on that day.

    ``accepted_here``: its organ entrusted this window with accepting (``accepts_here``), so that an item only kept was
    not accepted by anybody: a licence cannot be granted or rejected then. Granting needs acceptance and no gap left
    (the certificate issues only after everything is in, DOMAIN §1). Abandonment (视为放弃、视为撤回) needs a notice
    whose day is over. An item the applicant insisted on is with the organ, which may find that he was right.
    """
    found = _results(item, accepted_here)
    early = day is not None and bool(too_early(case, item, day))
    return tuple(r for r in found if r is not Result.LAPSED) if early else found


def accepts_here(item: CaseItem, authority: Authority, today: date) -> bool:
    """True where accepting is this window's: nothing of the item is granted before it has accepted (L13)."""
    return Act.ACCEPT in authority.acts(item.asked.organ, item.id, today)


def _results(item: CaseItem, accepted_here: bool = False) -> tuple[Result, ...]:
    state = item.state
    if state in (ItemState.DONE, ItemState.GRANTED):
        return (Result.REVOKED,)
    if state.closed:
        return ()
    if state.accepted:
        if item.gap_dues:
            return (Result.REJECTED, Result.REVOKED, Result.LAPSED)
        return (Result.GRANTED, Result.REJECTED, Result.REVOKED)
    kept = accepted_here and item.asked.procedure is ProcedureClass.LICENCE
    if state is ItemState.RECEIVED and not kept:
        # sent on: the organ accepted, notified and decided itself
        return (Result.GRANTED, Result.REJECTED, Result.REFUSED, Result.LAPSED)
    if state is ItemState.TO_REFUSE:
        return (Result.GRANTED, Result.REJECTED, Result.REFUSED)
    return (Result.REFUSED, Result.LAPSED) if state is ItemState.TO_CORRECT else (Result.REFUSED,)


def check_result(case: Case, act: Conclude, today: date, setting: Setting) -> CheckedResult:
    """The item of the result, and its ground. Raises BadInput for missing data, RuleRefused for an impossible one.

    A decision that the organ has signed already (``act.as_issued``) is a fact: rules it breaks are returned in
    ``against`` and not raised (许可法 69; the organ corrects its own decisions).
    """
    item = case.item(act.item)
    if item is None:
        raise BadInput(f"这件办件里没有事项“{act.item}”。", field="item")
    if act.result is Result.GRANTED:
        return _granted(case, item, act, today, setting)
    if act.as_issued and act.confirms:
        raise BadInput("代拟稿是本窗口拟的，不合规则的不能确认；请登记机关自己签发的文书。", field="confirms")
    if act.extent is not None or act.things or act.nothing:
        raise BadInput("证照和准予的内容只在准予时写。", field="result")
    _check_draft(case, item, act, today)
    ground = _ground(item, act)
    against = _breaches(case, item, act, ground, setting)
    if against and not act.as_issued:
        raise RuleRefused(
            f"{against[0].words}机关已经签发了书面决定的，选“已签发，照实登记”，会标注与规则不符并告诉值班负责人。",
            rule=against[0].rule,
            field="confirms" if act.confirms else "result",
        )
    _check_day(case, item, act, today)
    _check_particulars(case, item, act, ground)
    return CheckedResult(item, ground, against, _recourse(item, act, setting))


def _recourse(item: CaseItem, act: Conclude, setting: Setting) -> Recourse:
    """Settled only for a paper issued here; the organ's own decision states its own."""
    if act.confirms:
        return settle(act.recourse, directions_of(item, setting))
    _refuse_recourse(act)
    return NO_RECOURSE


def _refuse_recourse(act: Conclude) -> None:
    """Raises BadInput where no paper is issued here that would state it."""
    if act.recourse != NO_RECOURSE:
        raise BadInput(
            "行政复议机关、法院和联系电话只在确认代拟稿时写；机关自己的决定书上有。", field="review_body"
        )


def directions_of(item: CaseItem, setting: Setting) -> Directions:
    """The recourse a decision on the item has to state, by hall, guide in force and law."""
    asked = item.asked
    from_guide = recourse_in_guide((setting.guide.items.get(asked.id),))
    return directions(setting.jurisdiction, asked.id, asked.organ, asked.procedure, from_guide)


def _only_kept(item: CaseItem, act: Conclude, setting: Setting) -> str:
    """The sentence where the result needs an acceptance that this window has not made; "" else."""
    entrusted = accepts_here(item, setting.authority, civil_date(setting.now))
    if act.result in _results(item, entrusted) or act.result not in _results(item):
        return ""
    return f"“{item.asked.name}”只收了件，还没有受理，不能登记这个结果。请先接着办，受理以后再登记。"


def _check_extent(act: Conclude) -> None:
    """Raises BadInput where a grant other than applied for does not say what, or the other way round."""
    if act.extent is not None and not act.extent_words.strip():
        raise BadInput(f"{act.extent.label}的，请照决定书写明准予了什么、附什么条件。", field="extent_words")
    if act.extent is None and act.extent_words.strip():
        raise BadInput("写了准予的内容或者条件，请选是部分准予、附条件还是变更后准予。", field="extent")


def _granted(case: Case, item: CaseItem, act: Conclude, today: date, setting: Setting) -> CheckedResult:
    adverse_only = (act.as_issued, act.confirms, act.ground, act.representative, act.signed_on, act.basis)
    if any(adverse_only):
        raise BadInput("准予的结果不用写不利决定的理由，也没有代拟稿。", field="result")
    _refuse_recourse(act)
    _check_extent(act)
    refuse_if_overdue(case, (item,), setting)
    if kept := _only_kept(item, act, setting):
        raise RuleRefused(kept, rule="L13")
    if act.result not in _results(item):
        gap = "还有容缺材料没补齐，" if item.gap_dues else ""
        raise RuleRefused(f"“{item.asked.name}”{item.state.label}，{gap}不能登记这个结果。", rule="L8")
    _check_day(case, item, act, today)
    written = item.asked.procedure not in (ProcedureClass.PUBLIC_SERVICE, ProcedureClass.ENTERPRISE_SERVICE)
    if written and not (act.document.strip() or act.certificate.strip() or act.things):
        raise BadInput(
            "准予、登记、备案要有机关的书面结果：请写明文号或者证照编号，没有编号的写明文书名称。",
            field="document",
        )
    return CheckedResult(item)


def _ground(item: CaseItem, act: Conclude) -> Ground:
    """Why it was decided: by the draft's cause, missing papers for abandonment, else as stated in the act."""
    if act.confirms:
        assert item.proposal is not None
        return ground_of(item.proposal.cause)
    if act.result is Result.LAPSED:
        if act.ground is Ground.OTHER:
            raise BadInput("视为放弃、视为撤回只因为没有补交材料；别的理由请登记不予批准。", field="ground")
        return Ground.INCOMPLETE
    if act.ground is None:
        raise BadInput("不利决定请写明理由：材料不齐、逾期未补，还是其他法定理由。", field="ground")
    return act.ground


def _breaches(
    case: Case, item: CaseItem, act: Conclude, ground: Ground, setting: Setting
) -> tuple[Breach, ...]:
    """Every rule that the decision does not keep, each as a whole sentence."""
    found = []
    if act.result not in _results(item):
        words = f"“{item.asked.name}”{item.state.label}，不能再{RESULT_WORDS[act.result]}。"
        found.append(Breach("L6" if item.state is ItemState.DEEMED else "L8", words))
    if kept := _only_kept(item, act, setting):
        found.append(Breach("L13", kept))
    try:
        refuse_if_overdue(case, (item,), setting)
    except RuleRefused as late:
        words = (
            f"“{item.asked.name}”已过法定告知期限没有告知，依法自收到材料之日起即为受理，请先登记视为受理。"
        )
        found.append(Breach(late.rule, words))
    basis, note = act.basis, act.note
    if act.confirms and item.proposal is not None:
        basis, note = item.proposal.basis, item.proposal.reason
        if ground is Ground.OTHER and item.gap_dues and not basis:
            found.append(
                Breach("L5", f"“{item.asked.name}”还有容缺材料没补齐，代拟稿没有写明另外的法定依据。")
            )
    incomplete = ground is Ground.INCOMPLETE or names_missing_papers(case, item, basis, note)
    if incomplete and (early := too_early(case, item, act.day)):
        found.append(Breach("L5", f"{early}不能以材料不齐作出不利决定。"))
    if act.as_issued and (before := _before_decided(item, act)):
        found.append(Breach("L8", before))
    return tuple(found)


def _check_particulars(case: Case, item: CaseItem, act: Conclude, ground: Ground) -> None:
    """Check the data of an adverse decision: reason and legal basis, document, and how it is known (L8)."""
    if not act.confirms and ground is Ground.OTHER:
        if not act.note.strip():
            raise BadInput("其他法定理由，请写明是什么理由。", field="note")
        if not act.basis.strip():
            raise BadInput("其他法定理由，请写明法律依据（哪部法、第几条）。", field="basis")
    if ground is Ground.INCOMPLETE and notified_by_organ(case, item) and not act.basis.strip():
        raise BadInput("补正是机关自己告知的，请在依据里写明机关告知书的文号和期限。", field="basis")
    if act.representative:
        if not act.confirms:
            raise BadInput(
                "首席代表的口令只用来确认代拟稿；机关的书面决定，从名单里选签发人。", field="representative"
            )
        if act.signer or act.document.strip() or act.signed_on is not None:
            raise BadInput("确认只有一种方式：本人口令，或者机关签发的文书。", field="signer")
        return
    if act.by.strip():
        raise BadInput("不利决定的签发人不能手写，请从名单里选。", field="by")
    if not act.document.strip():
        raise BadInput("请写明机关书面决定的文号，或者选定机关确认的代拟稿。", field="document")
    if act.confirms and act.signed_on is None:
        raise BadInput("请写明机关签发确认文书的日期。", field="signed_on")
    if not act.confirms and act.signed_on is not None:
        raise BadInput("签发日期只在确认代拟稿时写；机关的决定写决定日期。", field="signed_on")


def _check_day(case: Case, item: CaseItem, act: Conclude, today: date) -> None:
    """An organ decides after it accepted, and not in time to come."""
    if act.day > today:
        raise BadInput("结果的日期还没有到，请核对。", field="day")
    if act.day < case.received_on:
        raise BadInput("结果的日期早于收件，请核对。", field="day")
    if not act.as_issued and (before := _before_decided(item, act)):
        raise BadInput(f"{before}请核对。", field="day")


def _before_decided(item: CaseItem, act: Conclude) -> str:
    """The sentence for a day before the item's own decision; "" where it is not."""
    decided = item.conclusion.day if item.conclusion is not None else item.accepted_on
    if decided is not None and not item.untimely and act.day < decided:
        return f"结果的日期早于{item.state.label}（{decided.isoformat()}）。"
    return ""


def _check_draft(case: Case, item: CaseItem, act: Conclude, today: date) -> None:
    """A confirmed draft becomes the organ's paper today: it bears today's date and no other."""
    if not act.confirms:
        return
    proposal = item.proposal
    if proposal is None or proposal.paper != act.confirms:
        draft = case.paper(act.confirms)
        if draft is None or draft.stage.binding:
            raise BadInput("没有等机关确认的这份代拟稿。", field="confirms")
        raise BadInput(
            "这份代拟稿已经作废：拟好以后又交来了材料，或者情况变了。请照现在的情况办，要拟的另拟一份。",
            field="confirms",
        )
    if proposal.result is not act.result:
        raise RuleRefused("机关的决定与代拟稿不同，请按机关的文书登记，不能确认这份代拟稿。", rule="L8")
    if act.day != today:
        raise BadInput("确认代拟稿的，决定的日期就是文书出具的今天，请改成今天。", field="day")
    if act.signed_on is not None and not civil_date(proposal.at) <= act.signed_on <= today:
        raise BadInput("机关签发的日期要在拟稿以后、今天以前，请核对。", field="signed_on")
    if act.ground not in (None, ground_of(proposal.cause)):
        raise BadInput("代拟稿已经写了理由，确认时不能另写。", field="ground")
