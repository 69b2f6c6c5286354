"""The acts of ``counter rectify`` with their options, and the short names of what may be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.cli.io.out_file import add_out
from counter.domain.ratings.office.acts import CONTACT_WAYS, MeasureKind
from counter.domain.ratings.office.events import Finding, Reached
from counter.domain.ratings.rating import Grade

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser

REACHED = {"yes": Reached.YES, "no_answer": Reached.NO_ANSWER, "declined": Reached.DECLINED}
WAYS = dict(zip(("phone", "sms", "visit", "in_person"), CONTACT_WAYS, strict=True))
FINDINGS = {finding.name.lower(): finding for finding in Finding}
MEASURES = {kind.name.lower(): kind for kind in MeasureKind}
GRADES = {grade.name.lower(): grade for grade in Grade}


@dataclass(frozen=True, slots=True)
class Act:
    """One sub-command."""

    name: str
    help: str
    options: Callable[[Parser], None]


def _choice(parser: Parser, option: str, known: Mapping[str, object], words: str, *, required: bool) -> None:
    have = "、".join(f"{name} {value}" for name, value in known.items())
    parser.options.add_argument(option, metavar="哪种", required=required, help=f"{words}：{have}")


def _assign(parser: Parser) -> None:
    parser.options.add_argument("--owner", metavar="工号", required=True, help="由谁承办，不能是被评的人")
    parser.options.add_argument("--why", metavar="文字", help="换承办人的原因")


def _contact(parser: Parser) -> None:
    _choice(parser, "--reached", REACHED, "联系结果", required=True)
    _choice(parser, "--how", WAYS, "怎么联系", required=True)
    parser.options.add_argument("--words", metavar="文字", help="评价人说了什么")


def _find(parser: Parser) -> None:
    _choice(parser, "--finding", FINDINGS, "结论", required=True)
    parser.options.add_argument("--facts", metavar="文字", required=True, help="查到的事实")
    parser.options.add_argument(
        "--reviewer",
        metavar="工号",
        help="误评、恶意的复核人（另一位值班负责人）；会询问口令，或用 --pin-file",
    )


def _measure(parser: Parser) -> None:
    _choice(parser, "--kind", MEASURES, "措施", required=True)
    parser.options.add_argument("--words", metavar="文字", required=True, help="措施（解释）的内容")
    parser.options.add_argument("--done-by", metavar="日期", help="限期整改的完成日，例如 2026-12-04")


def _answer(parser: Parser) -> None:
    parser.options.add_argument("--words", metavar="文字", required=True, help="答复评价人的话")
    add_out(parser, "反馈单（PDF）写到哪里；不写就以后用 paper 取", required=False)


def _call_back(parser: Parser) -> None:
    _choice(parser, "--reached", REACHED, "回访结果", required=True)
    parser.options.add_argument("--words", metavar="文字", help="评价人说了什么")
    _choice(parser, "--again", GRADES, "第二次评价", required=False)


def _close(parser: Parser) -> None:
    """Closing says nothing."""


def _confirm(parser: Parser) -> None:
    _choice(parser, "--reached", REACHED, "联系结果", required=True)
    parser.options.add_argument("--same", action="store_true", help="评价人说是本人的评价；不写就是说不是")


ACTS = (
    Act("assign", "定由谁承办", _assign),
    Act("contact", "登记联系评价人（实名）", _contact),
    Act("find", "登记核实结论", _find),
    Act("measure", "登记整改措施或解释", _measure),
    Act("answer", "答复，出差评整改反馈单", _answer),
    Act("call-back", "登记回访（实名）", _call_back),
    Act("close", "办结", _close),
    Act("confirm-proxy", "代录、存疑的评价：登记向本人核实", _confirm),
)
"""In the order in which a rectification goes."""
