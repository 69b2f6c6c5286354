"""``counter training make|lessons|begin|check|clock|record``: practise at one's own hall; nothing of it has effect."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from counter.cli.io.answer import REFUSED, Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_time
from counter.domain.errors import BadInput
from counter.domain.tasks.training.check import CheckPoint, LessonResult
from counter.domain.tasks.training.telling import telling
from counter.services.tasks.training.clock import clock_ahead, move_clock, require_training
from counter.services.tasks.training.make import TRAINING_PIN, copy_guide, training_seed
from counter.services.tasks.training.practise import (
    Course,
    attempt_of,
    begin_lesson,
    check_attempt,
    course_in,
    fitting,
)
from counter.services.tasks.training.record import export_record, lesson_record

BESIDE = "-training"
"""What the folder of a training profile beside the real one ends with."""


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = (
        "培训：从正式窗口做一份培训资料（同样的指南、协议、人员，自己的密钥和编号，处处写“培训 无效”），"
        "在里面练十课。除 make 以外，--data 都写培训资料的文件夹。"
    )
    parser.common()
    acts = parser.subcommands()
    making = acts.add_parser(
        "make",
        help="从这个窗口做一份培训资料",
        description="从这个窗口做一份培训资料。窗口里的办件、个人信息、口令、密钥都不带过去。",
    )
    making.options.add_argument(
        "--to",
        metavar="目录",
        type=path_argument,
        help=f"做在哪里，要是空的；不写就做在旁边，名称后面加 {BESIDE}",
    )
    making.common()
    making.set_defaults(run=run_make)
    listing = acts.add_parser("lessons", help="列出十课", description="列出十课，本大厅的指南办不了的写明。")
    listing.common()
    listing.set_defaults(run=run_lessons)
    for name, words, run in (
        ("begin", "开始一课：给出情形和虚构的申请人", run_begin),
        ("check", "核对这一课办得对不对，错了讲明为什么", run_check),
    ):
        one = acts.add_parser(name, help=words, description=f"{words}。")
        one.words.add_argument("lesson", metavar="课", help="第几课，或它的名称（见 training lessons）")
        one.options.add_argument("--clerk", metavar="工号", required=True, help="谁练")
        add_proof(one)
        one.common()
        one.set_defaults(run=run)
    clock = acts.add_parser(
        "clock",
        help="看培训的时钟，或拨到以后的日子",
        description="看培训的时钟，或拨到以后的日子；不能拨回去。文书、期限、待办都照拨过的日子。",
    )
    span = clock.options.add_mutually_exclusive_group()
    span.add_argument("--days", metavar="天数", type=int, help="拨到几天以后")
    span.add_argument("--workdays", metavar="天数", type=int, help="拨到几个工作日以后")
    clock.options.add_argument("--clerk", metavar="工号", help="谁拨的；拨的时候要写")
    add_proof(clock)
    clock.common()
    clock.set_defaults(run=run_clock)
    record = acts.add_parser(
        "record", help="谁练了哪几课，结果怎样", description="谁练了哪几课、什么时候、结果怎样。"
    )
    add_out(record, "存成 Excel，可以打印", metavar="文件.xlsx", required=False)
    record.common()
    record.set_defaults(run=run_record)


def run_make(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Make a training profile beside this one. Nothing is left where it does not succeed."""
    folder = Path(args.to) if args.to else profile.parent / f"{profile.name}{BESIDE}"
    if folder.resolve() == profile.resolve() or profile.resolve() in folder.resolve().parents:
        raise BadInput("培训资料不能做在正式窗口的资料文件夹里，请另写一个文件夹。", field="--to")
    if program.is_set_up(folder):
        raise BadInput(
            f"{folder} 里已经有建好的资料。要接着用它，--data 写这个文件夹；要重做一份，用 --to 另写一个文件夹。",
            field="--to",
        )
    with program.open_app(profile) as app:
        seed = training_seed(app)
        with program.set_up(folder, seed.hall, seed.staff) as new:
            with new.open_app() as training:
                copy_guide(app, training)
            new.finish(lambda: None)
    people = [{"code": one.code, "name": one.name, "role": one.role} for one in seed.staff]
    words = (
        f"培训资料做好了：{folder}\n"
        f"打开：counter --data {folder}\n"
        f"{seed.hall.hall}，{len(seed.staff)}个人，口令都是 {TRAINING_PIN}；文书和页面都写“培训 无效”。\n"
        "十课：counter training lessons --data 这个文件夹"
    )
    return Answer({"profile": str(folder), "pin": TRAINING_PIN, "staff": people}, words)


