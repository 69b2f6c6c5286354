"""Options of acts on clocks: paused, extended, resumed; silence that accepts, a date held back."""

from __future__ import annotations

from counter.cli.case.acts import arguments
from counter.cli.case.acts.command import ActCommand
from counter.cli.io.arguments import Parser


def _pause(parser: Parser) -> None:
    """A special procedure, announced here or by the organ itself."""
    arguments.item(parser)
    parser.options.add_argument(
        "--procedure", metavar="程序", help="hearing、inspection、testing、expert_review 等"
    )
    parser.options.add_argument(
        "--what", metavar="说明", help="本窗口出具告知书的：要做什么，例如对场所环境进行检测"
    )
    parser.options.add_argument("--basis", metavar="依据", help="哪部法、第几条要求这个程序")
    parser.options.add_argument("--days", metavar="天数", type=int, help="所需时间：多少天")
    arguments.day(parser, "所需时间：到哪一天，和 --days 写一样", "--until")
    parser.options.add_argument("--notice", metavar="文号", help="机关已经自己书面告知的：告知书的文号")
    arguments.day(parser, "机关告知书的送达日期", "--served")


def _extend(parser: Parser) -> None:
    """The organ's head approved more time."""
    arguments.item(parser)
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
    arguments.day(parser, "机关签发批准文书的日期", "--signed-on")
    add("--signer", metavar="工号", help="批准文书的签发人，从名单里选；counter staff list 列出")


def _resume(parser: Parser) -> None:
    """The procedure ended."""
    arguments.item(parser)
    arguments.day(parser, "特别程序结束的日期")


def _dates(parser: Parser) -> None:
    """The actual date of what was held."""
    arguments.day(parser, "那天真正的日期")


def _nothing(_parser: Parser) -> None:
    """A command without words and options of its own."""


ACTS = (
    ActCommand(
        "pause",
        "特别程序：出告知书，送达后停止计时",
        "出特别程序告知书（--what --basis --days 或 --until），登记送达后停止计时；机关自己告知的，"
        "登记它的文号和送达日期（--notice --served）。没有书面告知，计时不停。",
        '{"item", "procedure", "what", "basis", "days", "until"}，或者 '
        '{"item", "procedure", "notice", "served", "days"}',
        _pause,
    ),
    ActCommand(
        "extend",
        "机关批准延长办理期限，出延期决定通知书",
        "机关负责人批准延长的：首席代表本人输入口令（--representative），或者按机关签发的文书"
        "（--document --signed-on --signer）登记。期限届满以前、只一次，日期随着移动，理由书面告知申请人。",
        '{"item", "days", "reason", "document", "signer", "signed_on", "representative"}；口令不写在文件里',
        _extend,
        confirmed=True,
    ),
    ActCommand(
        "resume",
        "特别程序结束，恢复计时",
        "登记特别程序结束的日期，出特别程序结束告知书，写明现在的最迟办结日期。",
        '{"item", "day"}',
        _resume,
    ),
)

MISSED = (
    ActCommand("deem", "登记视为受理", "过了法定告知期限没有告知的许可事项，登记视为受理。", "{}", _nothing),
    ActCommand(
        "dates",
        "确定时间待核时空着的日期",
        "时钟确认以后，由值班负责人写明那天真正的日期，补算期限并换发文书。",
        '{"day", "supervisor"}',
        _dates,
        agreed=True,
    ),
)
"""What silence decided, or a date that could not be set."""
