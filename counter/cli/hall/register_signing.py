"""Signing changes of the hall's register on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import add_own_pin, pin_of
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.register.change_words import change_words, fault_place
from counter.domain.hall.register.checks import GuideNames, faults_of
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.register import RegisterOnDay
from counter.domain.text.day_input import read_day
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import check_pin
from counter.services.register.confirmations import confirmation_lines
from counter.services.register.issue_register import issue_register


def add_signing(parser: Parser, *, required: bool = True) -> None:
    """``--by``, ``--agreed``, ``--from`` and ``--reason`` on a command that changes the register."""
    parser.options.add_argument("--by", metavar="工号", required=required, help="改的人：值班负责人")
    add_own_pin(parser, "改的人的口令")
    parser.options.add_argument(
        "--agreed", metavar="工号", help="第二个人；授权协议、首席代表、负责人的改动要写"
    )
    parser.options.add_argument(
        "--agreed-pin-file",
        metavar="文件",
        type=path_argument,
        help="第二个人的口令，取文件第一行；不写就询问",
    )
    parser.options.add_argument("--from", dest="since", metavar="日期", help="从哪天起，默认今天")
    parser.options.add_argument("--reason", metavar="原因", default="", help="为什么改，例如“换了电话”")
    parser.common()


def issue(
    app: AppContext, args: argparse.Namespace, changes: Sequence[RegisterChange], state: RegisterOnDay
) -> Answer:
    """Sign the changes by one or two people. Raises as ``issue_register``."""
    by = get_keeper(app, args.by, args.pin_file)
    agreed = get_keeper(app, args.agreed, args.agreed_pin_file) if args.agreed else None
    register = issue_register(
        app.journal, changes, by=by, agreed=agreed, reason=args.reason, names=guide_names(app)
    )
    lines = [f"登记册第{register.number}号：", *(f"  {change_words(c, state)}" for c in changes)]
    told = confirmation_lines(app.journal, register)
    lines += [*told, *(["确认用 counter hall confirm --by 工号"] if register.unconfirmed() else [])]
    lines.append("别的窗口：counter hall export --signed --out 文件，拷过去 counter hall take 文件。")
    data = {"number": register.number, **changes_data(changes, state)}
    today = today_of(app)
    records = register.on(today).records
    warnings = [f for f in faults_of(tuple(records.values()), today) if not f.grave]
    reminders = dict.fromkeys(f"提醒：{fault_place(f, records)}：{f.sentence}。" for f in warnings)
    return Answer(data, "\n".join(lines), notes=tuple(reminders))


def get_keeper(app: AppContext, code: str, pin_file: str | None) -> StaffRow:
    """The person of that code by the PIN. Raises RuleRefused for a wrong one."""
    return check_pin(app.journal, code, pin_of(code, pin_file, "工号"))


def guide_names(app: AppContext) -> GuideNames:
    """What the guide and the region know."""
    return GuideNames.of(app.guide, app.jurisdiction.wording)


def today_of(app: AppContext) -> date:
    """The civil day of the profile's clock."""
    return civil_date(app.clock.read().at)


def day_given(text: str | None, today: date, field: str) -> date:
    """The day of an option, today where none is given. Raises BadInput."""
    return today if text is None else read_day(text, today, field)


def changes_data(changes: Sequence[RegisterChange], state: RegisterOnDay) -> dict[str, object]:
    """Changes for scripts."""
    return {
        "changes": [
            {
                "section": c.section,
                "key": c.key,
                "from": c.in_force.isoformat(),
                "words": change_words(c, state),
                "removed": c.record is None,
            }
            for c in changes
        ]
    }
