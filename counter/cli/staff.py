"""``counter staff add|list``: who may act at this window. A supervisor agrees to every new person with their PIN."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from counter.cli.answer import Answer
from counter.cli.asking import ask_new_pin
from counter.cli.on_duty import add_own_pin, pin_of
from counter.domain.errors import BadInput

if TYPE_CHECKING:
    from counter.cli.arguments import Parser
    from counter.cli.doors import Doors

_ROLES = {"clerk": "窗口人员", "supervisor": "值班负责人"}


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Put the commands on the command line."""
    from counter.cli.arguments import Parser

    staff = commands.add_parser("staff", help="值班人员", description="值班人员。")
    staff.common()
    acts = staff.add_subparsers(title="命令", dest="act", metavar="命令", required=True, parser_class=Parser)
    one = acts.add_parser(
        "add",
        help="增加一人，或给同一工号换口令、换岗位",
        description="增加一人。先询问值班负责人的口令，再询问新口令；没有终端时从标准输入各读一行。",
    )
    one.words.add_argument("code", metavar="工号", help="上岗时输入的，例如 W03；已有的就换口令或岗位")
    one.words.add_argument("name", metavar="姓名", help="写在文书和记录里的名字")
    one.options.add_argument(
        "--role", choices=tuple(_ROLES), default="clerk", help="clerk（默认）或 supervisor"
    )
    one.options.add_argument("--by", metavar="工号", required=True, help="同意的值班负责人")
    add_own_pin(one)
    one.common()
    one.set_defaults(run=run_add)
    every = acts.add_parser("list", help="列出值班人员", description="列出值班人员。")
    every.common()
    every.set_defaults(run=run_list)


def run_add(args: argparse.Namespace, profile: Path, doors: Doors) -> Answer:
    """Add one person. Raises RuleRefused when the supervisor's PIN does not fit."""
    from counter.services.staff import add_staff, require_supervisor

    if not args.name.strip():
        raise BadInput("姓名不能空着。", field="name")
    with doors.open_house(profile) as house:
        by = require_supervisor(house.journal, code=args.by, pin=pin_of(args.by, args.pin_file))
        pin = ask_new_pin(f"{args.code} {args.name}")
        row = add_staff(house.journal, code=args.code, name=args.name, role=args.role, pin=pin, actor=by.code)
    return Answer(
        {"code": row.code, "name": row.name, "role": row.role},
        f"{row.code} {row.name}（{_ROLES[row.role]}）现在可以在这个窗口值班。",
    )


def run_list(_args: argparse.Namespace, profile: Path, doors: Doors) -> Answer:
    """List who may act here."""
    with doors.open_house(profile) as house:
        rows = house.journal.staff()
    data = [{"code": r.code, "name": r.name, "role": r.role, "active": r.active} for r in rows]
    lines = [
        f"{r.code}  {r.name}  {_ROLES.get(r.role, r.role)}{'' if r.active else '（停用）'}" for r in rows
    ]
    return Answer({"staff": data}, "\n".join(lines) or "还没有值班人员。")
