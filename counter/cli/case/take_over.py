"""``counter takeover template|check|take|undo|list``: running cases of an earlier system are taken over (接转)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_reader, add_two_proofs, get_acting, get_reader, pin_of
from counter.cli.io.json_file import read_raw
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_time
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.rows.faults import GuideFault
from counter.domain.hall.consent import Consent
from counter.domain.tasks.task import Task
from counter.services.case.check_take_over import CheckedTakeOver, check_take_over
from counter.services.case.take_over import take_over
from counter.services.case.take_over_workbook import MOST_BYTES, template
from counter.services.case.taken_batches import (
    ForeseenCase,
    TakenBatch,
    batch_workbook,
    cases_of_batch,
    find_batch,
    masked,
    taken_batches,
)
from counter.services.case.undo_take_over import undo_take_over

_BAD_INPUT = BadInput.exit_code

_ABOUT = """把原系统里还没有办完的件接转到这里，时限从真实的日期算起，不出新的文书。先后四步：
  counter takeover template --out 接转.xlsx        空白的工作簿，“说明”表写着怎么填
  counter takeover check 接转.xlsx                 核对：错在哪一格，或者接转以后是什么样；什么都不写
  counter takeover take 接转.xlsx --clerk 工号 --by 工号   制表的人和另一位值班负责人两个人签名，整个文件一起接转
  counter takeover undo --clerk 工号 --by 工号 --reason 理由   当天撤回；已经办过的不能撤回"""


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = _ABOUT
    parser.common()
    acts = parser.subcommands()
    empty = acts.add_parser("template", help="写出空白的接转工作簿", description="写出空白的接转工作簿。")
    add_out(empty, "存到哪里（.xlsx）")
    empty.common()
    empty.set_defaults(run=run_template)
    checking = acts.add_parser(
        "check",
        help="核对填好的工作簿，什么都不写",
        description="核对：每一处错在哪张表哪一格；没有错的，列出接转以后的样子。",
    )
    _file(checking)
    add_reader(checking)
    checking.common()
    checking.set_defaults(run=run_check)
    take = acts.add_parser(
        "take", help="接转整个文件，两个人签名", description="整个文件一起接转，有一处错就一件也不接转。"
    )
    _file(take)
    _two_people(take)
    take.common()
    take.set_defaults(run=run_take)
    undo = acts.add_parser(
        "undo", help="当天撤回一批接转", description="撤回一批接转：办件从各处消失，日志里留着“接转撤回”。"
    )
    undo.options.add_argument("--batch", metavar="批号", default="", help="批号或它的末几位；不写是最近一批")
    undo.options.add_argument("--reason", metavar="理由", required=True, help="为什么撤回")
    _two_people(undo)
    undo.common()
    undo.set_defaults(run=run_undo)
    every = acts.add_parser("list", help="接转过哪几批；加 --out 存成 Excel", description="接转过哪几批。")
    every.options.add_argument(
        "--batch", metavar="批号", default="", help="列出这一批的办件；批号或它的末几位"
    )
    add_out(every, "把最近一批或者 --batch 那一批存成 Excel（.xlsx）", required=False)
    add_reader(every)
    every.common()
    every.set_defaults(run=run_list)


def _file(parser: Parser) -> None:
    parser.words.add_argument("file", metavar="文件.xlsx", help="填好的接转工作簿")


def _two_people(parser: Parser) -> None:
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="制表、办理的人")
    parser.options.add_argument("--by", metavar="工号", required=True, help="确认的值班负责人，另一个人")
    add_two_proofs(parser, "--by", "值班负责人")


def run_template(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the empty workbook, with the words of the guide in force."""
    _must_be_xlsx(args)
    if program.is_set_up(profile):
        with program.open_app(profile) as app:
            guide = app.guide
    else:
        guide = program.guide_shelf().guide(None)
    with writing(args, program, public=True) as half:
        half.write(template(guide))
    return Answer(
        {"file": str(args.out)},
        f"空白的接转工作簿已写到 {args.out}，“说明”表写着怎么填，灰色的示例行要删去。",
    )


def run_check(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Report every fault, or what would be taken over; nothing is written."""
    content, shown = _content(args)
    with program.open_app(profile) as app:
        get_reader(app, args)
        checked = check_take_over(app, content)
    words = [fault.words for fault in checked.faults]
    if checked.untold:
        words.append(f"还有{checked.untold}处没有列出。")
    remarks = tuple(f"提醒：{remark.words}" for remark in checked.remarks)
    if not checked.cases:
        words.append(f"共{len(checked.faults) + checked.untold}处要改，改好后再核对；什么都没有写。")
    else:
        words += [_case_words(one) for one in checked.cases]
        words.append(f"没有错，可以接转{len(checked.cases)}件。这一次只是核对，什么都没有写。")
    data = {"file": shown, **_checked_data(checked)}
    return Answer(data, "\n".join(words), remarks, code=0 if checked.cases else _BAD_INPUT)


def run_take(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take the whole workbook over. Raises as ``services.case.take_over``."""
    content, _ = _content(args)
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.clerk_pin_file, "--clerk")
        _other_person(clerk.code, args.by)
        done = take_over(app, content, clerk, Consent(args.by, pin_of(args.by, args.pin_file)))
    rows = "\n".join(f"{grouped(one.number)}  接转自{one.source}，原编号 {one.earlier}" for one in done.cases)
    words = f"{rows}\n接转了{len(done.cases)}件，批号 {_short(done)}；没有出新的文书。当天可以撤回。"
    return Answer(_batch_data(done), words)


