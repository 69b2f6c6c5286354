"""The commands of ``counter rectify``, all of the office (差评处理室)."""

from __future__ import annotations

from counter.cli.io.arguments import Parser
from counter.cli.io.loader import Command, add_commands
from counter.cli.ratings.rectify_options import ACTS

COMMANDS = (
    Command("list", "列出要整改的", "counter.cli.ratings.rectify:add_list"),
    Command("show", "看一条评价和它的整改经过", "counter.cli.ratings.rectify:add_show"),
    Command("paper", "再出一份反馈单（PDF）", "counter.cli.ratings.rectify:add_paper"),
    *(Command(act.name, act.help, "counter.cli.ratings.rectify:add_act") for act in ACTS),
    Command(
        "export", "差评处理室：把整改台账导成 Excel，超期的加粗", "counter.cli.ratings.exports:add_ledger"
    ),
)


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = "差评整改：核实、整改、答复、回访，件件有反馈。"
    parser.common()
    add_commands(parser, COMMANDS)
