"""Options of acts on cases between windows: contradictions settled, handed over, received."""

from __future__ import annotations

from counter.cli.case.acts import arguments
from counter.cli.case.acts.command import ActCommand
from counter.cli.io.arguments import Parser


def _settle(parser: Parser) -> None:
    parser.options.add_argument(
        "--stands", metavar="序号", type=int, help="以第几份记录为准（counter case show 里“矛盾”下面列出）"
    )
    parser.options.add_argument(
        "--taken-back", metavar="文书", nargs="+", help="不作准的那份出具的文书，书面收回的：文号、种类或名称"
    )
    arguments.reason(parser, "为什么以这份为准")


def _hand_over(parser: Parser) -> None:
    parser.options.add_argument("--to", metavar="窗口编码", help="移交给哪个窗口")
    arguments.reason(parser, "为什么移交")


def _receive(parser: Parser) -> None:
    parser.options.add_argument(
        "--missing", metavar="材料", nargs="+", help="随件原件里没有收到的；都收到了不写"
    )
    parser.options.add_argument("--note", metavar="说明", help="没有收到的，怎么回事")


ACTS = (
    ActCommand(
        "settle",
        "两个窗口的记录有矛盾的，值班负责人定以哪一份为准",
        "两个窗口互不知情，对同一事项各有记录：以哪一份为准（--stands），另一份的文书哪些书面收回。处理以前两边的文书都有效。",
        '{"stands", "reason", "taken_back": […], "supervisor"}',
        _settle,
        agreed=True,
    ),
    ActCommand(
        "hand-over",
        "移交另一个窗口主办，两个人签名",
        "这件以后由另一个窗口主办，收着的原件一起交过去，期限照原来的算；本窗口还可以收补交的材料、登记送达。两个人签名。",
        '{"to", "reason", "supervisor"}',
        _hand_over,
        agreed=True,
    ),
    ActCommand(
        "receive",
        "接收移交：别的窗口移交来的，点过原件签收",
        "别的窗口移交来的件和随件的原件在手里了，签收；有原件没有收到的写明。",
        '{"missing": […], "note"}',
        _receive,
    ),
)
