"""The commands of ``counter case``: file a case, look for one, act on one."""

from __future__ import annotations

from counter.cli.case.acts import options
from counter.cli.io.arguments import Parser
from counter.cli.io.loader import Command, add_commands

COMMANDS = (
    Command("open", "按来访文件登记一件，规则与窗口相同", "counter.cli.case.open_case:add"),
    Command("show", "查看一件", "counter.cli.case.show_case:add_show"),
    Command("find", "查找", "counter.cli.case.show_case:add_find"),
    Command("list", "列出待办，或者最近的办件", "counter.cli.case.list_cases:add"),
    Command(
        "results", "机关当天的结果清单（Excel）：空白清单、核对、登记", "counter.cli.case.results_file:add"
    ),
    Command("follow", "转交跟踪人：一件、几件，或者某人的全部", "counter.cli.case.follow:add"),
    Command("ask-key", "申请查看别的窗口办的一件", "counter.cli.case.ask_key:add"),
    Command("declare-lost", "一直没有收到的记录登记遗失，两个人签名", "counter.cli.case.declare_lost:add"),
    Command("answer-finding", "答复案卷评查的发现，或者登记已整改", "counter.cli.case.findings:add_answer"),
    Command("archive", "归档", "counter.cli.case.archive:add_archive"),
    Command("unarchive", "取消归档，两个人签名", "counter.cli.case.archive:add_unarchive"),
    Command("forget", "保管期限满了的，清除个人信息，两个人签名", "counter.cli.case.archive:add_forget"),
)


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = "办件：登记、查看、查找。"
    parser.common()
    acts = (Command(act.name, act.help, "counter.cli.case.acts.perform:add") for act in options.ACTS)
    add_commands(parser, (*COMMANDS, *acts))
