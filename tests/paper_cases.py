"""Contexts of papers as real visits of the demo hall lead to them, for tests of what papers say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from counter.domain.case.item_events import MovedPaper, Pause
from counter.domain.case.organ_events import KnownBy
from counter.domain.document.document import (
    ORGAN_DECISIONS,
    TITLES,
    UNNUMBERED,
    Document,
    PaperKind,
    Paragraph,
    Table,
)
from counter.domain.document.numbering import case_number, paper_number
from counter.domain.guide.model import Guide, ProcedureClass, TimeUnit
from counter.domain.papers.compose.erratum import Erratum
from counter.domain.papers.compose.extension import Extension
from counter.domain.papers.compose.special_procedure import Procedure, ProcedureOver
from counter.domain.papers.compose.withdrawal import Leaving, Withdrawal
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.people.applicant import Applicant
from counter.domain.visit.assess import assess
from counter.domain.visit.material import Brought
from counter.domain.visit.paper_plan import plan
from counter.domain.visit.received import all_received
from counter.domain.visit.situation import asked
from counter.domain.visit.verdict import Due, Outcome
from counter.domain.visit.visit import Setting, Visit
from counter.services.context.ports import StationIdentity
from tests.builders import first_answer
from tests.settings import setting, somebody

STATION = StationIdentity("15220103", 1, "乌兰浩特市政务服务中心", "03", "乌兰浩特市", "xingan", demo=True)
RESTAURANT = {
    "q_entity": ("individual",),
    "q_sign": ("no",),
    "q_employees": ("no",),
    "q_area300": ("no",),
}
AGREED = setting()


def answered(bundle: int, given: Mapping[str, tuple[str, ...]], at: Setting = AGREED) -> Mapping[str, Any]:
    """The given answers, and the first option of every question still open; worked out once for the same guide."""
    key = (bundle, frozenset(given.items()), frozenset(at.switches.items()), id(at.guide))
    if key not in _ANSWERED:
        _ANSWERED[key] = (at.guide, _answered(bundle, given, at))
    return dict(_ANSWERED[key][1])


_ANSWERED: dict[object, tuple[Guide, Mapping[str, Any]]] = {}
"""The guide is kept with its answers: its identity is part of the key."""


def _answered(bundle: int, given: Mapping[str, tuple[str, ...]], at: Setting) -> Mapping[str, Any]:
    answers = dict(given)
    while True:
        open_ones = [
            q
            for q in asked(at.guide, at.guide.bundles[bundle], answers, at.switches)
            if not q.answered and not q.folded
        ]
        if not open_ones:
            return answers
        answers[open_ones[0].id] = first_answer(open_ones[0])


def contexts(
    bundle: int = 8,
    given: Mapping[str, tuple[str, ...]] = RESTAURANT,
    *,
    at: Setting = AGREED,
    applicant: Applicant | None = None,
    brought: Mapping[str, Brought] | None = None,
    keep: bool = False,
    **more: Any,
) -> Iterator[PaperContext]:
    """The contexts of every paper of a visit in which everything was brought unless said otherwise."""
    who = applicant or somebody()
    visit = Visit(bundle, answered(bundle, given, at), {}, who, begun_at=at.now)
    checklist = assess(at, visit).checklist
    visit = replace(visit, brought={**all_received(checklist, {}), **(brought or {})})
    found = assess(at, visit)
    verdicts = found.keep_verdicts if keep else found.verdicts
    for planned in plan(verdicts, at.jurisdiction):
        numbered = planned.kind not in UNNUMBERED | ORGAN_DECISIONS
        form = at.jurisdiction.number_form(planned.organ, planned.kind) if numbered else ""
        yield PaperContext.of(
            station=STATION,
            setting=at,
            visit=visit,
            checklist=found.checklist,
            verdicts=verdicts,
            plan=planned,
            case_id="0190f2aa-7c1e-7d3a-9c55-0123456789ab",
            case_number=case_number(STATION.code, 1, date(2026, 11, 20), 7),
            paper_number=paper_number(form, STATION.code, 1, 2026, 118) if numbered else "",
            clerk="阿木古郎（W01）",
            **more,
        )


def one(kind: PaperKind, *args: Any, organ: str = "", **more: Any) -> PaperContext:
    """The first paper of that kind (and organ)."""
    return next(c for c in contexts(*args, **more) if c.kind is kind and organ in c.organ)


def text(document: Document) -> str:
    """Everything the body says, line by line."""
    parts = []
    for block in document.body:
        if isinstance(block, Paragraph):
            parts.append(block.text)
        else:
            parts += [" ".join(row) for row in (block.head, *block.rows)]
    return "\n".join(parts)


def tables(document: Document) -> list[Table]:
    return [b for b in document.body if isinstance(b, Table)]


def with_class(context: PaperContext, procedure: ProcedureClass, **item: Any) -> PaperContext:
    """The same paper as if its items were of another class."""
    decided_items = tuple(
        DecidedItem(replace(d.item, procedure=procedure, **item), d.verdict) for d in context.decided_items
    )
    return replace(context, decided_items=decided_items)


def due(day: date, *, provisional: bool = False) -> Due:
    return Due(day, provisional, "法定20个工作日")


def dated(context: PaperContext, **dates: Due | None) -> PaperContext:
    decided_items = tuple(DecidedItem(d.item, replace(d.verdict, **dates)) for d in context.decided_items)
    return replace(context, decided_items=decided_items)


def seen(context: PaperContext) -> PaperContext:
    handed = tuple(replace(h, brought=replace(h.brought, original_seen=True)) for h in context.handed)
    return replace(context, handed=handed)


RECEIPT = one(PaperKind.INTAKE_RECEIPT, keep=True)
NOTICE = one(PaperKind.ACCEPTANCE_NOTICE)
PROOF = one(PaperKind.REGISTRATION_PROOF)
LICENCE_ONLY = replace(
    RECEIPT,
    decided_items=tuple(
        DecidedItem(d.item, replace(d.verdict, outcome=Outcome.RECEIVED, waits_for=()))  # nothing before it
        for d in RECEIPT.decided_items
        if d.item.procedure is ProcedureClass.LICENCE
    ),
)
OTHERS = [c for c in ProcedureClass if c is not ProcedureClass.LICENCE]


def about_one(kind: PaperKind, details: Details) -> PaperContext:
    """A paper of a case that goes on, about the first licence of the notice of acceptance."""
    decided = next(d for d in NOTICE.decided_items if d.item.procedure is ProcedureClass.LICENCE)
    verdict = replace(decided.verdict, due=due(date(2026, 12, 18)))
    number = paper_number(AGREED.jurisdiction.number_form(decided.item.organ, kind), STATION.code, 1, 2026, 9)
    return replace(
        NOTICE,
        kind=kind,
        title=TITLES[kind],
        paper_number=number,
        organ=decided.item.organ,
        decided_items=(DecidedItem(decided.item, verdict),),
        details=details,
    )


PROCEDURE_TOLD = about_one(
    PaperKind.PROCEDURE_NOTICE,
    Procedure(
        Pause.TESTING,
        "对操作间空气和用水进行检测",
        "《食品安全法》第三十五条",
        10,
        None,
        TimeUnit.WORKING,
        date(2026, 11, 20),
    ),
)
PROCEDURE_OVER = about_one(
    PaperKind.PROCEDURE_END,
    ProcedureOver(
        Pause.TESTING,
        PROCEDURE_TOLD.paper_number,
        date(2026, 11, 25),
        date(2026, 12, 2),
        5,
        TimeUnit.WORKING,
        10,
        None,
        due(date(2026, 12, 11)),
    ),
)
WITHDRAWN = about_one(
    PaperKind.WITHDRAWAL,
    Withdrawal(
        (Leaving("小餐饮店登记（内蒙古）", "市场监督管理局", "已受理"),),
        (),
        "不开店了",
        (
            MovedPaper("a", "小餐饮经营许可（登记）申请书", 1, 0),
            MovedPaper("b", "从业人员健康证明", 0, 2),
        ),
        others=True,
    ),
)
EXTENDED = about_one(
    PaperKind.EXTENSION_NOTICE,
    Extension(
        10,
        "现场核查需要等候设备安装调试",
        "《中华人民共和国行政许可法》第四十二条第一款",
        date(2026, 11, 20),
        due(date(2026, 12, 18)),
        due(date(2027, 1, 4)),
        KnownBy.PAPER,
        "王科长",
        "乌市监延批〔2026〕1号",
        date(2026, 12, 10),
    ),
)
CORRECTED = about_one(
    PaperKind.ERRATUM,
    Erratum(
        "申请人姓名",
        "巴图吉娅",
        "巴图吉雅",
        (("收件凭证", "乌政收综03A〔2026〕7号", date(2026, 11, 20)),),
        "对照居民身份证原件",
    ),
)
