"""``counter oversight reconcile|sign-day|reassign|export``: a day compared and signed; orders; the workbook."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from counter.cli.io.answer import DONE, REFUSED, Answer
from counter.cli.io.authentication import (
    add_agreed,
    add_own_pin,
    add_proof,
    get_acting,
    get_person,
    pin_of,
)
from counter.cli.io.find_case import get_case
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.tasks.oversight.reconcile import DayComparison, WindowDay
from counter.domain.text.day_input import read_whole_day
from counter.services.context.app import AppContext
from counter.services.ledger.room_workbook import overview_sheets
from counter.services.oversight.export_workbook import MOST_DAYS, export_oversight
from counter.services.oversight.order_reassign import order_reassign
from counter.services.oversight.reconcile_day import SignedDay, reconcile_day, sign_day, signatures


def add_days(acts: Any) -> None:
    """The commands about days, orders and files."""
    compare = acts.add_parser("reconcile", help="对账：各窗口的编号和记录，对汇聚库的、对本室的")
    compare.runs(run_reconcile, "一天的对账。对平退出码 0，有不符 1；不改动任何东西。")
    compare.options.add_argument("--date", metavar="日期", help="哪一天，例如 2026-11-20；不写是今天")
    sign = acts.add_parser("sign-day", help="签认一天的对账；有不符的一直看得到")
    sign.runs(run_sign, "把一天的对账照现在的样子签下来。以后补齐了可以再签，两次都在。")
    sign.options.add_argument("--date", metavar="日期", required=True, help="哪一天")
    sign.options.add_argument("--words", metavar="说明", default="", help="有不符的，怎么处理的")
    sign.options.add_argument("--clerk", metavar="工号", required=True, help="谁签：值班负责人")
    add_proof(sign)
    order = acts.add_parser("reassign", help="改派：要求主办窗口把一件移交另一个窗口，两个人签名")
    order.runs(
        run_reassign, "改派。两个窗口都看得到；主办窗口移交以前，还由它办。--to 写主办窗口自己，是收回要求。"
    )
    order.words.add_argument("number", metavar="编号", help="办件编号")
    order.options.add_argument("--to", metavar="窗口编码", required=True, help="移交给哪个窗口")
    order.options.add_argument("--reason", metavar="理由", required=True, help="为什么改派")
    order.options.add_argument("--by", metavar="工号", required=True, help="要求的值班负责人")
    add_own_pin(order, "要求的人的口令")
    add_agreed(order)
    book = acts.add_parser("export", help="Excel：评查结果和对账，写明日期、范围、数据到什么时候、谁做的")
    book.runs(run_export, "写成 Excel（.xlsx）；导出本身也有记录。")
    book.options.add_argument("--sample", metavar="名称", default="", help="哪次抽样")
    book.options.add_argument("--board", action="store_true", help="全厅的总览也写进去")
    book.options.add_argument("--since", metavar="日期", help="对账从哪天起（含当日）")
    book.options.add_argument("--until", metavar="日期", help="对账到哪天止（含当日），不写是今天")
    add_out(book, "写到这个 .xlsx 文件")
    book.options.add_argument("--by", metavar="工号", required=True, help="谁导出：值班负责人")
    add_own_pin(book)


def run_reconcile(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Compare one day. Raises RuleRefused anywhere but in the supervisor's room."""
    with program.open_app(profile) as app:
        day = _today(app) if args.date is None else read_day(args.date, "--date")
        found, signed = reconcile_day(app, day), signatures(app.journal, day)
    data = {
        "day": day.isoformat(),
        "clean": found.clean,
        "hub_at": found.hub_at and found.hub_at.isoformat(),
        "windows": [_window_data(one) for one in found.windows],
        "differences": [
            {"kind": one.kind.value, "window": one.window, "words": one.words, "to_do": one.to_do}
            for one in found.differences
        ],
        "signed": [_signed_data(one) for one in signed],
    }
    return Answer(data, "\n".join(day_words(found, signed)), code=DONE if found.clean else REFUSED)


