"""Options of acts on what the organ decides, told by it or drafted for it."""

from __future__ import annotations

from counter.cli.case.acts import arguments
from counter.cli.case.acts.command import ActCommand
from counter.cli.io.arguments import Parser


def _propose(parser: Parser) -> None:
    """A decision drafted for the organ."""
    arguments.item(parser)
    parser.options.add_argument(
        "--cause", metavar="原因", help="gap_expired、correction_lapsed 等；只有一种可能时不用写"
    )
    parser.options.add_argument("--reason", metavar="原因", help="理由；期限届满的不写则按事实写")
    parser.options.add_argument(
        "--basis", metavar="依据", help="不予批准的法律依据；还有容缺材料没补齐时必须写"
    )


def _result(parser: Parser) -> None:
    """The organ's own decision, or its confirmation of a draft."""
    arguments.item(parser)
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
    parser.options.add_argument("--certificate", metavar="号", help="证照编号；证照到了用 case arrived 登记")
    parser.options.add_argument(
        "--extent", metavar="范围", help="partial 部分准予、conditions 附条件准予、changed 变更后准予"
    )
    parser.options.add_argument("--extent-words", metavar="内容", help="准予了什么、附什么条件，照决定书写")
    parser.options.add_argument("--nothing", action="store_true", help="这个事项没有要交给申请人的证照")
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


def _note(parser: Parser) -> None:
    """A supervisor's handling of a decision that breaks a rule."""
    arguments.item(parser)
    parser.options.add_argument("--words", metavar="说明", help="怎么处理的，例如告知了机关哪一位")


def _organ_accepted(parser: Parser) -> None:
    """The organ accepted it itself."""
    arguments.item(parser)
    arguments.day(parser, "机关受理的日期")
    parser.options.add_argument(
        "--document", metavar="文号", help="机关受理通知书的文号，没有编号的写文书名称"
    )
    parser.options.add_argument("--by", metavar="姓名", help="机关的签发人")


def _organ_told(parser: Parser) -> None:
    """What the organ asked for, and by when."""
    arguments.item(parser)
    add = parser.options.add_argument
    add("--document", metavar="文号", help="机关补正告知书的文号")
    add("--line", dest="lines", action="append", metavar="材料", help="要补正的材料，可以写几次")
    add("--until", metavar="日期", help="最迟哪天补来")
    add("--what", metavar="内容", help="要补什么，照机关的告知书写")
    add("--day", metavar="日期", help="机关告知的日期，不写就是今天")


ACTS = (
    ActCommand(
        "propose",
        "为机关代拟决定",
        "期限届满、坚持提交或者审查不通过的，为机关拟好决定稿；机关确认以前没有文号，不算决定。",
        '{"item", "cause", "reason", "basis"}',
        _propose,
    ),
    ActCommand(
        "result",
        "登记机关的结果",
        "登记机关的书面结果。不利决定要写明理由（--ground）、文号和名单里的签发人（--signer）。"
        "--confirms 是机关确认了的代拟稿：首席代表本人输入口令（--representative），"
        "或者按机关签发的文书（--document --signed-on --signer）。"
        "不合规则的不登记；机关已经签发的，用 --as-issued 照实登记。",
        '{"item", "result", "day", "document", "by", "certificate", "note", "confirms", "ground", "basis", "signer",'
        ' "signed_on", "representative", "as_issued", "review_body", "court", "phone",'
        ' "extent", "extent_words", "nothing"}；口令不写在文件里',
        _result,
        confirmed=True,
    ),
    ActCommand(
        "note",
        "值班负责人已阅与规则不符的决定",
        "照实登记的机关决定与规则不符的，值班负责人看过、告知机关后记在这里，用本人的口令。",
        '{"item", "words", "supervisor"}',
        _note,
        agreed=True,
    ),
    ActCommand(
        "organ-accepted",
        "登记机关受理",
        "收件转办或者申请人坚持提交的事项，机关书面受理了的在这里登记，从那天起算办理时限。",
        '{"item", "day", "document", "by"}',
        _organ_accepted,
    ),
    ActCommand(
        "organ-told",
        "登记机关补正",
        "收件转办的事项，机关书面告知申请人补正的登记在这里；最迟的日期进待办，补交的材料由窗口收下转去。",
        '{"item", "day", "document", "until", "lines": […], "what"}',
        _organ_told,
    ),
)
