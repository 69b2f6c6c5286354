"""``counter sync join|leave|now|status``: join this window to the hub or leave it, exchange once, say how it stands."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.exchange.files import add_files
from counter.cli.exchange.let_in import add_let_in
from counter.cli.io.answer import DONE, REFUSED, Answer, plain
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, get_person
from counter.cli.io.json_file import read_key_file
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask
from counter.services.exchange.join_hub import hall_of_enrolment, join_hub, leave_hub
from counter.services.exchange.reporting_matters import reporting_matters
from counter.services.exchange.reporting_standing import reporting_standing

SHOWN = 50


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = (
        "上报：把本窗口的记录报到汇聚库，取回别的窗口的。窗口开着时自动做，每分钟一次；"
        "没有网络的，办件照常，记录存在本机。"
    )
    parser.common()
    acts = parser.subcommands()
    join = acts.add_parser("join", help="收汇聚库的登记文件，接上汇聚库")
    join.runs(run_join, "收登记文件（counter hub enrol 写出的）；随后询问它的密语。")
    join.words.add_argument("file", metavar="登记文件", help="汇聚库的管理员给的那个文件；写 - 从标准输入读")
    join.options.add_argument("--by", metavar="工号", required=True, help="收的人（负责人或系统管理员）")
    add_own_pin(join, "收的人的口令")
    leave = acts.add_parser("leave", help="断开汇聚库")
    leave.runs(run_leave, "断开汇聚库：以后不再上报；已经上报的留在汇聚库，没有上报的留在本机。记入“记录”。")
    leave.options.add_argument("--reason", metavar="理由", required=True, help="为什么断开")
    leave.options.add_argument("--by", metavar="工号", required=True, help="断开的人（负责人或系统管理员）")
    add_own_pin(leave, "断开的人的口令")
    now = acts.add_parser("now", help="马上上报一次")
    now.runs(run_now, "马上和汇聚库交换一次；做完退出码 0，没有做完是 1。")
    status = acts.add_parser("status", help="上报得怎么样了")
    status.runs(run_status, "上报到什么时候，待上报、待核实、没有收、分叉的各有什么，该做什么。")
    add_let_in(acts)
    add_files(acts)


def run_join(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Join the window to the hub."""
    text = read_key_file(Path(args.file))
    with program.open_app(profile) as app:
        by = get_person(app, args.by, args.pin_file)
        _, doubt = hall_of_enrolment(app, text)  # before anybody types
        enrolment = join_hub(app, text, lambda: ask("登记文件的密语："), by=by)
    data: dict[str, object] = {"hub": enrolment.hub, "host": enrolment.host, "hall": enrolment.hall}
    words = (
        f"已接上汇聚库 {enrolment.host}（{enrolment.hall}）。窗口开着时自动上报；马上试：counter sync now。"
    )
    return Answer(data, f"{words}\n{doubt}".rstrip())


def run_leave(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Report to no hub any more."""
    with program.open_app(profile) as app:
        waiting = leave_hub(app, args.reason, by=get_person(app, args.by, args.pin_file))
    left = f"；没有上报的 {waiting} 条留在本机，接上以后再报" if waiting else ""
    words = f"断开了汇聚库{left}。请汇聚库的管理员作废本窗口的登记：counter hub revoke。"
    return Answer({"waiting": waiting}, words)


def run_now(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Exchange once."""
    with program.open_app(profile) as app:
        done = program.exchange_now(profile, app)
    pulled = done.pulled
    data: dict[str, object] = {
        "complete": not done.sentence,
        "sent": done.sent,
        "new": pulled.new,
        "held": pulled.held,
        "refused": pulled.refused,
        "forks": pulled.forks,
        "files_sent": done.parcels.sent,
        "files_received": done.parcels.received,
        "why": plain(done.sentence),
    }
    words = f"上报 {done.sent} 条，收到别的窗口的 {pulled.new} 条。"
    if pulled.held or pulled.refused:
        words += f"待核实 {pulled.held} 批，没有收 {pulled.refused} 批：counter sync status。"
    if done.parcels.sent or done.parcels.received:
        words += f"发出文件 {done.parcels.sent} 个，收到 {done.parcels.received} 个：counter sync files。"
    if done.sentence:
        return Answer(data, f"{words}没有做完：{plain(done.sentence)}", code=REFUSED)
    return Answer(data, words, code=DONE)


def run_status(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """How it stands."""
    with program.open_app(profile) as app:
        at = app.clock.read().at
        standing = reporting_standing(app)
        matters = reporting_matters(app, standing, at)
    tone, words = standing.light(at)
    data: dict[str, object] = {
        "tone": tone.value,
        "words": plain(words),
        "joined": None if standing.joined is None else standing.joined.isoformat(),
        "reported": None if standing.reported is None else standing.reported.isoformat(),
        "exchanged": None if standing.exchanged is None else standing.exchanged.isoformat(),
        "waiting": standing.waiting.count,
        "matters": [
            {"kind": one.kind.value, "words": plain(one.words), "to_do": one.to_do} for one in matters
        ],
    }
    lines = [
        f"{plain(words)}。",
        *(f"· {one.title}　{plain(one.words)}\n  {one.to_do}" for one in matters[:SHOWN]),
    ]
    if len(matters) > SHOWN:
        lines.append(f"…… 还有 {len(matters) - SHOWN:,} 条（--json 看全部）")
    return Answer(data, "\n".join(lines))