def run_sign(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Sign one day."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        day = read_day(args.date, "--date")
        found = sign_day(app, day, clerk, args.words)
    state = "对平" if found.clean else f"有 {len(found.differences)} 处不符"
    data = {"day": day.isoformat(), "clean": found.clean, "differences": len(found.differences)}
    return Answer(data, f"{day.isoformat()} 的对账已签认（{state}）。")


def run_reassign(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Order one case to another window."""
    with program.open_app(profile) as app:
        clerk = get_person(app, args.by, args.pin_file)
        case = get_case(app, args.number)
        consent = Consent(args.agreed, pin_of(args.agreed, args.agreed_pin_file) if args.agreed else "")
        after = order_reassign(app, case.id, args.to, args.reason, clerk, consent)
    standing = after.to_reassign
    said = "已收回改派的要求" if standing is None else f"已要求窗口 {after.owner} 移交窗口 {standing.to} 主办"
    data = {"number": case.number, "owner": after.owner, "to": None if standing is None else standing.to}
    return Answer(data, f"{grouped(case.number)} {said}。")


def run_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the workbook."""
    if args.out.suffix.lower() != ".xlsx":
        raise BadInput("文件名要以 .xlsx 结尾。", field="--out")
    with program.open_app(profile) as app:
        days = _span(args, app)
        with writing(args, program) as half:
            clerk = get_person(app, args.by, args.pin_file)
            more = overview_sheets(app) if args.board else ()
            made = export_oversight(app, clerk, sample=args.sample, days=days, whole=args.board, more=more)
            half.write(made.content)
    return Answer({"file": str(args.out), "rows": made.rows}, f"已写到 {args.out}，共 {made.rows} 行。")


def read_day(text: str, field: str) -> date:
    """A day as typed, with its year. Raises BadInput."""
    return read_whole_day(text, field)


def day_words(found: DayComparison, signed: tuple[SignedDay, ...]) -> list[str]:
    """A day's comparison as text."""
    at = (
        "没有问过汇聚库"
        if found.hub_at is None
        else f"汇聚库 {civil_time(found.hub_at):%m月%d日 %H:%M} 的情况"
    )
    state = "对平" if found.clean else f"{len(found.differences)} 处不符"
    words = [f"{found.day.isoformat()}：{state}（{at}）"]
    for one in found.windows:
        span = f"（{one.first:04d}–{one.last:04d}）" if one.cases else ""
        unknown = "没有问过" if found.hub_at is None else "还没有"
        hub = unknown if one.hub is None else f"到第 {one.hub} 条"
        words.append(
            f"{one.name} {one.window}  受理号 {one.cases} 个{span}  文书号 {one.papers} 个  "
            f"本室到第 {one.here} 条  汇聚库{hub}"
        )
    for difference in found.differences:
        where = f"{difference.window} " if difference.window else ""
        words.append(f"· {difference.kind}　{where}{difference.words}\n  {difference.to_do}")
    for signature in signed:
        was = "对平" if signature.clean else f"有 {len(signature.signed.differences)} 处不符"
        words.append(
            f"{signature.by} {civil_time(signature.at):%Y-%m-%d %H:%M} 签认（{was}）{signature.signed.words}"
        )
    return words


def _window_data(one: WindowDay) -> dict[str, object]:
    return {
        "window": one.window,
        "name": one.name,
        "epoch": one.epoch,
        "cases": one.cases,
        "first": one.first,
        "last": one.last,
        "papers": one.papers,
        "here": one.here,
        "hub": one.hub,
        "reported": one.reported and one.reported.isoformat(),
    }


def _signed_data(one: SignedDay) -> dict[str, object]:
    return {
        "at": one.at.isoformat(),
        "by": one.by,
        "clean": one.clean,
        "differences": len(one.signed.differences),
        "words": one.signed.words,
    }


def _span(args: argparse.Namespace, app: AppContext) -> tuple[date, ...]:
    if args.since is None:
        return ()
    since = read_day(args.since, "--since")
    until = _today(app) if args.until is None else read_day(args.until, "--until")
    if since > until:
        raise BadInput("起始日期晚于截止日期，请对调。", field="--since")
    if (until - since).days >= MOST_DAYS:
        raise BadInput(f"一次最多 {MOST_DAYS} 天的对账。", field="--since")
    return tuple(since + timedelta(days=n) for n in range((until - since).days + 1))


def _today(app: AppContext) -> date:
    return civil_date(app.clock.read().at)
