"""Options of acts on results as things: arrived, handed out, taken back, called in."""

from __future__ import annotations

from counter.cli.case.acts import arguments
from counter.cli.case.acts.command import ActCommand
from counter.cli.io.arguments import Parser


def _arrived(parser: Parser) -> None:
    """What arrived, as it stands on it."""
    arguments.item(parser)
    add = parser.options.add_argument
    add("--name", metavar="名称", help="证照上印的名称")
    add("--number", metavar="号", help="证照编号；没有的不写")
    add("--issuer", metavar="机关", help="发证机关；不写就是办理这个事项的机关")
    add("--medium", metavar="介质", help="paper 纸质（不写就是它）、electronic 电子、both 纸质和电子")
    add("--form", metavar="种类", help="certificate 证照（不写就是它）、decision 决定书")
    add("--issued-on", metavar="日期", help="发证日期")
    add("--valid-from", metavar="日期", help="有效期起")
    add("--valid-until", metavar="日期", help="有效期止；不写就是长期")
    add("--originals", metavar="份数", help="正本份数，不写就是 1")
    add("--duplicates", metavar="份数", help="副本份数")
    add("--place", metavar="格号", help="在哪一格")
    add("--day", metavar="日期", help="到柜日期，不写就是今天")
    add("--brought-by", metavar="姓名", help="谁送来的")
    add("--note", metavar="说明", help="说明")
    add("--replaces", metavar="证照", help="更正的是机关收回的哪一张：编号或名称")


def _handed(parser: Parser) -> None:
    """Who collects what."""
    parser.words.add_argument(
        "certificates", metavar="证照", nargs="*", default=None, help="编号或名称；不写就是在柜的全部"
    )
    add = parser.options.add_argument
    add("--collector", metavar="谁", help="applicant 申请人本人（不写就是它）、agent 代理人、proxy 别人代收")
    add("--name", metavar="姓名", help="领取人姓名")
    add("--checked", metavar="证件", help="核对了什么证件，例如居民身份证")
    add("--relation", metavar="关系", help="代收的：与申请人的关系")
    add("--id-number", metavar="号码", help="证件号码，只留前后几位")
    add("--day", metavar="日期", help="领取日期，不写就是今天")
    add("--note", metavar="说明", help="说明")


def _taken_back(parser: Parser) -> None:
    """What the organ takes back, and why."""
    parser.words.add_argument("certificate", metavar="证照", nargs="?", help="编号或名称")
    add = parser.options.add_argument
    add("--reason", metavar="原因", help="什么错了")
    add("--document", metavar="文号", help="机关的文号，没有的不写")
    add("--taken-by", metavar="姓名", help="谁取走的")
    add("--day", metavar="日期", help="收回日期，不写就是今天")


def _called_in(parser: Parser) -> None:
    """What came back."""
    parser.words.add_argument("certificate", metavar="证照", nargs="?", help="编号或名称")
    parser.options.add_argument("--day", metavar="日期", help="追回日期，不写就是今天")


ACTS = (
    ActCommand(
        "arrived",
        "证照到柜",
        "机关送来的证照、决定书登记在这里：编号照证照抄，同一张只登记一次。",
        '{"item", "name", "number", "issuer", "medium", "form", "issued_on", "valid_from", "valid_until",'
        ' "originals", "duplicates", "place", "day", "brought_by", "note", "replaces"}',
        _arrived,
    ),
    ActCommand(
        "handed",
        "登记领取证照",
        "申请人、代理人或者代收人领走了在柜的证照、决定书。",
        '{"certificates": […], "day", "collector", "name", "checked", "relation", "id_number", "note"}',
        _handed,
    ),
    ActCommand(
        "taken-back",
        "机关收回证照",
        "证照有错，机关收回更正。已经交给申请人的，待办里会有一项追回。",
        '{"certificate", "day", "reason", "document", "taken_by"}',
        _taken_back,
    ),
    ActCommand(
        "called-in",
        "追回证照",
        "机关收回、已经交出去的证照追回来了。",
        '{"certificate", "day"}',
        _called_in,
    ),
)
