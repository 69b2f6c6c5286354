"""Options of acts on papers: printed, stamped, served, issued anew."""

from __future__ import annotations

from counter.cli.case.acts import arguments
from counter.cli.case.acts.command import ActCommand
from counter.cli.io.arguments import Parser


def _papers(parser: Parser) -> None:
    """The papers of an act."""
    parser.words.add_argument(
        "papers", metavar="文书", nargs="*", default=None, help="文号、种类（acceptance_notice 等）或名称"
    )


def _printed(parser: Parser) -> None:
    """The papers were printed, or not."""
    _papers(parser)
    parser.options.add_argument("--failed", metavar="原因", help="没打出来：卡纸、缺纸等")


def _stamped(parser: Parser) -> None:
    """The papers bear the seal."""
    _papers(parser)
    arguments.handed_over(parser)


def _deliver(parser: Parser) -> None:
    """The papers reached the applicant, or the 送达回证 is wanted first."""
    _served(parser)
    parser.options.add_argument("--proof", action="store_true", help="先出送达回证，签完再登记送达")
    parser.options.add_argument("--address", metavar="地址", help="送达地址，印在送达回证上")


def _served(parser: Parser) -> None:
    """The papers reached the applicant."""
    _papers(parser)
    parser.options.add_argument(
        "--way",
        metavar="方式",
        help="window（窗口）、post（邮寄）、electronic（电子）或 public_notice（公告）",
    )
    parser.options.add_argument("--receiver", metavar="姓名", help="签收人；拒签的写见证人")
    parser.options.add_argument("--relation", metavar="关系", help="代收的，与申请人的关系")
    parser.options.add_argument("--declined", action="store_true", help="拒绝签收")
    arguments.day(
        parser, "送达日期，默认今天；公告送达的写公告发出的日期：没满三十日的先记公告，满了再登记一次送达"
    )
    parser.options.add_argument(
        "--at", metavar="时间", help="电子送达的，照平台的记录写几点几分，如 11-24 14:30；不再写 --day"
    )
    parser.options.add_argument("--note", metavar="说明", help="说明；公告送达的写原因、在哪里公告和经过")
    arguments.handed_over(parser)


def _reissue(parser: Parser) -> None:
    """Reissue one paper."""
    parser.words.add_argument("paper", metavar="文书", nargs="?", help="文号、种类或名称")


ACTS = (
    ActCommand(
        "printed",
        "确认已出纸",
        "看到纸出来了，在这里确认；没出来的用 --failed 写明。",
        '{"papers": […], "failed"}',
        _printed,
    ),
    ActCommand("stamped", "确认已盖章", "机关印章已经盖上。", '{"papers": […], "handed_over"}', _stamped),
    ActCommand(
        "deliver",
        "送达文书（--proof 先出送达回证）",
        "登记文书已送达或者被拒签；加 --proof 只出送达回证，等签字。",
        '{"papers": […], "way", "receiver", "relation", "declined", "day", "at",'
        ' "note", "handed_over", "proof", "address"}',
        _deliver,
    ),
    ActCommand(
        "served",
        "登记文书已送达",
        "与 deliver 不带 --proof 相同。",
        '{"papers": […], "way", "receiver", "relation", "declined", "day", "at", "note", "handed_over"}',
        _served,
    ),
    ActCommand(
        "reissue",
        "换发日期正确的一份",
        "期限从送达起算的文书送达晚了，重新计算日期换发一份，原来的作废。",
        '{"paper"}',
        _reissue,
    ),
)