def run_undo(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Undo a batch on its own day. Raises as ``services.case.undo_take_over``."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.clerk_pin_file, "--clerk")
        _other_person(clerk.code, args.by)
        consent = Consent(args.by, pin_of(args.by, args.pin_file))
        done = undo_take_over(app, args.batch, clerk, consent, args.reason)
    words = f"接转撤回：{len(done.cases)}件不再在这里办理，日志里留着记录。"
    return Answer(_batch_data(done), words)


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List the batches, or the cases of one; with ``--out`` write them as Excel."""
    if args.out is not None:
        _must_be_xlsx(args)
    with program.open_app(profile) as app:
        get_reader(app, args)
        if args.out is not None:
            batch = find_batch(app.journal, args.batch)
            with writing(args, program) as half:
                half.write(batch_workbook(app, batch))
            return Answer({"file": str(args.out), **_batch_data(batch)}, f"已写到 {args.out}。")
        if args.batch:
            batch = find_batch(app.journal, args.batch)
            cases = cases_of_batch(app, batch)
            words = "\n".join(_case_words(one) for one in cases) or "这一批已经撤回。"
            return Answer({**_batch_data(batch), "now": [_case_data(one) for one in cases]}, words)
        known = taken_batches(app.journal)
    words = "\n".join(_batch_words(batch) for batch in known) or "这里还没有接转过。"
    return Answer({"batches": [_batch_data(batch) for batch in known]}, words)


def _content(args: argparse.Namespace) -> tuple[bytes, str]:
    content, shown = read_raw(args.file, MOST_BYTES, "接转工作簿")
    return content, shown


def _must_be_xlsx(args: argparse.Namespace) -> None:
    if args.out.suffix.lower() != ".xlsx":
        raise BadInput("文件名要以 .xlsx 结尾。", field="--out")


def _other_person(clerk: str, by: str) -> None:
    """Before a PIN is asked for."""
    if by.strip().upper() == clerk:
        raise RuleRefused(
            "接转要两个人签名：--by 要写另一位值班负责人的工号。", rule="take_over", field="--by"
        )


def _checked_data(checked: CheckedTakeOver) -> dict[str, object]:
    return {
        "faults": [_fault_data(fault) for fault in checked.faults],
        "remarks": [_fault_data(fault) for fault in checked.remarks],
        "untold": checked.untold,
        "cases": [_case_data(one) for one in checked.cases],
    }


def _fault_data(fault: GuideFault) -> dict[str, object]:
    return {"sheet": fault.sheet, "row": fault.row, "column": fault.letter, "words": fault.words}


def _case_data(one: ForeseenCase) -> dict[str, object]:
    case, task = one.case, one.next
    assert case.taken_over is not None
    return {
        "number": case.number,
        "source": case.taken_over.source,
        "earlier": case.taken_over.number,
        "received": case.taken_over.received.isoformat(),
        "bundle": case.opened.bundle_name,
        "applicant": masked(case.applicant),
        "items": [
            {
                "id": i.id,
                "name": i.asked.name,
                "state": i.state.value,
                "due": i.due.day.isoformat() if i.due else None,
            }
            for i in case.items
        ],
        "next": None if task is None else _task_data(task),
    }


def _task_data(task: Task) -> dict[str, object]:
    day = task.day.isoformat() if task.day else None
    return {"kind": task.kind.value, "day": day, "words": task.words}


def _case_words(one: ForeseenCase) -> str:
    case, task = one.case, one.next
    assert case.taken_over is not None
    here = f"{grouped(case.number)}  " if case.number else ""
    head = f"{here}原编号 {case.taken_over.number}  {case.opened.bundle_name}  {masked(case.applicant)}"
    return "\n".join(
        [f"{head}  {case.taken_over.received} 交件", *_item_words(one), f"  下一步：{_next(task)}"]
    )


def _item_words(one: ForeseenCase) -> Iterator[str]:
    for item in one.case.items:
        due = f"，最迟 {item.due.day}（{item.due.text}）" if item.due else ""
        yield f"  {item.asked.name}：{item.state.label}{due}"


def _next(task: Task | None) -> str:
    if task is None:
        return "没有"
    return f"{task.kind.label}{f'，{task.day}' if task.day else ''}，{task.words}"


def _batch_data(batch: TakenBatch) -> dict[str, object]:
    return {
        "batch": batch.id,
        "at": batch.at.isoformat(),
        "prepared_by": batch.prepared_by,
        "confirmed_by": batch.confirmed_by,
        "undone_at": batch.undone_at.isoformat() if batch.undone_at else None,
        "cases": [
            {"number": one.number, "source": one.source, "earlier": one.earlier} for one in batch.cases
        ],
    }


def _batch_words(batch: TakenBatch) -> str:
    undone = "，已撤回" if batch.undone_at else ""
    at = f"{civil_time(batch.at):%Y-%m-%d %H:%M}"
    return f"{_short(batch)}  {at}  {len(batch.cases)}件  {batch.prepared_by}制表、{batch.confirmed_by}确认{undone}"


def _short(batch: TakenBatch) -> str:
    """The end of the id, by which a person names the batch."""
    return batch.id[-8:]
