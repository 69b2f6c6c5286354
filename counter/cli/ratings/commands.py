"""The commands of ``counter rating``: for a window, and for the office (差评处理室)."""

from __future__ import annotations

from counter.cli.io.arguments import Parser
from counter.cli.io.loader import Command, add_commands

COMMANDS = (
    Command(
        "handler",
        "采用差评处理室的公钥，评价从此封给它；不写文件时显示现在的",
        "counter.cli.ratings.station:add_handler",
    ),
    Command("pack", "导出还没有交过的评价包，交差评处理室", "counter.cli.ratings.station:add_pack"),
    Command("card", "（差评处理室）导出公钥，交各窗口采用", "counter.cli.ratings.office:add_card"),
    Command("take-in", "（差评处理室）收一个窗口的评价包", "counter.cli.ratings.office:add_take_in"),
    Command(
        "windows",
        "（差评处理室）各窗口的评价账：请了多少、没请多少、对不对得上",
        "counter.cli.ratings.office:add_windows",
    ),
    Command("list", "差评处理室：评价统计；加 --by 逐件列出", "counter.cli.ratings.figures:add"),
    Command(
        "export",
        "差评处理室：按平台代码导出实名评价，或把统计导成 Excel",
        "counter.cli.ratings.exports:add_export",
    ),
    Command(
        "totals",
        "窗口人员本人的评价合计：差评处理室 --out 公布，窗口 --in 收下，本人 --mine 看",
        "counter.cli.ratings.totals:add",
    ),
)


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = (
        "评价在窗口只封存、不打开：handler 采用差评处理室的公钥，pack 导出评价包交差评处理室。"
    )
    parser.common()
    add_commands(parser, COMMANDS)
