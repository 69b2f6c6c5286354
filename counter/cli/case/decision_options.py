"""Options of the acts on an organ's decision: draft it, record it, note a supervisor's review."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser


def propose(parser: Parser) -> None:
    """A decision drafted for the organ."""
    item(parser)
    parser.options.add_argument(
        "--cause", metavar="原因", help="gap_expired、correction_lapsed 等；只有一种可能时不用写"
    )
    parser.options.add_argument("--reason", metavar="原因", help="理由；期限届满的不写则按事实写")
    parser.options.add_argument(
        "--basis", metavar="依据", help="不予批准的法律依据；还有容缺材料没补齐时必须写"
    )


def result(parser: Parser) -> None:
    """The organ's own decision, or its confirmation of a draft."""
    item(parser)
    parser.words.add_argument(
        "result",
        metavar="结果",
        nargs="?",
        help="granted 准予、rejected 不予批准、refused 不予受理、revoked 撤销、lapsed 视为放弃或撤回",
    )
    parser.options.add_argument("--day", metavar="日期", help="机关作出结果的日期")
    parser.options.add_argument("--document", metavar="文号", help="机关书面决定的文号")
    parser.options.add_argument("--by", metavar="姓名", help="准予的，机关签发人；不利决定用 --signer")
    parser.options.add_argument(
        "--ground",
        metavar="理由",
        help="不利决定的理由：incomplete（材料不齐、逾期未补）或 other（其他法定理由）",
    )
    parser.options.add_argument("--basis", metavar="依据", help="other 的法律依据，理由写在 --note")
    parser.options.add_argument(
        "--signer", metavar="工号", help="机关文书的签发人，从名单里选；counter staff list 列出"
    )
    parser.options.add_argument(
        "--as-issued", action="store_true", help="机关已经签发的决定不合规则，照实登记并标注与规则不符"
    )
    parser.options.add_argument("--certificate", metavar="号", help="证照编号")
    parser.options.add_argument("--note", metavar="说明", help="说明")
    parser.options.add_argument("--confirms", metavar="文书", help="机关确认的那份代拟稿")
    parser.options.add_argument(
        "--representative", metavar="工号", help="首席代表以本人口令确认代拟稿；会询问口令，或用 --pin-file"
    )
    parser.options.add_argument(
        "--signed-on",
        metavar="日期",
        help="没有到场的：机关签发的确认文书的日期，和 --document --signer 一起用",
    )
    parser.options.add_argument(
        "--review-body", metavar="机关", help="确认代拟稿时：不服的向哪个行政复议机关申请，写全称"
    )
    parser.options.add_argument("--court", metavar="法院", help="确认代拟稿时：向哪个人民法院起诉，写全称")
    parser.options.add_argument("--phone", metavar="电话", help="确认代拟稿时：机关的联系电话")


def note(parser: Parser) -> None:
    """A supervisor's handling of a decision that breaks a rule."""
    item(parser)
    parser.options.add_argument("--words", metavar="说明", help="怎么处理的，例如告知了机关哪一位")


def item(parser: Parser) -> None:
    """The one item of an act."""
    parser.words.add_argument("item", metavar="事项", nargs="?", help="事项的编号或全名")
