"""``counter hall show|coverage|edit|remove|export|import|take|card|admit|confirm``: the hall's register."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from counter.cli.hall.closing import add_closing
from counter.cli.hall.joining import add_joining
from counter.cli.hall.register_files import add_files
from counter.cli.hall.register_signing import add_signing, day_given, get_keeper, issue, today_of
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin
from counter.cli.io.json_file import read_raw
from counter.cli.io.program import Program
from counter.domain.errors import BadInput
from counter.domain.guide.rows.columns import InvalidCell, cell_of, read_cell
from counter.domain.hall.register.change_words import change_words
from counter.domain.hall.register.expiring import coverage, endings
from counter.domain.hall.register.records import RegisteredPicture, RegisterRecord, section_of
from counter.domain.hall.register.register import Register, RegisterOnDay, change_to, removal_of
from counter.domain.hall.register.sheets import (
    SECTIONS,
    InvalidField,
    RegisterSection,
    cells_of,
    record_of,
    section_titled,
)
from counter.services.register.confirmations import awaited_issues, confirmation_lines
from counter.services.register.issue_register import confirm_register, register_or_setup
from counter.services.register.pictures import MOST_FILE, read_picture

_SECTIONS = "、".join(section.title for section in SECTIONS)


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = (
        "大厅登记册：大厅、窗口、人员、部门、首席代表授权、授权协议、地区开关、刻章企业、本地用语。\n"
        "每次改动是签了名的一号，写明从哪天起；在持有大厅密钥的窗口改，再用一个文件带到别的窗口。"
    )
    parser.common()
    acts = parser.subcommands()
    show = acts.add_parser("show", help="登记册现在的内容", description="登记册在某一天的内容。")
    show.words.add_argument("section", metavar="哪一类", nargs="?", help=_SECTIONS)
    show.options.add_argument("--on", metavar="日期", help="哪一天的，默认今天，例如 2026-12-31")
    show.common()
    show.set_defaults(run=run_show)
    covered = acts.add_parser(
        "coverage", help="授权协议管到哪些事项，快到期的", description="每个事项能受理还是只能收件转办。"
    )
    covered.common()
    covered.set_defaults(run=run_coverage)
    edit = acts.add_parser(
        "edit",
        help="增加或改一条",
        description="增加或改一条。例如：counter hall edit 部门 市场监督管理局 电话=0482-0000000 --by S01\n"
        "没有写的栏不动；写成“栏=”就是清空；统一标识、照片写图片文件，例如 统一标识=logo.png。\n"
        "授权协议、首席代表授权和负责人的改动要两个人（--agreed）。",
    )
    edit.words.add_argument("section", metavar="哪一类", help=_SECTIONS)
    edit.words.add_argument(
        "key", metavar="哪一条", help="这一类的第一栏，例如工号、部门、协议文号；大厅写 -"
    )
    edit.words.add_argument("values", metavar="栏=内容", nargs="+", help="栏名和内容，可写几个")
    add_signing(edit)
    edit.set_defaults(run=run_edit)
    remove = acts.add_parser("remove", help="去掉一条", description="去掉一条；以前的办件仍按当时的内容。")
    remove.words.add_argument("section", metavar="哪一类", help=_SECTIONS)
    remove.words.add_argument("key", metavar="哪一条", help="同 edit")
    add_signing(remove)
    remove.set_defaults(run=run_remove)
    add_files(acts)
    add_joining(acts)
    add_closing(acts)
    confirm = acts.add_parser(
        "confirm", help="第二个人确认", description="只有一个人时签的改动，由第二个人确认。"
    )
    confirm.options.add_argument("--by", metavar="工号", required=True, help="第二个人")
    add_own_pin(confirm, "第二个人的口令")
    confirm.common()
    confirm.set_defaults(run=run_confirm)


def run_show(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show the register of a day; before the first issue, what the set-up stated."""
    wanted = None if args.section is None else _section(args.section)
    with program.open_app(profile) as app:
        today = today_of(app)
        day = day_given(args.on, today, "--on")
        register = register_or_setup(app.journal)
        waiting, planned = awaited_issues(app.journal, register), register.planned(today)
    state = register.on(day)
    shown = [s for s in SECTIONS if wanted is None or s is wanted]
    lines = [_number_line(register, day)]
    lines += [f"{one.words}：counter hall confirm" for one in waiting]
    data: dict[str, object] = {"number": register.number, "day": day.isoformat()}
    for section in shown:
        records = state.of(section.shape)
        data[section.tag] = [_record_data(record) for record in records]
        lines += [f"\n{section.title}", *(f"  {_record_line(section, record)}" for record in records)]
    if planned:
        lines += [
            "\n还没到日子的",
            *(f"  {c.in_force.isoformat()} 起 {change_words(c, state)}" for c in planned),
        ]
    return Answer(data, "\n".join(lines))


