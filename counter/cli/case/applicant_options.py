"""Options of the acts that state the applicant's will: a pledge, a withdrawal, items left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.cli.case.act_paper_options import day, handed_over

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser


def items(parser: Parser) -> None:
    """The items of an act."""
    parser.words.add_argument("items", metavar="事项", nargs="*", default=None, help="事项的编号或全名")


def reason(parser: Parser, help_: str) -> None:
    """The reason, in words."""
    parser.options.add_argument("--reason", metavar="原因", help=help_)


def pledge(parser: Parser) -> None:
    """The pledge was signed, or the applicant declined."""
    parser.options.add_argument("--paper", metavar="文书", help="哪一份承诺书；只有一份等签字时不用写")
    signature(parser, "代理人签字的，授权委托书里怎么写的")
    parser.options.add_argument("--declined", action="store_true", help="申请人不愿承诺，改按补齐补正办理")
    handed_over(parser)


def signature(parser: Parser, authority: str) -> None:
    """Who signed, and with what authority."""
    parser.options.add_argument(
        "--signer", metavar="谁", help="applicant（本人）、agent、guardian 或 legal_representative"
    )
    parser.options.add_argument("--name", metavar="姓名", help="签字人")
    parser.options.add_argument("--authority", metavar="权限", help=authority)


def drop(parser: Parser) -> None:
    """Items left out before any decision."""
    items(parser)
    reason(parser, "申请人说的原因")


def withdraw(parser: Parser) -> None:
    """The application to withdraw, or the applicant's own letter."""
    drop(parser)
    day(parser, "申请人自己写了书面申请的：它的日期，和 --signer --name 一起用", "--written")
    signature(parser, "代理人签字的，授权委托书里撤回申请的权限")


def withdrawal(parser: Parser) -> None:
    """The application to withdraw was signed, or the applicant revoked it."""
    parser.options.add_argument("--paper", metavar="文书", help="哪一份撤回申请书；只有一份等签字时不用写")
    signature(parser, "代理人签字的，授权委托书里撤回申请的权限")
    parser.options.add_argument("--declined", action="store_true", help="申请人不撤回了，申请书作废")
    handed_over(parser)
