"""Options of the acts on a case, each function adding those of one act or one value to a parser."""

from __future__ import annotations

from counter.cli.io.arguments import Parser
from counter.domain.errors import BadInput


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
    parser.options.add_argument(
        "--at", metavar="时间", help="电子送达的，照平台的记录写几点几分，如 11-24 14:30；不再写 --day"
    )
    parser.options.add_argument("--note", metavar="说明", help="说明")
    handed_over(parser)


def deliver(parser: Parser) -> None:
    """The papers reached the applicant, or the 送达回证 is wanted first."""
    served(parser)
    parser.options.add_argument("--proof", action="store_true", help="先出送达回证，签完再登记送达")
    parser.options.add_argument("--address", metavar="地址", help="送达地址，印在送达回证上")


def official(parser: Parser) -> None:
    """The platform's number."""
    parser.words.add_argument(
        "official", metavar="官方编号", nargs="?", help="43位，空格不限；去掉登记错的不写"
    )
    parser.options.add_argument("--item", metavar="事项", help="事项的编号或全名；整件一个编号的不写")
    parser.options.add_argument("--reason", metavar="缘由", help="改原来登记的才写，例如 抄错一位")


def pass_on(parser: Parser) -> None:
    """Another person follows the case."""
    parser.options.add_argument("--to", metavar="工号", help="转给谁")
    parser.options.add_argument("--reason", metavar="缘由", help="为什么换，例如 休假")


def reminders(parser: Parser) -> None:
    """Whether the applicant is told how it goes."""
    parser.options.add_argument("--phone", metavar="电话", help="申请人同意提醒，打这个号码")
    parser.options.add_argument("--no-more", action="store_true", help="申请人不要提醒了")


def reissue(parser: Parser) -> None:
    """Reissue one paper."""
    parser.words.add_argument("paper", metavar="文书", nargs="?", help="文号、种类或名称")


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


def note(parser: Parser) -> None:
    """A supervisor's handling of a decision that breaks a rule."""
    item(parser)
    parser.options.add_argument("--words", metavar="说明", help="怎么处理的，例如告知了机关哪一位")


def item(parser: Parser) -> None:
    """The one item of an act."""
    parser.words.add_argument("item", metavar="事项", nargs="?", help="事项的编号或全名")


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


def new_fact(parser: Parser) -> None:
    """The parts of a new fact, and the organ's written 查无."""
    for option, metavar, help_ in (
        ("--fact-document", "文书", "再次告知：新的事实出自哪份文书（名称或者文号）"),
        ("--fact-day", "日期", "那份文书的日期，不早于上次告知"),
        ("--fact", "说明", "什么变了、哪里不符合，写给申请人看"),
    ):
        parser.options.add_argument(option, metavar=metavar, help=help_)
    parser.options.add_argument(
        "--fact-line", metavar="材料", action="append", help="新的事实涉及哪份材料，可写几次"
    )
    parser.options.add_argument(
        "--not-found",
        metavar="材料=机关,文号,日期",
        action="append",
        help="共享获取的材料，机关书面答复查无，可写几次",
    )
    parser.options.add_argument("--new-fact", metavar="事实", help="不再这样写：请用 --fact-document 等写全")


_FACT = {"fact_document": "document", "fact_day": "day", "fact": "what", "fact_line": "lines"}
"""Options of a new fact → the keys it has in the JSON form."""


def gather_fact(values: dict[str, object]) -> None:
    """The options of a new fact as one JSON value."""
    fact = {key: values.pop(option) for option, key in _FACT.items() if option in values}
    if fact and "new_fact" not in values:
        values["new_fact"] = fact


def unfound(name: str, rest: str) -> dict[str, object]:
    """The organ's written 查无 of one paper. Raises BadInput where a part is missing."""
    organ, _, more = rest.partition(",")
    document, comma, day = more.rpartition(",")  # a number may contain commas
    if not comma:
        raise BadInput(f"“{name}”要写成 材料=机关,文号,日期。", field="--not-found")
    return {"organ": organ.strip(), "document": document.strip(), "day": day.strip()}


def take_named(parser: Parser) -> None:
    """Papers by the names on the applicant's sheet, and whose they are."""
    add = parser.options.add_argument
    add(
        "--paper",
        dest="named",
        metavar="材料=份数",
        action="append",
        help="交来的一种材料：名称照文书写；看过原件的写 材料=份数,seen；可写几次",
    )
    add("--applicant", metavar="姓名", help="申请人的姓名、名称，照文书或者证件写")
    add("--by", dest="brought_by", metavar="姓名", help="谁送来的")
    add("--relation", metavar="关系", help="送来的人与申请人的关系")
    add("--sheet", metavar="文号", help="凭哪份文书交的")


def identify(parser: Parser) -> None:
    """Whose number it is, and what the document says."""
    add = parser.options.add_argument
    add("--who", metavar="谁", help="person、organisation、guardian 或 agent；只有一个待核时不用写")
    add("--id-number", metavar="号码", help="照证件写的号码（单位写统一社会信用代码）；不写就是登记的那个")
    add("--id-type", metavar="类型", help="证件类型，与登记的不同时写")
    add("--confirmed", action="store_true", help="对照过证件，证件上就是这个号码（校验不通过时用）")
    add("--name", metavar="姓名", help="登记时没有姓名、名称的，在这里补")
    add("--scope", metavar="范围", help="代理人的委托范围，照授权委托书")
    add("--relation", metavar="关系", help="法定代理人与申请人的关系")
    reason(parser, "凭什么核对的，例如对照居民身份证原件")


def transfer(parser: Parser) -> None:
    """Between whom what moves."""
    parser.options.add_argument("--organ", metavar="部门", help="哪个部门；只有一个部门时不用写")
    parser.options.add_argument(
        "--to", metavar="去向", help="to_organ（交部门）、to_window（交回窗口）、to_applicant（退申请人）"
    )
    parser.options.add_argument(
        "--line",
        dest="moved",
        metavar="材料=份数",
        action="append",
        help="流转的一份：材料=originals=1,copies=2，可写几次",
    )
    parser.options.add_argument("--given-by", metavar="姓名", help="交件人")
    parser.options.add_argument("--taken-by", metavar="姓名", help="接件人")
    parser.options.add_argument("--note", metavar="说明", help="说明")
