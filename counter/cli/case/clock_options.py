"""Options of the acts on an item's clock: accepted by its organ, paused, resumed, dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.cli.case.act_paper_options import day
from counter.cli.case.decision_options import item

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser


def organ_accepted(parser: Parser) -> None:
    """The organ accepted it itself."""
    item(parser)
    day(parser, "机关受理的日期")
    parser.options.add_argument(
        "--document", metavar="文号", help="机关受理通知书的文号，没有编号的写文书名称"
    )
    parser.options.add_argument("--by", metavar="姓名", help="机关的签发人")


def pause(parser: Parser) -> None:
    """A special procedure, announced here or by the organ itself."""
    item(parser)
    parser.options.add_argument(
        "--procedure", metavar="程序", help="hearing、inspection、testing、expert_review 等"
    )
    parser.options.add_argument(
        "--what", metavar="说明", help="本窗口出具告知书的：要做什么，例如对场所环境进行检测"
    )
    parser.options.add_argument("--basis", metavar="依据", help="哪部法、第几条要求这个程序")
    parser.options.add_argument("--days", metavar="天数", type=int, help="所需时间：多少天")
    day(parser, "所需时间：到哪一天，和 --days 写一样", "--until")
    parser.options.add_argument("--notice", metavar="文号", help="机关已经自己书面告知的：告知书的文号")
    day(parser, "机关告知书的送达日期", "--served")


def extend(parser: Parser) -> None:
    """The organ's head approved more time."""
    item(parser)
    add = parser.options.add_argument
    add("--days", metavar="天数", type=int, help="延长几个工作日：行政许可最多10，市场主体登记最多3")
    add("--reason", metavar="理由", help="延长的理由，书面告知申请人")
    add(
        "--representative",
        metavar="工号",
        help="首席代表以本人口令确认机关负责人已批准；会询问口令，或用 --pin-file",
    )
    add(
        "--document",
        metavar="文号",
        help="没有到场的：机关批准延长的文书文号，和 --signed-on --signer 一起用",
    )
    day(parser, "机关签发批准文书的日期", "--signed-on")
    add("--signer", metavar="工号", help="批准文书的签发人，从名单里选；counter staff list 列出")


def resume(parser: Parser) -> None:
    """The procedure ended."""
    item(parser)
    day(parser, "特别程序结束的日期")


def dates(parser: Parser) -> None:
    """The actual date of what was held."""
    day(parser, "那天真正的日期")
