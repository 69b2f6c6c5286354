"""The acts of ``counter rectify`` with their options, and the short names of their choices."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import get_supervisor
from counter.cli.io.out_file import add_out
from counter.domain.errors import BadInput
from counter.domain.ratings.office import acts
from counter.domain.ratings.office.acts import CONTACT_WAYS, MeasureKind, RectifyAct
from counter.domain.ratings.office.events import Finding, Reached
from counter.domain.ratings.rating import Grade
from counter.domain.text.day_input import read_day
from counter.services.context.app import AppContext
from counter.services.ratings.office.ledger import today_of

Value = TypeVar("Value")

REACHED = {"yes": Reached.YES, "no_answer": Reached.NO_ANSWER, "declined": Reached.DECLINED}
WAYS = dict(zip(("phone", "sms", "visit", "in_person"), CONTACT_WAYS, strict=True))
FINDINGS = {finding.name.lower(): finding for finding in Finding}
MEASURES = {kind.name.lower(): kind for kind in MeasureKind}
GRADES = {grade.name.lower(): grade for grade in Grade}


@dataclass(frozen=True, slots=True)
class RectifyCommand:
    """One sub-command. ``read``: the act from its options; ``reviewed``: may need a second person's consent."""

    name: str
    help: str
    options: Callable[[Parser], None]
    read: Callable[[argparse.Namespace, AppContext], RectifyAct]
    reviewed: bool = False


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
    """Closing has no options."""


def _confirm(parser: Parser) -> None:
    _choice(parser, "--reached", REACHED, "联系结果", required=True)
    parser.options.add_argument("--same", action="store_true", help="评价人说是本人的评价；不写就是说不是")


def _read_assign(args: argparse.Namespace, _: AppContext) -> RectifyAct:
    return acts.Assign(_text(args.owner).upper(), _text(args.why))


def _read_contact(args: argparse.Namespace, _: AppContext) -> RectifyAct:
    reached, how = _one_of(REACHED, args.reached, "--reached"), _one_of(WAYS, args.how, "--how")
    return acts.Contact(reached, how, _text(args.words))


def _read_find(args: argparse.Namespace, app: AppContext) -> RectifyAct:
    finding, facts = _one_of(FINDINGS, args.finding, "--finding"), _text(args.facts)
    if args.reviewer is None:
        return acts.Find(finding, facts)
    return acts.Find(finding, facts, get_supervisor(app, args.reviewer, args.pin_file))


def _read_measure(args: argparse.Namespace, app: AppContext) -> RectifyAct:
    kind, words = _one_of(MEASURES, args.kind, "--kind"), _text(args.words)
    day = None if args.done_by is None else read_day(args.done_by, today_of(app), "--done-by")
    return acts.Measure(kind, words, day)


def _read_answer(args: argparse.Namespace, _: AppContext) -> RectifyAct:
    return acts.Reply(_text(args.words))


def _read_call_back(args: argparse.Namespace, _: AppContext) -> RectifyAct:
    again = _one_of(GRADES, args.again, "--again") if args.again is not None else None
    return acts.CallBack(_one_of(REACHED, args.reached, "--reached"), _text(args.words), again)


def _read_close(_args: argparse.Namespace, _: AppContext) -> RectifyAct:
    return acts.Close()


def _read_confirm(args: argparse.Namespace, _: AppContext) -> RectifyAct:
    return acts.ConfirmProxy(_one_of(REACHED, args.reached, "--reached"), args.same)


def _one_of(known: Mapping[str, Value], text: str, option: str) -> Value:
    """A choice by its short name or its Chinese word."""
    by_word = {str(value): value for value in known.values()}
    found = known.get(text.strip().lower(), by_word.get(text.strip()))
    if found is None:
        have = "、".join(f"{name}（{value}）" for name, value in known.items())
        raise BadInput(f"{option} 没有“{text[:20]}”；可以用：{have}。", field=option)
    return found


def _text(text: str | None) -> str:
    """A typed text; invalid bytes are refused, the journal cannot hold them."""
    if any(unicodedata.category(c) == "Cs" for c in text or ""):
        raise BadInput("里面有不是文字的内容，请重新输入。", field="words")
    return (text or "").strip()


ACTS = (
    RectifyCommand("assign", "定由谁承办", _assign, _read_assign),
    RectifyCommand("contact", "登记联系评价人（实名）", _contact, _read_contact),
    RectifyCommand("find", "登记核实结论", _find, _read_find, reviewed=True),
    RectifyCommand("measure", "登记整改措施或解释", _measure, _read_measure),
    RectifyCommand("answer", "答复，出差评整改反馈单", _answer, _read_answer),
    RectifyCommand("call-back", "登记回访（实名）", _call_back, _read_call_back),
    RectifyCommand("close", "办结", _close, _read_close),
    RectifyCommand("confirm-proxy", "代录、存疑的评价：登记向本人核实", _confirm, _read_confirm),
)
"""In the order of a rectification."""
