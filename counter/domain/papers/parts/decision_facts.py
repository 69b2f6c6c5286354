"""What happened before an organ's decision, with its dates: handed in, accepted, told, brought or not (L5, L8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from counter.domain.case.item_events import Cause
from counter.domain.document.document import Block, Paragraph, Table
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Proposed
from counter.domain.papers.parts.wording import by_day, day_text, quoted, you
from counter.domain.visit.material import MaterialState
from counter.domain.visit.verdict import Gap

ABSENT = "没有交来"
"""What became of a paper that did not come at all."""

_GAPS = (Cause.GAP_EXPIRED, Cause.GAP_WRONG)
_WRONG = (Cause.GAP_WRONG, Cause.CORRECTION_WRONG)


def facts(context: PaperContext, details: Proposed) -> Iterator[Block]:
    """The story in one paragraph, and where something was not brought a table of it: what, how, by when, what came."""
    if details.cause in (Cause.INSISTED, Cause.NEGATIVE_RESULT):
        yield Paragraph(f"{_applied(context)}{_plain(context, details)}")
        return
    lacking = _lacking(context, details)
    table = _table(lacking)
    yield Paragraph(f"{_applied(context)}{_lapse(context, details, bool(lacking))}")
    if table is not None:
        yield table


def _applied(context: PaperContext) -> str:
    names = quoted(d.item.name for d in context.deals)
    return f"{you(context.applicant)}{context.at_hand_over}就“{context.bundle_name}”中的{names}提出申请。"


def _plain(context: PaperContext, details: Proposed) -> str:
    if details.cause is Cause.INSISTED:
        return f"窗口说明情况后，{you(context.applicant)}要求提交，材料已经收下，转{context.issuer.name}书面答复。"
    if details.accepted_on is None:
        return f"{context.issuer.name}已经审查。"
    return f"{context.issuer.name}{_on(context, details.accepted_on)}受理，已经审查完毕。"


def _lapse(context: PaperContext, details: Proposed, told: bool) -> str:
    """How what was still missing was told, and what came of it."""
    organ, number = context.issuer.name, f"（{details.notice}）" if details.notice else ""
    if details.cause in _GAPS:
        begun = (
            f"{organ}按{you(context.applicant)}的书面承诺{_on(context, details.accepted_on)}容缺受理，"
            f"并{_on(context, details.told_on)}书面告知应当补交的材料和期限{number}。"
        )
    else:
        begun = (
            f"因材料不齐全或者不符合规定形式，{organ}{_on(context, details.told_on)}书面一次告知需要补齐补正的全部内容"
            f"和期限{number}。"
        )
    listed = "下列材料" if told else "应当补交的材料"
    if details.cause in _WRONG:
        came = (
            f"{you(context.applicant)}{_on(context, details.came_on)}补交，"
            if details.came_on
            else "补交后，"
        )
        absent = any(_situation(g) == ABSENT for g in _lacking(context, details))
        return f"{begun}{came}{listed}仍不符合要求{'或者没有交来' if absent else ''}："
    return f"{begun}期限届满，{listed}没有交来：" if told else f"{begun}期限届满，{listed}没有交来。"


def _on(context: PaperContext, day: date | None) -> str:
    """On which day; not said while the clock is in doubt."""
    return f"于{day_text(day)}" if day is not None and not context.untimely else ""


def _lacking(context: PaperContext, details: Proposed) -> tuple[Gap, ...]:
    """What is open, each paper once: as the proposal says, else as the items' verdicts do."""
    gaps = details.lacking or tuple(g for d in context.deals for g in d.verdict.gaps)
    return tuple({g.line: g for g in gaps}.values())


def _situation(gap: Gap) -> str:
    """What came of it, without the paper's name once more."""
    if gap.state in (MaterialState.MISSING, MaterialState.DEFERRED):
        return ABSENT
    return gap.text.removeprefix(gap.name).lstrip("：") or "没有补齐"


def _table(lacking: tuple[Gap, ...]) -> Table | None:
    if not lacking:
        return None
    return Table(
        head=("序号", "材料", "应当怎样交", "期限", "情况"),
        rows=tuple(
            (
                str(n),
                g.name,
                g.standard or "按通知书",
                by_day(g.due) if g.due is not None else "按通知书",
                _situation(g),
            )
            for n, g in enumerate(lacking, 1)
        ),
        widths=(0.08, 0.27, 0.22, 0.23, 0.2),
        numeric=(0,),
    )
