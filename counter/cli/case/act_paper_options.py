"""Options of the acts on papers before delivery: printed, stamped, served, reissued."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser


def day(parser: Parser, help_: str, name: str = "--day") -> None:
    """A day, written as 2026-12-01."""
    parser.options.add_argument(name, metavar="日期", help=help_)


def papers(parser: Parser) -> None:
    """The papers of an act."""
    parser.words.add_argument(
        "papers", metavar="文书", nargs="*", default=None, help="文号、种类（acceptance_notice 等）或名称"
    )


def handed_over(parser: Parser) -> None:
    """The clerk's statement on a paper that was not printed here."""
    parser.options.add_argument(
        "--handed-over",
        action="store_true",
        help="本机没有出过纸：说明纸质件已当面交（手工开具或者别处打印），照此记下",
    )


def stamped(parser: Parser) -> None:
    """The papers bear the seal."""
    papers(parser)
    handed_over(parser)


def printed(parser: Parser) -> None:
    """The papers were printed, or not."""
    papers(parser)
    parser.options.add_argument("--failed", metavar="原因", help="没打出来：卡纸、缺纸等")


def served(parser: Parser) -> None:
    """The papers reached the applicant."""
    papers(parser)
    parser.options.add_argument(
        "--way", metavar="方式", help="window（窗口）、post（邮寄）或 electronic（电子）"
    )
    parser.options.add_argument("--receiver", metavar="姓名", help="签收人；拒签的写见证人")
    parser.options.add_argument("--relation", metavar="关系", help="代收的，与申请人的关系")
    parser.options.add_argument("--declined", action="store_true", help="拒绝签收")
    day(parser, "送达日期，默认今天")
    parser.options.add_argument("--note", metavar="说明", help="说明")
    handed_over(parser)


def deliver(parser: Parser) -> None:
    """The papers reached the applicant, or the 送达回证 is wanted first."""
    served(parser)
    parser.options.add_argument("--proof", action="store_true", help="先出送达回证，签完再登记送达")
    parser.options.add_argument("--address", metavar="地址", help="送达地址，印在送达回证上")


def reissue(parser: Parser) -> None:
    """Reissue one paper."""
    parser.words.add_argument("paper", metavar="文书", nargs="?", help="文号、种类或名称")