def run_lessons(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List the lessons with the bundle each is held at."""
    course, data, lines = _course(program), [], []
    with program.open_app(profile) as app:
        require_training(app)
        for lesson in course.lessons:
            plan = fitting(app, lesson)
            data.append(
                {
                    "id": lesson.id,
                    "number": lesson.order,
                    "title": lesson.title,
                    "practises": lesson.practises,
                    "bundle": None if plan is None else plan.bundle,
                    "cannot": lesson.cannot if plan is None else "",
                }
            )
            where = f"　{plan.bundle_name}" if plan is not None else f"　练不了：{lesson.cannot}"
            lines.append(f"{lesson.order:>2}  {lesson.title}：{lesson.practises}{where}")
    return Answer({"lessons": data}, "\n".join(lines))


def run_begin(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take up a lesson. Raises RuleRefused where this hall's guide cannot hold it."""
    lesson = _course(program).lesson(args.lesson)
    with program.open_app(profile) as app:
        attempt = begin_lesson(app, lesson, get_acting(app, args.clerk, args.pin_file, "--clerk"))
    told = telling(lesson, attempt.plan, attempt.applicant)
    data = {
        "lesson": lesson.id,
        "bundle": attempt.plan.bundle,
        "answers": {k: list(v) for k, v in attempt.plan.answers.items()},
        "item": attempt.plan.item,
        "lacking": list(attempt.plan.lines),
        "insisted": list(attempt.plan.insisted),
        "told": list(told.lines),
    }
    return Answer(data, "\n".join((f"第{lesson.order}课　{lesson.title}", *told.lines)))


def run_check(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Check the trainee's last attempt at a lesson; exit code 1 where something is wrong."""
    course = _course(program)
    lesson = course.lesson(args.lesson)
    with program.open_app(profile) as app:
        trainee = get_acting(app, args.clerk, args.pin_file, "--clerk")
        require_training(app)
        attempt = attempt_of(app, lesson, trainee.code)
        if attempt is None:
            raise BadInput(
                f"{trainee.name}还没有开始“{lesson.title}”，或者指南换了版本；先开始这一课"
                f"（counter training begin {lesson.order} --clerk {trainee.code}）。",
                field="lesson",
            )
        result = check_attempt(app, course, attempt, trainee)
    return Answer(_data(result), _words(result, lesson.title), code=0 if result.done else REFUSED)


def run_clock(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show the clock, or put it forward."""
    days = args.days if args.days is not None else args.workdays
    with program.open_app(profile) as app:
        if days is None:
            require_training(app)
            return _clock_answer(app.clock.read().at, clock_ahead(app.journal).days)
        by = get_acting(app, args.clerk or "", args.pin_file, "--clerk")
        now = move_clock(app, days, working=args.workdays is not None, by=by.code)
        return _clock_answer(now, clock_ahead(app.journal).days)


def run_record(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The record of all trainees, shown or saved."""
    course = _course(program)
    with program.open_app(profile) as app:
        lines = lesson_record(app, course)
        if args.out:
            with writing(args, program) as out:
                out.write(export_record(app, course))
    data = [
        {
            "clerk": line.code,
            "name": line.name,
            "lesson": line.lesson,
            "title": line.title,
            "at": line.at.isoformat() if line.at else None,
            "done": line.done,
            "checks": line.checks,
            "wrong": list(line.wrong),
            "case": line.case,
        }
        for line in lines
    ]
    words = [
        f"{line.code} {line.name}　{line.order} {line.title}：{line.words}"
        f"{f'（核对{line.checks}次）' if line.checks else ''}{'　' + '；'.join(line.wrong) if line.wrong else ''}"
        for line in lines
    ]
    saved = [f"已存：{args.out}"] if args.out else []
    return Answer({"record": data}, "\n".join([*words, *saved]) or "还没有人练过。")


def _course(program: Program) -> Course:
    return course_in(program.resources() / "training", program.read_toml)


def _clock_answer(now: datetime, ahead: int) -> Answer:
    shown = civil_time(now)
    words = f"培训的时钟：{shown:%Y年%m月%d日 %H:%M}"
    return Answer(
        {"now": shown.isoformat(), "days_ahead": ahead},
        f"{words}，比真实的日子快{ahead}天。" if ahead else f"{words}，和真实的日子一样。",
    )


def _data(result: LessonResult) -> dict[str, object]:
    return {
        "lesson": result.lesson,
        "case": result.case,
        "done": result.done,
        "points": [
            {
                "right": point.right,
                "says": point.says,
                "found": point.found,
                "explained": point.explained,
                "rule": None if point.rule is None else point.rule.id,
                "source": None if point.rule is None else point.rule.source,
            }
            for point in result.points
        ],
    }


def _words(result: LessonResult, title: str) -> str:
    head = f"“{title}”做完了。" if result.done else f"“{title}”还有{len(result.wrong)}处不对。"
    return "\n".join((head, *(line for point in result.points for line in _point(point))))


def _point(point: CheckPoint) -> tuple[str, ...]:
    if point.right:
        return (f"对　{point.says}（{point.found}）",)
    rule = (
        () if point.rule is None else (f"　　{point.rule.title}：{point.rule.words}（{point.rule.source}）",)
    )
    return (
        f"错　{point.says}（{point.found}）",
        *((f"　　{point.explained}",) if point.explained else ()),
        *rule,
    )