def run_coverage(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Which items the agreements cover, and which end soon."""
    with program.open_app(profile) as app:
        today = today_of(app)
        state = register_or_setup(app.journal).on(today)
        guide = app.guide
    items, ends = coverage(state, guide), endings(state, guide)
    sent_on = [c for c in items if c.sent_on]
    lines = [f"{len(items)}个事项：{len(items) - len(sent_on)}个可以受理，{len(sent_on)}个只能收件转办。"]
    lines += [f"到期：{one.words(today)}" for one in ends]
    lines += [f"  只能收件转办：{c.item.organ}　{c.item.name}" for c in sent_on]
    data = {
        "items": [
            {
                "item": c.item.id,
                "organ": c.item.organ,
                "acts": sorted(c.acts),
                "until": c.until and c.until.isoformat(),
            }
            for c in items
        ],
        "endings": [
            {"section": e.section, "key": e.key, "last": e.last.isoformat(), "items": e.items} for e in ends
        ],
    }
    return Answer(data, "\n".join(lines))


def run_edit(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Add or change one record. Raises BadInput at the column that is wrong."""
    section = _section(args.section)
    with program.open_app(profile) as app:
        today = today_of(app)
        day = day_given(args.since, today, "--from")
        state = register_or_setup(app.journal).on(day)
        record, pictures = _edited(section, _found(section, state, args.key), args)
        given = [p for p in pictures if p.digest not in state.pictures]
        return issue(app, args, tuple(change_to(r, day) for r in (*given, record)), state)


def run_remove(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Remove one record from a day on. Raises BadInput where there is none."""
    section = _section(args.section)
    with program.open_app(profile) as app:
        today = today_of(app)
        day = day_given(args.since, today, "--from")
        state = register_or_setup(app.journal).on(day)
        record = _found(section, state, args.key)
        if record is None:
            raise BadInput(f"登记册的{section.title}里没有“{args.key[:40]}”。", field="key")
        return issue(app, args, (removal_of(record, day),), state)


def run_confirm(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Confirm as the second person. Raises BadInput where nothing waits."""
    with program.open_app(profile) as app:
        register = confirm_register(app.journal, by=get_keeper(app, args.by, args.pin_file))
        lines = confirmation_lines(app.journal, register)
        waiting = awaited_issues(app.journal, register)
    data = {
        "number": register.number,
        "confirmed": list(register.issued[-1].issue.confirms),
        "waiting": [{"number": one.number, "by": one.by, "for": list(one.who)} for one in waiting],
    }
    return Answer(data, "\n".join([*lines, f"登记册现在是第{register.number}号。"]))


def _edited(
    section: RegisterSection, before: RegisterRecord | None, args: argparse.Namespace
) -> tuple[RegisterRecord, list[RegisteredPicture]]:
    """The record with the given columns, and the pictures they name. Raises BadInput naming the column."""
    pictures: list[RegisteredPicture] = []
    cells = {} if before is None else cells_of(before)
    by_head = {_without_note(column.head): column for column in section.form.columns}
    named = before is None and args.key != "-"
    key = [f"{section.form.columns[0].head}={args.key}"] if named else []
    for text in (*key, *args.values):
        head, equals, words = text.partition("=")
        column = by_head.get(_without_note(head.strip()))
        if column is None or not equals:
            raise BadInput(
                f"“{text[:40]}”不是“栏=内容”；{section.title}的栏有：{'、'.join(by_head)}。", field=head
            )
        if column.key in section.pictures:
            if file := words.strip():
                raw, _ = read_raw(file, 10 * MOST_FILE, column.head)
                pictures.append(read_picture(raw, column.key, column.head))
            cells[column.key] = pictures[-1].digest if file else None
            continue
        try:
            cells[column.key] = read_cell(column, _typed(words.strip())).value
        except InvalidCell as wrong:
            raise BadInput(f"{column.head}：{wrong.sentence}。", field=column.head) from wrong
    try:
        record = record_of(section, cells)
    except InvalidField as wrong:
        raise BadInput(f"{section.title}：{wrong.sentence}。", field=wrong.column.head) from wrong
    first, head = section.form.columns[0].key, section.form.columns[0].head
    if before is not None and before.key and getattr(record, first) != getattr(before, first):
        raise BadInput(
            f"{head}是这一条的名字，不能改：请另外增加一条，再给原来的写截止日期或去掉它。", field=head
        )
    return record, pictures


def _without_note(head: str) -> str:
    """A column's name without what stands in brackets behind it: a command line need not have them."""
    return head.replace("(", "（").partition("（")[0]


def _typed(words: str) -> str | None:
    return words or None


def _found(section: RegisterSection, state: RegisterOnDay, key: str) -> RegisterRecord | None:
    """The record of that key, or the only one whose first column says so. Raises BadInput for several."""
    records: tuple[RegisterRecord, ...] = state.of(section.shape)
    wanted = "" if key == "-" else key
    exact = [r for r in records if r.key == wanted]
    first = section.form.columns[0].key
    found = exact or [r for r in records if getattr(r, first) == wanted]
    if len(found) > 1:
        raise BadInput(f"“{key}”有几行，请写明是哪一行：{'、'.join(r.key for r in found)}。", field="key")
    return found[0] if found else None


def _section(words: str) -> RegisterSection:
    try:
        return section_titled(words)
    except LookupError as wrong:
        raise BadInput(f"登记册里没有“{words[:20]}”这一类，有：{wrong}。", field="section") from wrong


def _number_line(register: Register, day: date) -> str:
    if not register.number:
        return "还没有登记册，这是设置时的内容；第一次改动时写成第1号。"
    return f"登记册第{register.number}号，{day.isoformat()}的内容。"


def _record_line(section: RegisterSection, record: RegisterRecord) -> str:
    cells = cells_of(record)
    shown = [(c.head, cell_of(c, cells.get(c.key))) for c in section.form.columns]
    return "　".join(f"{head} {words}" for head, words in shown if words is not None)


def _record_data(record: RegisterRecord) -> dict[str, object]:
    section = section_titled(section_of(record))
    cells = cells_of(record)
    shown: dict[str, object] = {c.head: cell_of(c, cells.get(c.key)) for c in section.form.columns}
    return {**shown, "key": record.key}
