"""``counter oversight``: the board of the hall's windows, one case for a stated reason; reviews, days, files."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from counter.cli.case.words import case_words, shown_data
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, add_reader, get_acting, get_reader
from counter.cli.io.program import Program
from counter.cli.oversight.days import add_days
from counter.cli.oversight.reviews import add_reviews
from counter.domain.case.person_events import LookReason
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.figures.pace import Pace
from counter.domain.tasks.board import BoardBy, BoardColumn
from counter.services.context.app import AppContext
from counter.services.context.board_ports import BoardCase, BoardCount
from counter.services.ledger.room_overview import DayFigures, overview
from counter.services.ledger.room_sheet import said_of
from counter.services.oversight.access import check_overseer, require_room
from counter.services.oversight.board import Board, BoardLine, behind_count, board, days_of
from counter.services.oversight.look import look_at_case


def add(parser: Parser) -> None:
    """The commands of the room."""
    parser.description = "（值班主管室）全厅的总览、看一件；案卷评查、对账、改派、导出。"
    parser.common()
    acts = parser.subcommands()
    ways = "、".join(f"{by.value}（{by.label}）" for by in BoardBy)
    columns = "、".join(f"{column.value}（{column.label}）" for column in BoardColumn)
    whole = acts.add_parser("board", help="总览：超期、临期、在办……各多少件")
    whole.runs(run_board, "全厅的总览。一个数是几件；窗口后面写着它的记录更新到什么时候。没有申请人的资料。")
    whole.options.add_argument("--per", metavar="按什么", default=BoardBy.WINDOW.value, help=ways)
    behind = acts.add_parser("list", help="总览里一个数后面的件，最急的在前")
    behind.runs(run_list, "总览里一个数后面的件，最急的在前；资料没有授权的，姓名写“资料待授权”。")
    behind.words.add_argument("column", metavar="哪一列", help=columns)
    behind.options.add_argument("--per", metavar="按什么", default=BoardBy.WINDOW.value, help=ways)
    behind.options.add_argument(
        "--key", metavar="哪一行", help="总览那一行的 key（--json 里有），例如窗口编码；不写是全厅"
    )
    add_reader(behind)
    look = acts.add_parser("look", help="看一件：写明理由，记录在案，主办窗口看得到")
    look.runs(run_look, "看别的窗口办的一件。谁、什么时候、为什么看，写进这一件的经过。")
    look.words.add_argument("number", metavar="编号", help="办件编号，空格和大小写不限")
    reasons = "、".join(reason.value for reason in LookReason)
    look.options.add_argument("--reason", metavar="理由", required=True, help=f"为什么看：{reasons}")
    look.options.add_argument("--clerk", metavar="工号", required=True, help="谁看：值班负责人")
    add_proof(look)
    add_reviews(acts)
    add_days(acts)


def run_board(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The board. Raises RuleRefused anywhere but in the supervisor's room."""
    by = _by(args.per)
    with program.open_app(profile) as app:
        found, more = board(app, by), overview(app)
    data = {
        "by": by.value,
        "at": found.at.isoformat(),
        "finding": found.finding,
        "total": _count_data(found.total),
        "lines": [_line_data(line) for line in found.lines],
        "unheard": list(found.unheard),
        "today": _day_data(more.today),
        "last_week": _day_data(more.last_week),
        "waiting": more.waiting,
        "waiting_long": more.long,
        "organs": [_pace_data(one) for one in more.paces],
        "organ_finding": more.pace_finding,
    }
    notes = (f"没有消息的窗口：{'、'.join(found.unheard)}。数可能是旧的。",) if found.unheard else ()
    said = [f"{name} {one.number}{one.unit}（{one.note}）" for name, one in said_of(more)]
    organs = f"部门：{more.pace_finding}。"
    return Answer(data, "\n".join((*_board_words(found), *said, organs)), notes)


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The cases behind a number; none is a valid result."""
    column, by = _column(args.column), None if args.key is None else _by(args.per)
    with program.open_app(profile) as app:
        _reader(app, args)
        found = behind_count(app, column, by, args.key or "")
        today = days_of(app).today
    data = {"column": column.value, "cases": [_case_data(one) for one in found.cases], "more": found.more}
    words = "\n".join(_case_words(one, today) for one in found.cases) or f"没有{column.label}的件。"
    cut = (f"只列出最急的{len(found.cases)}件。",) if found.more else ()
    return Answer(data, words, cut)


def run_look(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """One case, once the look is on record."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file)
        case = look_at_case(app, args.number, args.reason, clerk)
        words = case_words(case, {}, app, app.journal.station().code)
        return Answer(shown_data(case, app), words, (f"这次查看已记录（{args.reason}），主办窗口看得到。",))


