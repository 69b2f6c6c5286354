"""Options of acts on the case as a whole: its materials moved, its official number, its follower, reminders."""

from __future__ import annotations

from counter.cli.case.acts import arguments
from counter.cli.case.acts.command import ActCommand
from counter.cli.io.arguments import Parser


def _transfer(parser: Parser) -> None:
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


def _official(parser: Parser) -> None:
    """The platform's number."""
    parser.words.add_argument(
        "official", metavar="官方编号", nargs="?", help="43位，空格不限；去掉登记错的不写"
    )
    parser.options.add_argument("--item", metavar="事项", help="事项的编号或全名；整件一个编号的不写")
    parser.options.add_argument("--reason", metavar="理由", help="改原来登记的才写，例如 抄错一位")


def _correct(parser: Parser) -> None:
    """Whose registration, and how it reads in the document."""
    add = parser.options.add_argument
    add("--who", metavar="谁", help="person、organisation、guardian 或 agent；只登记了一个的不用写")
    add("--name", metavar="姓名", help="照证件写的姓名、名称")
    add("--id-number", metavar="号码", help="照证件写的号码（单位写统一社会信用代码）；要 --supervisor 同意")
    add("--phone", metavar="电话", help="现在的联系电话")
    arguments.reason(parser, "凭什么更正的，例如对照居民身份证原件")


def _pass_on(parser: Parser) -> None:
    """Another person follows the case."""
    parser.options.add_argument("--to", metavar="工号", help="转给谁")
    parser.options.add_argument("--reason", metavar="理由", help="为什么换，例如 休假")


def _reminders(parser: Parser) -> None:
    """Whether the applicant is told how it goes."""
    parser.options.add_argument("--phone", metavar="电话", help="申请人同意提醒，打这个号码")
    parser.options.add_argument("--no-more", action="store_true", help="申请人不要提醒了")


ACTS = (
    ActCommand(
        "transfer",
        "材料交接，出物料流转单",
        "登记材料在窗口、部门、申请人之间的交接，原件、复印件分开数。",
        '{"organ", "to", "moved": {"材料": {"originals", "copies"}}, "given_by", "taken_by", "note"}',
        _transfer,
    ),
    ActCommand(
        "official",
        "登记平台给的官方办件编号",
        "登记省里的平台给事项（或者整件）的编号，43位；改原来登记的要写理由，编号空着就是去掉登记错的。",
        '{"official", "item", "reason"}',
        _official,
    ),
    ActCommand(
        "correct",
        "更正登记：登记时写错的姓名、号码、电话",
        "登记看起来没有问题、其实写错了的，照证件更正；姓名和号码一次只能改一样，都不一样就是换了人。"
        "出过的文书不重出，写错的出一份更正通知书。",
        '{"who", "name", "id_number", "phone", "reason", "supervisor"}',
        _correct,
        agreed=True,
    ),
    ActCommand(
        "pass-on",
        "换这一件的跟踪人",
        "转给别人跟踪到办结送达；几件一起转、某人的全部转用 counter case follow。",
        '{"to", "reason"}',
        _pass_on,
    ),
    ActCommand(
        "reminders",
        "申请人要不要提醒、打哪个电话",
        "登记申请人同意提醒和电话，换了号码，或者不要提醒了。",
        '{"phone", "no_more"}',
        _reminders,
    ),
)
