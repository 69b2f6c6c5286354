"""``counter case list``: the open tasks (``--due``), or the newest cases."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from counter.cli.case.words import row_data, row_words
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_reader, get_reader
from counter.cli.io.program import Program
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.tasks.scope import TaskScope
from counter.domain.tasks.task import TaskKind
from counter.domain.text.day_input import read_whole_day
from counter.services.context.ports import FoundCases
from counter.services.tasks.list_tasks import TaskView, count_tasks, list_tasks
from counter.services.tasks.whose import check_scope


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "列出待办（--due）：已超期、今天、快到期、以后，每组内按日期先后；不加 --due 列出最近的办件。"
    )
    parser.options.add_argument("--due", action="store_true", help="列出待办")
    parser.options.add_argument(
        "--until", metavar="日期", help="只列这一天（含当日）以前到期的和没有日期的，例如 2026-12-04"
    )
    parser.options.add_argument(
        "--kind",
        metavar="种类",
        action="append",
        default=[],
        help="只列这一种，可以写几次；写代号（gap、unstamped…）或中文名（未盖章…）",
    )
    parser.options.add_argument(
        "--hall",
        action="store_true",
        help="全厅的待办，别的窗口的也列（值班负责人和系统管理员），要和 --due 一起用",
    )
    add_reader(parser)
    parser.common()
    parser.set_defaults(run=run_list)


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List; an empty list is a valid result."""
    if not args.due:
        if args.until or args.kind or args.hall:
            raise BadInput("--until、--kind 和 --hall 要和 --due 一起用。", field="--due")
        return _newest(args, profile, program)
    until, kinds = _day(args.until), tuple(_kind(text) for text in args.kind)
    with program.open_app(profile) as app:
        scope = TaskScope.HALL if args.hall else TaskScope.WINDOW
        check_scope(get_reader(app, args), scope)
        found = list_tasks(app, until=until, kinds=kinds, scope=scope)
        counts = count_tasks(app, scope=scope)
    data = {
        "tasks": [_data(view) for view in found],
        "total": counts.total,
        "pressing": counts.pressing,
        "kinds": {kind.value: number for kind, number in counts.kinds.items()},
    }
    return Answer(data, "\n".join(_words(found)) or "没有要办的。")


def _newest(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    with program.open_app(profile) as app:
        get_reader(app, args)
        newest = app.journal.find_cases("")
    return found_answer(newest, "这个窗口还没有办件。", "用 counter case find 加编号、姓名或电话")


def found_answer(found: FoundCases, nothing: str, narrower: str) -> Answer:
    """Cases found; where older ones are left out, with a note how to find them."""
    words = "\n".join(row_words(r) for r in found) or nothing
    cut = f"只列出最近的{len(found)}件，更早的没有列出" if found else "只查了最近的办件，更早的没有查"
    data = {"cases": [row_data(r) for r in found], "more": found.more}
    return Answer(data, words, (f"{cut}；要找更早的，请{narrower}。",) if found.more else ())


def _day(text: str | None) -> date | None:
    return None if text is None else read_whole_day(text, "--until")


def _kind(text: str) -> TaskKind:
    for kind in TaskKind:
        if text.strip() in (kind.value, kind.label):
            return kind
    known = "、".join(f"{kind.value}（{kind.label}）" for kind in TaskKind)
    raise BadInput(f"没有“{text[:20]}”这种待办。可以用：{known}。", field="--kind")


def _data(view: TaskView) -> dict[str, object]:
    return {
        "kind": view.kind.value,
        "label": view.kind.label,
        "urgency": view.urgency.value,
        "day": view.day.isoformat() if view.day else None,
        "provisional": view.provisional,
        "left": view.left_words,
        "number": view.number,
        "bundle_name": view.bundle_name,
        "applicant": view.applicant,
        "item": view.item,
        "item_name": view.item_name,
        "paper": view.paper,
        "words": view.words,
        "clerk": view.clerk,
        "station": view.station,
    }


def _words(found: Iterable[TaskView]) -> Iterator[str]:
    group = None
    for view in found:
        if view.urgency is not group:
            group = view.urgency
            yield group.label
        applicant = view.applicant or (
            "" if view.of_hall or view.of_day or view.of_restoring else "未登记申请人"
        )
        about = " · ".join(x for x in (view.bundle_name, view.item_name, applicant) if x)
        when = "，".join(x for x in (view.day_words, view.left_words) if x)
        unfiled = "大厅的登记册" if view.of_hall else f"未立件（{view.clerk}）"
        unfiled = "本窗口的日结" if view.of_day else "本窗口的恢复" if view.of_restoring else unfiled
        number = grouped(view.number) if view.number else unfiled
        where = f"窗口 {view.station}  " if view.station else ""
        yield f"  {view.kind.label}  {where}{number}  {about}  {when}".rstrip()
        yield f"      {view.words}"