def _reader(app: AppContext, args: argparse.Namespace) -> None:
    """Whoever reads names here is a supervisor; a demo's open session stands for everybody."""
    clerk = get_reader(app, args)
    require_room(app)
    if clerk is not None:
        check_overseer(clerk)


def _by(text: str) -> BoardBy:
    found = next((by for by in BoardBy if text.strip() in (by.value, by.label)), None)
    if found is None:
        known = "、".join(f"{by.value}（{by.label}）" for by in BoardBy)
        raise BadInput(f"不能按“{text[:20]}”看。可以用：{known}。", field="--per")
    return found


def _column(text: str) -> BoardColumn:
    found = next((one for one in BoardColumn if text.strip() in (one.value, one.label)), None)
    if found is None:
        known = "、".join(f"{one.value}（{one.label}）" for one in BoardColumn)
        raise BadInput(f"总览里没有“{text[:20]}”这一列。可以用：{known}。", field="哪一列")
    return found


def _count_data(count: BoardCount) -> dict[str, int]:
    return {column.value: getattr(count, column.value) for column in BoardColumn}


def _day_data(one: DayFigures) -> dict[str, object]:
    return {
        "day": one.day.isoformat(),
        "cases": one.cases,
        "items": one.items,
        "answered": one.answered,
        "in_a_day": one.in_a_day,
        "corrected": one.corrected,
        "corrected_again": one.again,
    }


def _pace_data(one: Pace) -> dict[str, object]:
    return {
        "organ": one.organ,
        "limit": one.limit.value,
        "mean": one.mean,
        "given": one.given,
        "before": one.before,
    }


def _line_data(line: BoardLine) -> dict[str, object]:
    age = line.age
    heard = (
        None if age is None else {"at": age.at and age.at.isoformat(), "words": age.words, "stale": age.stale}
    )
    return {"key": line.count.key, "name": line.name, **_count_data(line.count), "data": heard}


def _board_words(found: Board) -> list[str]:
    words = [found.finding]
    for line in (BoardLine("全厅", found.total), *found.lines):
        counts = "  ".join(f"{c.label} {getattr(line.count, c.value)}" for c in BoardColumn)
        words.append(f"{line.name}  {counts}" + (f"  {line.age.words}" if line.age is not None else ""))
    return [*words, found.by.note] if found.by.note else words


def _case_data(one: BoardCase) -> dict[str, object]:
    row = one.row
    return {
        "id": row.case,
        "number": one.number,
        "applicant": one.applicant,
        "bundle_name": row.bundle_name,
        "station": row.station,
        "organ": row.organ,
        "clerk": row.clerk,
        "state": one.state,
        "due": row.due,
        "unprinted": row.unprinted,
        "unsealed": row.unsealed,
        "originals": row.originals,
    }


def _case_words(one: BoardCase, today: str) -> str:
    row = one.row
    days = 0 if row.due is None else (date.fromisoformat(today) - date.fromisoformat(row.due)).days
    due = "没有期限" if row.due is None else f"超期{days}天" if days > 0 else f"{row.due} 到期"
    return (
        f"{grouped(one.number)}  {one.applicant}  {row.bundle_name}  窗口 {row.station}  {row.clerk}  {due}"
    )
