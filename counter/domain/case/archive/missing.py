"""What a finished case lacks before it goes to the archive (归档前缺什么), each with where it is mended.

``to_do`` comes from 待办 in words; what no task tells is found here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.case.acts.custody import originals_here
from counter.domain.case.acts.rounds import open_mismatches, open_rounds
from counter.domain.case.archive.archiving import ripe_on
from counter.domain.case.archive.coverage import changed_since, newest_package, transfer_of
from counter.domain.case.archive.retention import row_of
from counter.domain.case.archive_events import RetentionApproved
from counter.domain.case.case import Case
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, in words, and where it is mended. ``stops``: the case cannot be archived like this."""

    words: str
    where: str
    stops: bool = True


class ArchiveStage(StrEnum):
    """How far a finished case is on its way to the archive."""

    WAITING = "waiting"  # 未到归档日
    LACKING = "lacking"  # 还缺
    RIPE = "ripe"  # 可以归档
    ARCHIVED = "archived"  # 已归档，待打包
    PACKED = "packed"  # 已打包，待移交
    CHANGED = "changed"  # 打包以后又有变动，要补归
    HANDED_OVER = "handed_over"  # 已移交
    EXPIRED = "expired"  # 已移交，保管期满，可以清除个人信息

    @property
    def label(self) -> str:
        """The stage in plain Chinese."""
        return _LABELS[self]


_LABELS = {
    ArchiveStage.WAITING: "未到归档日",
    ArchiveStage.LACKING: "还缺",
    ArchiveStage.RIPE: "可以归档",
    ArchiveStage.ARCHIVED: "待打包",
    ArchiveStage.PACKED: "待移交",
    ArchiveStage.CHANGED: "要补归",
    ArchiveStage.HANDED_OVER: "已移交",
    ArchiveStage.EXPIRED: "保管期满",
}

_CASE = "查件，打开这一件"


def lacking(
    case: Case,
    to_do: Sequence[tuple[str, str]],
    schedule: RetentionApproved | None,
    gaps: Sequence[str] = (),
) -> tuple[Lack, ...]:
    """What is missing. ``to_do``: label and words of each open task; ``gaps``: entries of other windows that are known
    to exist and have not come, in words.
    """
    return (
        *(Lack(f"{label}：{words}", f"待办里的“{label}”") for label, words in to_do),
        *_of_papers(case),
        *_of_results(case, [words for _, words in to_do]),
        *_of_originals(case),
        *(Lack(f"别的窗口的记录没有到齐：{words}", "上报，或者收U盘") for words in gaps),
        *_of_schedule(case, schedule),
    )


def _of_papers(case: Case) -> Iterator[Lack]:
    for paper in case.papers:
        if not paper.stage.binding:
            continue
        named = f"《{paper.title}》{paper.number}"
        if paper.sealed_elsewhere:
            yield Lack(
                f"{named}由窗口 {paper.station} 出具，内容不在这里", f"请窗口 {paper.station} 打印一份"
            )
        elif paper.earlier:
            yield Lack(f"{named}是原系统出具的，只有纸质件", "找出纸质件，放进卷盒", stops=False)
    if case.applicant is None and not case.forgotten:
        yield Lack("申请人的资料待授权，这里看不到", "查件，申请查看")


def _of_results(case: Case, told: Sequence[str]) -> Iterator[Lack]:
    for one in case.certificates:
        if one.holds and one.ready and not any(one.name in words for words in told):
            yield Lack(f"“{one.name}”还没有领走", "出件：发证、寄出或者推送")
    for out in case.hand_outs:
        if out.way is Way.WINDOW and not out.proof:
            yield Lack("领走的证照没有送达回证", "查件，补打送达回证请领取人签字", stops=False)
    served = [paper for paper in case.papers if paper.serving is not None and paper.serving.way is Way.WINDOW]
    proved = any(paper.kind == PaperKind.PROOF_OF_DELIVERY and paper.stage.binding for paper in case.papers)
    if served and not proved and not case.hand_outs:
        yield Lack(
            "当面送达的文书没有单独的送达回证（签收在文书存根上的，把存根放进卷盒）", _CASE, stops=False
        )


def _of_originals(case: Case) -> Iterator[Lack]:
    for one in open_rounds(case):
        yield Lack(f"物料流转单（汇总）{one.number}部门还没有签收", "流转：登记签收，没有交接的作废")
    for wrong in open_mismatches(case):
        yield Lack(f"交接不符没有了结：{wrong.name}{wrong.fault.label}", "流转：原件在谁手里，登记了结")
    names = {line.id: line.name for line in case.lines}
    held = [f"“{names.get(one.line, one.line)}”{one.count}份" for one in originals_here(case)]
    if held:
        yield Lack(
            f"原件还在窗口：{'、'.join(held)}",
            "查件，物料流转：退还申请人或者交部门；留在卷里的，归档时一起放进卷盒",
            stops=False,
        )


def _of_schedule(case: Case, schedule: RetentionApproved | None) -> Iterator[Lack]:
    if schedule is None:
        yield Lack("大厅还没有用上经批准的保管期限表", "值班负责人在“大厅 → 保管期限”用上")
    elif row_of(schedule, case.opened.bundle) is None:
        yield Lack(
            f"保管期限表里没有“{case.opened.bundle_name}”，也没有“其余”一行",
            "值班负责人把这一行补进表里，报批以后在“大厅 → 保管期限”用上",
        )


def stage_of(case: Case, today: date, wait_days: int, lacks: Sequence[Lack]) -> ArchiveStage:
    """How far a finished case is. What is archived is not asked what it lacks; what was taken out of the archive waits
    for its day again before it is filed anew.
    """
    if case.archived is not None:
        if changed_since(case):
            return ArchiveStage.CHANGED
        if newest_package(case) is None:
            return ArchiveStage.ARCHIVED
        if transfer_of(case) is None:
            return ArchiveStage.PACKED
        until = case.archived.until
        return ArchiveStage.EXPIRED if until is not None and today > until else ArchiveStage.HANDED_OVER
    if any(lack.stops for lack in lacks):
        return ArchiveStage.LACKING
    if today < ripe_on(case, wait_days):
        return ArchiveStage.WAITING
    return ArchiveStage.CHANGED if changed_since(case) else ArchiveStage.RIPE
