"""Options of acts on what is decided at the window, signed by the applicant, or taken back."""

from __future__ import annotations

from counter.cli.case.acts import arguments
from counter.cli.case.acts.command import ActCommand
from counter.cli.case.acts.option_values import LINE
from counter.cli.io.arguments import Parser


def _new_fact(parser: Parser) -> None:
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


def _signature(parser: Parser, authority: str) -> None:
    """Who signed, and with what authority."""
    parser.options.add_argument(
        "--signer", metavar="谁", help="applicant（本人）、agent、guardian 或 legal_representative"
    )
    parser.options.add_argument("--name", metavar="姓名", help="签字人")
    parser.options.add_argument("--authority", metavar="权限", help=authority)


def _decide(parser: Parser) -> None:
    arguments.items(parser)
    parser.options.add_argument("--settled", metavar="说明", help="原来不清楚的情形是怎么认定的")
    parser.options.add_argument(
        "--others", metavar="missing", help="没有看过的材料都看了，确实没带来（missing）；不写就不能决定"
    )
    parser.options.add_argument(
        "--line",
        dest="materials",
        metavar="材料=状态",
        action="append",
        help=f"收着的材料再看过：现在看过原件的（received,seen）或者发现不符的；{LINE}，可写几次",
    )
    parser.options.add_argument("--papers-valid", action="store_true", help="收存的材料已核对，还在有效期内")
    _new_fact(parser)
    arguments.reason(parser, "再次告知：值班负责人的理由，和 --supervisor 一起用")


def _identify(parser: Parser) -> None:
    """Whose number it is, and what the document says."""
    add = parser.options.add_argument
    add("--who", metavar="谁", help="person、organisation、guardian 或 agent；只有一个待核时不用写")
    add("--id-number", metavar="号码", help="照证件写的号码（单位写统一社会信用代码）；不写就是登记的那个")
    add("--id-type", metavar="类型", help="证件类型，与登记的不同时写")
    add("--confirmed", action="store_true", help="对照过证件，证件上就是这个号码（校验不通过时用）")
    add("--name", metavar="姓名", help="登记时没有姓名、名称的，在这里补")
    add("--scope", metavar="范围", help="代理人的委托范围，照授权委托书")
    add("--relation", metavar="关系", help="法定代理人与申请人的关系")
    arguments.reason(parser, "凭什么核对的，例如对照居民身份证原件")


def _pledge(parser: Parser) -> None:
    """The pledge was signed, or the applicant declined."""
    parser.options.add_argument("--paper", metavar="文书", help="哪一份承诺书；只有一份等签字时不用写")
    _signature(parser, "代理人签字的，授权委托书里怎么写的")
    parser.options.add_argument("--declined", action="store_true", help="申请人不愿承诺，改按补齐补正办理")
    arguments.handed_over(parser)


def _void(parser: Parser) -> None:
    arguments.items(parser)
    arguments.reason(parser, "为什么收回")
    parser.options.add_argument(
        "--taken-back", metavar="文书", nargs="+", help="纸已收回来的文书：文号、种类或名称"
    )


def _withdraw(parser: Parser) -> None:
    """The application to withdraw, or the applicant's own letter."""
    _drop(parser)
    arguments.day(parser, "申请人自己写了书面申请的：它的日期，和 --signer --name 一起用", "--written")
    _signature(parser, "代理人签字的，授权委托书里撤回申请的权限")


def _withdrawal(parser: Parser) -> None:
    """The application to withdraw was signed, or the applicant revoked it."""
    parser.options.add_argument("--paper", metavar="文书", help="哪一份撤回申请书；只有一份等签字时不用写")
    _signature(parser, "代理人签字的，授权委托书里撤回申请的权限")
    parser.options.add_argument("--declined", action="store_true", help="申请人不撤回了，申请书作废")
    arguments.handed_over(parser)


def _drop(parser: Parser) -> None:
    """Items left out before any decision."""
    arguments.items(parser)
    arguments.reason(parser, "申请人说的原因")


ACTS = (
    ActCommand(
        "decide",
        "接着办：对收下、等着的事项作决定",
        "按现在的情况决定还没决定的事项；不写事项就是全部。再次告知补正要有新的事实（哪份文书、哪一天、什么变了），或者值班负责人输入口令并写明理由；和上次一样的不再告知。",
        '{"items": […], "materials", "settled", "papers_valid", "others", '
        '"new_fact": {"document", "day", "what", "lines": […]}, '
        '"not_found": {"材料": {"organ", "document", "day"}}, "reason", "supervisor"}',
        _decide,
        agreed=True,
    ),
    ActCommand(
        "identify",
        "核对号码：登记待核的，对照证件更正或者确认",
        "收件时号码待核的，照证件更正，或者确认证件上就是这个号码；核对以后才能决定、告知。以前的文书不变。",
        '{"who", "id_number", "id_type", "confirmed", "name", "scope", "relation", "reason"}',
        _identify,
    ),
    ActCommand(
        "pledge",
        "登记承诺书已签字，容缺受理",
        "登记容缺受理承诺书由谁签的字；签了才算容缺受理，并出容缺受理通知书。不愿承诺的（--declined）改按补正告知。",
        '{"paper", "signer", "name", "authority", "declined", "handed_over"}',
        _pledge,
    ),
    ActCommand(
        "void",
        "收回决定，文书作废",
        "刚作的决定在规定的分钟数内可以收回，文书作废、文号保留；打出的纸要先收回来（--taken-back）。",
        '{"items": […], "reason", "taken_back": […], "supervisor"}',
        _void,
        agreed=True,
    ),
    ActCommand(
        "withdraw",
        "申请人撤回申请：出撤回申请书，请他签字",
        "出撤回申请书，签了字再用 withdrawal 登记；申请人自己写了书面申请的，写明日期（--written）和签字人，"
        "直接登记。不写事项就是全部还没有结果的。",
        '{"items": […], "reason"}，或者加 {"written", "signer", "name", "authority"}',
        _withdraw,
    ),
    ActCommand(
        "withdrawal",
        "登记撤回申请书已签字，事项终止",
        "登记撤回申请书由谁签的字；签了才算撤回。不撤回了的（--declined）申请书作废。",
        '{"paper", "signer", "name", "authority", "declined", "handed_over"}',
        _withdrawal,
    ),
    ActCommand(
        "drop",
        "不再办理某个事项",
        "去掉还没有决定的事项。",
        '{"items": […], "reason"}',
        _drop,
    ),
)
