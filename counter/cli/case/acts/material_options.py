"""Options of acts on materials that come after filing: brought, taken in elsewhere, no longer asked for."""

from __future__ import annotations

from counter.cli.case.acts.command import ActCommand
from counter.cli.case.acts.option_values import LINE
from counter.cli.io.arguments import Parser


def _supplement(parser: Parser) -> None:
    parser.options.add_argument(
        "--line",
        dest="materials",
        metavar="材料=状态",
        action="append",
        help=f"补交的一份：{LINE}，可写几次",
    )
    parser.options.add_argument("--by", dest="brought_by", metavar="姓名", help="谁送来的")
    parser.options.add_argument("--relation", metavar="关系", help="送来的人与申请人的关系")


def _take_named(parser: Parser) -> None:
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


def _check_taken(parser: Parser) -> None:
    parser.options.add_argument(
        "--line",
        dest="materials",
        metavar="材料=状态",
        action="append",
        help=f"核对时发现和代收记录不一样的：{LINE}，可写几次；不写就是都对",
    )


def _relieve(parser: Parser) -> None:
    parser.words.add_argument("lines", metavar="材料", nargs="*", default=None, help="不写就是全部")


ACTS = (
    ActCommand(
        "supplement",
        "补交材料",
        "记下补交的材料，出补正材料接收凭证；材料齐了的事项当场决定，仍不齐的说明还缺什么，不要求新的。",
        '{"materials": {"材料": {"state", "original_seen", "copies", "note"}}, "brought_by", "relation"}',
        _supplement,
    ),
    ActCommand(
        "take-named",
        "代收材料：别的窗口的办件，这里还没有它的信息",
        "扫文书的二维码（作为“编号”），照文书记下交来的材料，出接收凭证；待原窗口核对，交来的日期算数。"
        "信息已经到了的，用 supplement。",
        '{"named": {"材料": 份数}, "applicant", "brought_by", "relation", "sheet"}',
        _take_named,
    ),
    ActCommand(
        "check-taken",
        "核对代收材料：别的窗口代收的，转到这里核对",
        "核对外窗口代收的材料；材料齐了的事项当场决定，日期按代收那天算。不一样的用 --line 写明。",
        '{"materials": {"材料": {"state", "original_seen", "copies", "note"}}}',
        _check_taken,
    ),
    ActCommand(
        "relieve",
        "按新版免交：新版指南不再要的材料不用再交",
        "现行指南不再要、还没有交的材料，过渡规则从轻的，记下不用再交；材料齐了的事项当场决定。",
        '{"lines": […]}',
        _relieve,
    ),
)
