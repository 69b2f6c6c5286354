"""``counter staff add|list|…``: who may act at this window. A supervisor confirms every new person with their PIN."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from counter.cli.hall.people import add_changes
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_recovery, add_two_people, asked_recovery_key, two_people
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask_new_pin
from counter.domain.errors import BadInput
from counter.domain.hall.organ_people import SIGNER
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.roles import DUTIES, ROLE_TITLES
from counter.services.context.app import AppContext
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import people_of, today_of
from counter.services.hall.pin_backing import PinBacker
from counter.services.register.add_person import add_person

_ROLES = {
    **{role.value: title for role, title in ROLE_TITLES.items()},
    SIGNER: "机关签发人，没有口令",
}


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = "值班人员。"
    parser.common()
    acts = parser.subcommands()
    one = acts.add_parser(
        "add",
        help="增加一人，或给同一工号换口令、换岗位",
        description="增加一人。先询问值班负责人的口令，再询问新口令；没有终端时从标准输入各读一行。"
        "机关的首席代表（representative，有口令）确认代拟稿，签发人（signer，没有口令）签机关的文书：都要写明部门，"
        "不在窗口值班。",
    )
    one.words.add_argument("code", metavar="工号", help="上岗时输入的，例如 W03；已有的就换口令或岗位")
    one.words.add_argument("name", metavar="姓名", help="写在文书和记录里的名字")
    one.options.add_argument(
        "--role",
        choices=tuple(_ROLES),
        default="clerk",
        help="clerk（默认）、supervisor、representative（机关首席代表）、signer（机关签发人）、editor 或 admin",
    )
    one.options.add_argument(
        "--organ", metavar="部门", default="", help="首席代表、签发人是哪个部门的，和指南里的写法一样"
    )
    one.options.add_argument("--phone", metavar="电话", default="", help="本人对外公布的电话")
    one.options.add_argument(
        "--duty", metavar="职责", action="append", default=[], help=f"可写多次：{'、'.join(DUTIES)}"
    )
    add_two_people(one)
    add_recovery(one)
    one.common()
    one.set_defaults(run=run_add)
    every = acts.add_parser("list", help="列出值班人员", description="列出值班人员。")
    every.common()
    every.set_defaults(run=run_list)
    add_changes(acts)


def run_add(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Add one person. Raises RuleRefused for a wrong PIN of the supervisor."""
    if not args.name.strip():
        raise BadInput("姓名不能空着。", field="name")
    with program.open_app(profile) as app:
        by, agreed = two_people(app, args)
        _check_organ(app, args.organ)
        person = RegisteredStaff(
            args.code.strip().upper(),
            args.name.strip(),
            args.role,
            args.organ.strip(),
            tuple(args.duty),
            args.phone.strip(),
        )
        backer = PinBacker(agreed, lambda: asked_recovery_key(args))
        ask_pin = partial(ask_new_pin, f"{args.code} {args.name}")
        row = add_person(app.journal, person, ask_pin, by=by, backer=backer)
        lost = bool(person.duties or person.phone) and not hall_register(app.journal).number
    may = f"列入{row.organ}的名单" if row.organ else "可以在这个窗口值班"
    return Answer(
        {"code": row.code, "name": row.name, "role": row.role, "organ": row.organ},
        f"{row.code} {row.name}（{_ROLES[row.role]}）现在{may}。"
        + ("大厅还没有登记册，职责、电话没有记下：签发第一份登记册时再写。" if lost else ""),
    )


def _check_organ(app: AppContext, organ: str) -> None:
    """Raises BadInput for an organ without items: its person could never be chosen."""
    organs = sorted({item.organ for item in app.guide.items.values()})
    if organ.strip() and organ.strip() not in organs:
        near = [name for name in organs if organ.strip() in name or name in organ]
        have = "、".join(near or organs)
        raise BadInput(f"指南里没有部门“{organ.strip()[:40]}”，有：{have}。", field="organ")


def run_list(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List the staff."""
    with program.open_app(profile) as app:
        people, today = people_of(app.journal), today_of(app.journal)
    rows = people.on(today)
    away = {r.code: people.absence_words(r.code, today) for r in rows}
    data = [
        {
            "code": r.code,
            "name": r.name,
            "role": r.role,
            "active": r.active,
            "organ": r.organ,
            "away": away[r.code],
        }
        for r in rows
    ]
    lines = [
        f"{r.code}  {r.name}  {r.organ}{_ROLES.get(r.role, r.role)}"
        f"{'' if r.active else '（停用）'}{f'（{away[r.code]}）' if away[r.code] else ''}"
        for r in rows
    ]
    return Answer({"staff": data}, "\n".join(lines) or "还没有值班人员。")
