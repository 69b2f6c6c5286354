"""Points of a review (案卷评查): what is looked at in a finished case, and by what rule.

No standard of this region was found: what an article says is official, what only other places' published standards ask
(许昌、北京宣武、安徽的行政许可案卷评查标准) is marked 待部门核定.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PointGroup(StrEnum):
    """Headings of the checklist, in their order."""

    MATERIALS = "材料"
    ACCEPTANCE = "受理和告知"
    CLOCKS = "期限"
    PAPERS = "文书"
    SERVICE = "签字和送达"
    KEEPING = "原件和归档"


class PointVerdict(StrEnum):
    """What was found at a point."""

    FINE = "符合"
    FLAW = "不符合"
    ASK = "待人工核对"
    UNKNOWN = "看不到"


PENDING = "待部门核定"


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One point of one case. ``id``: stable, with the line, item or paper it is about; ``basis``: article or PENDING.

    ``verdict``: what the program found by itself, or ASK where a person judges; ``words``: what it saw.
    """

    id: str
    group: PointGroup
    title: str
    basis: str
    verdict: PointVerdict
    words: str = ""
    item: str = ""

    @property
    def by_program(self) -> bool:
        """True where the program has checked it by itself."""
        return self.verdict in (PointVerdict.FINE, PointVerdict.FLAW)


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """A point that a person judges. ``findings``: texts offered where it is not so."""

    id: str
    group: PointGroup
    title: str
    basis: str
    findings: tuple[str, ...]


ASKED = (
    AskedPoint(
        "ask.content",
        PointGroup.MATERIALS,
        "材料内容与申请的事项、申请人一致，复印件注明与原件核对",
        f"许可法31；{PENDING}",
        ("材料与申请人不一致", "复印件没有注明与原件核对无误", "材料缺页或者看不清"),
    ),
    AskedPoint(
        "ask.told",
        PointGroup.ACCEPTANCE,
        "一次性告知写清了内容和期限，没有要求指南以外的材料",
        "许可法32；办法8、16(二)",
        ("告知的内容不完整", "告知没有写明期限", "要求了指南以外的材料"),
    ),
    AskedPoint(
        "ask.reason",
        PointGroup.ACCEPTANCE,
        "不利的决定说明了理由和依据，告知了救济途径",
        "许可法38；办法17(二)",
        ("没有说明理由", "引用的依据不准确", "没有告知复议和诉讼"),
    ),
    AskedPoint(
        "ask.sealed",
        PointGroup.PAPERS,
        "纸面文书盖的是本机关的专用印章，日期和编号与记录一致",
        "许可法32；办法17(二)",
        ("印章不是本机关的", "纸面日期与记录不一致", "纸面编号与记录不一致", "没有盖章"),
    ),
    AskedPoint(
        "ask.signed",
        PointGroup.SERVICE,
        "送达回证和承诺书上有本人或者代收人的亲笔签名和日期",
        PENDING,
        ("没有签名", "没有签收日期", "代收人没有写明与申请人的关系"),
    ),
    AskedPoint(
        "ask.file",
        PointGroup.KEEPING,
        "一案一卷，卷内目录、页号齐全，排列有序",
        PENDING,
        ("卷内目录与材料不符", "没有编页号", "卷内缺文书"),
    ),
)
"""What a person judges in every case; the texts of findings are offers, any other words may be written."""
