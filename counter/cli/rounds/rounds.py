"""``counter rounds …``: papers to and from organs on one slip, who signed, what was wrong, who holds what."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, add_reader, get_acting, get_reader
from counter.cli.io.find_case import get_case
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.rounds.words import (
    VERBS,
    held_data,
    held_words,
    organ_data,
    organ_words,
    slip_data,
    slip_words,
)
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import RegisterResult
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.acts.rounds import SeenMismatch, SlipSigned
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands
from counter.domain.case.rounds.events import MismatchEnd, MismatchKind
from counter.domain.document.numbering import grouped, normalise_number
from counter.domain.errors import BadInput
from counter.domain.text.day_input import read_day
from counter.services.context.app import AppContext
from counter.services.rounds.holders import export_holders, who_holds
from counter.services.rounds.mismatch import record_mismatch, settle_mismatch
from counter.services.rounds.slips import confirm_slip, drop_slip, make_slip
from counter.services.rounds.waiting import (
    OrganWaiting,
    SlipCase,
    UnsignedSlip,
    WaitingCase,
    find_slip,
    to_fetch,
    to_send,
    unsigned_slips,
    waiting_at,
)

T = TypeVar("T")

_FAULTS = {one.value.replace("_", "-"): one for one in MismatchKind}
_ENDS = {one.value: one for one in MismatchEnd}


def add(parser: Parser) -> None:
    """The commands of rounds."""
    parser.description = "流转：今天要送各部门的材料一张单子，签收、取回、交接不符，原件在谁手里。"
    parser.common()
    acts = parser.subcommands()
    listed = acts.add_parser("list", help="今天要送的、要取的、还没有签收的流转单")
    listed.runs(run_list, "按部门列出所有办件的材料，急件在前；下面是还没有签收的流转单。")
    add_reader(listed)
    for name, words, run in (
        ("send", "把要送这个部门的材料列成一张流转单", run_send),
        ("fetch", "到这个部门取回材料和证照：列成一张流转单", run_fetch),
    ):
        one = acts.add_parser(name, help=words)
        one.runs(run, "出物料流转单（汇总），打出来（counter paper）两边签字；签好用 signed 登记。")
        one.words.add_argument("organ", metavar="部门", help="部门名称，写其中几个字也可以")
        one.options.add_argument(
            "--only", metavar="办件编号", action="append", default=[], help="只列这些办件，可以写几次"
        )
        one.options.add_argument(
            "--without",
            metavar="材料",
            action="append",
            default=[],
            help="名称里有这几个字的不列，可以写几次",
        )
        one.options.add_argument("--other-side", metavar="姓名", default="", help="部门的经办人，知道的写上")
        _clerk(one)
    _add_ends(acts)
    _add_mismatch(acts)
    holders = acts.add_parser("holders", help="原件在谁手里、几天了")
    holders.runs(run_holders, "超过天数的在前；加 --out 存成 Excel。")
    add_out(holders, "存成 Excel（.xlsx），导出本身也有记录", required=False)
    _clerk(holders)


def _add_ends(acts: argparse._SubParsersAction[Parser]) -> None:
    signed = acts.add_parser("signed", help="部门签了字：登记签收")
    signed.runs(run_signed, "全部材料交接完成；没有交接的用 --left 写出来，仍在原处。")
    signed.options.add_argument("--signed-by", metavar="姓名", required=True, help="部门谁签的字")
    signed.options.add_argument("--day", metavar="日期", help="哪天签的，不写是今天")
    signed.options.add_argument(
        "--left",
        metavar="办件[/材料]",
        action="append",
        default=[],
        help="没有交接的办件或者其中一份材料，可以写几次",
    )
    signed.options.add_argument(
        "--came",
        metavar="办件[/证照]=编号",
        action="append",
        default=[],
        help="取回来的证照和它的编号，可以写几次；有效期等别的内容用 counter case arrived 登记",
    )
    signed.options.add_argument("--place", metavar="格号", default="", help="取回的证照的格号，例如 A-03")
    signed.options.add_argument("--note", metavar="说明", default="", help="说明")
    signed.options.add_argument("--handed-over", action="store_true", help="单子是手写或者别处打印的")
    void = acts.add_parser("void", help="没有交接：流转单作废")
    void.runs(run_void, "材料都还在原处，可以再列一张。")
    for one in (signed, void):
        one.words.add_argument("slip", metavar="流转单", help="单子的条码或者编号")
        _clerk(one)


def _add_mismatch(acts: argparse._SubParsersAction[Parser]) -> None:
    wrong = acts.add_parser("wrong", help="交接不符：缺少、破损、份数不对")
    wrong.runs(run_wrong, "登记以后在待办里，直到了结。")
    faults = "、".join(f"{name}（{one.label}）" for name, one in _FAULTS.items())
    wrong.options.add_argument("--fault", metavar="怎样", required=True, help=faults)
    wrong.options.add_argument("--organ", metavar="部门", required=True, help="和哪个部门交接的")
    wrong.options.add_argument("--seen-by", metavar="姓名", required=True, help="谁看到的")
    wrong.options.add_argument("--words", metavar="文字", default="", help="具体情况")
    settled = acts.add_parser("settled", help="交接不符已了结")
    settled.runs(run_settled, "写明怎样了结的、和谁核对的。")
    ends = "、".join(f"{name}（{one.label}）" for name, one in _ENDS.items())
    settled.options.add_argument("--end", metavar="结果", required=True, help=ends)
    settled.options.add_argument("--words", metavar="文字", required=True, help="怎样了结的、和谁核对的")
    for one in (wrong, settled):
        one.words.add_argument("case", metavar="办件编号", help="办件编号，可以不写空格")
        one.options.add_argument("--line", metavar="材料", required=True, help="哪一份材料，或者证照的名称")
        _clerk(one)


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """What is to go, to come back, and which slips wait for a signature."""
    with program.open_app(profile) as app:
        get_reader(app, args)
        going, coming, slips = to_send(app), to_fetch(app), unsigned_slips(app)
    lines = [words for one in (*going, *coming) for words in organ_words(one)]
    lines += [slip_words(slip) for slip in slips]
    data = {
        "send": [organ_data(one) for one in going],
        "fetch": [organ_data(one) for one in coming],
        "unsigned": [slip_data(slip) for slip in slips],
    }
    return Answer(data, "\n".join(lines) or "没有要送、要取的材料，也没有等签收的流转单。")


def run_send(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """One slip over what goes to an organ."""
    return _make(args, profile, program, Hands.TO_ORGAN)


def run_fetch(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """One slip for what is to be fetched from an organ."""
    return _make(args, profile, program, Hands.TO_WINDOW)


def _make(args: argparse.Namespace, profile: Path, program: Program, hands: Hands) -> Answer:
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        waiting = _waiting(app, args.organ, hands)
        chosen = _chosen(waiting, args.only, args.without)
        urgent = frozenset(one.case for one in chosen if one.urgent)
        wanted = [one.on_slip for one in chosen]
        made = make_slip(app, waiting.organ, hands, wanted, clerk, urgent=urgent, other_side=args.other_side)
        row = app.journal.case_row(made.case)
    number = "" if row is None else row.number
    words = (
        f"物料流转单（汇总）{made.number} 已出具：{len(chosen)}件办件，{VERBS[hands]}{waiting.organ}。\n"
        f"打出来签字：counter paper {number} {made.number} --out 流转单.pdf；"
        f"签好：counter rounds signed {made.code} --signed-by 姓名"
    )
    data = {"round": made.round, "slip": made.number, "code": made.code, "case": number, "cases": len(chosen)}
    return Answer(data, words)


def run_signed(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The organ signed."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        slip = find_slip(app, args.slip)
        day = _day(app, args.day)
        left = tuple(pair for text in args.left for pair in _left(slip, text))
        arrived = _arrived(slip, args.came, args.place, day, args.signed_by)
        signed = SlipSigned(args.signed_by, day, left, args.note)
        confirm_slip(app, slip.holder, slip.id, signed, clerk, arrived=arrived, handed_over=args.handed_over)
    came = sum(map(len, arrived.values()))
    words = f"已登记签收：{slip.number}，{args.signed_by.strip()}。"
    words += f"没有交接的{len(left)}份，仍在原处。" if left else ""
    words += f"证照{came}件已登记到柜。" if came else ""
    return Answer({"slip": slip.number, "left": len(left), "certificates": came}, words)


def run_void(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Nothing went on it."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        slip = find_slip(app, args.slip)
        drop_slip(app, slip.holder, slip.id, clerk)
    return Answer({"void": slip.number}, f"{slip.number} 已作废，材料都还在原处。")


def run_wrong(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Something was not as the slip says."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        case = get_case(app, args.case)
        line = next((x for x in case.lines if args.line.strip() in (x.id, x.name)), None)
        named = "" if line is not None else args.line
        organ = _organ_of(case, args.organ)
        seen = SeenMismatch(
            "" if line is None else line.id,
            organ,
            _among(_FAULTS, args.fault, "--fault"),
            args.seen_by,
            args.words,
            named,
        )
        case = record_mismatch(app, case.id, seen, clerk)
    one = case.mismatches[-1]
    return Answer(
        {"mismatch": one.id}, f"{grouped(case.number)} 已登记交接不符：{one.name}{one.fault.label}。"
    )


def run_settled(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """It is over."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        case = get_case(app, args.case)
        wanted = args.line.strip()
        ids = [m.id for m in case.mismatches if m.settled is None and wanted in (m.line, m.name)]
        end = _among(_ENDS, args.end, "--end")
        settle_mismatch(app, case.id, ids[0] if ids else "", end, args.words, clerk)
    return Answer({"settled": wanted, "end": end.value}, f"{grouped(case.number)} 已了结：{end.label}。")


def run_holders(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Who has which original."""
    if args.out is not None and args.out.suffix.lower() != ".xlsx":
        raise BadInput("文件名要以 .xlsx 结尾。", field="--out")
    with program.open_app(profile) as app:
        person = get_acting(app, args.clerk, args.pin_file, "--clerk")
        found = who_holds(app)
        if args.out is not None:
            with writing(args, program) as half:
                half.write(export_holders(app, person))
            words = f"{len(found.papers)} 行已写到 {args.out}。"
            return Answer({"file": str(args.out), "count": len(found.papers)}, words)
    lines = [found.limit_words, *map(held_words, found.papers)]
    data = {
        "limit": found.limit,
        "settled": found.settled,
        "red": found.red,
        "originals": [held_data(one) for one in found.papers],
    }
    return Answer(data, "\n".join(lines))


def _waiting(app: AppContext, text: str, hands: Hands) -> OrganWaiting:
    every = to_send(app) if hands is Hands.TO_ORGAN else to_fetch(app)
    named = [one for one in every if text.strip() in one.organ]
    if len(named) == 1:
        return named[0]
    if len(named) > 1 and all(one.organ != text.strip() for one in named):
        raise BadInput(
            f"“{text[:20]}”有几个部门：{'、'.join(o.organ for o in named)}，请写全。", field="部门"
        )
    return waiting_at(app, text.strip(), hands)


def _chosen(waiting: OrganWaiting, only: list[str], without: list[str]) -> list[WaitingCase]:
    numbers = {normalise_number(number) for number in only}
    if unknown := numbers - {one.number for one in waiting.cases}:
        raise BadInput(f"办件 {grouped(min(unknown))} 没有要流转的材料。", field="--only")
    chosen = [one for one in waiting.cases if not numbers or one.number in numbers]
    return [
        replace(one, moved=tuple(m for m in one.moved if not any(word in m.name for word in without)))
        for one in chosen
    ]


def _left(slip: UnsignedSlip, text: str) -> list[tuple[str, str]]:
    one, _, name = _on_slip(slip, text, "--left")
    found = [(one.case, m.line) for m in one.moved if not name or name in (m.name, m.line)]
    if not found:
        raise BadInput(f"流转单上办件 {grouped(one.number)} 没有“{name[:30]}”。", field="--left")
    return found


def _arrived(
    slip: UnsignedSlip, came: list[str], place: str, day: date, brought_by: str
) -> dict[str, list[RegisterResult]]:
    found: dict[str, list[RegisterResult]] = {}
    for text in came:
        what, given, number = text.partition("=")
        one, _, name = _on_slip(slip, what, "--came")
        items = [(item, known) for item, known in one.certificates if not name or name == known]
        if not given or len(items) != 1:
            listed = "、".join(known for _, known in one.certificates) or "没有要取的证照"
            raise BadInput(f"“{text[:40]}”应写成 办件编号/证照=编号；这件办件：{listed}。", field="--came")
        item, known = items[0]
        thing = GivenResult(known, number.strip(), slip.organ, place=place)
        found.setdefault(one.case, []).append(RegisterResult(item, thing, day, brought_by))
    return found


def _on_slip(slip: UnsignedSlip, text: str, field: str) -> tuple[SlipCase, str, str]:
    number, slash, name = text.partition("/")
    wanted = normalise_number(number)
    one = next((c for c in slip.cases if c.number == wanted), None)
    if one is None:
        raise BadInput(f"流转单 {slip.number} 上没有办件“{number.strip()[:30]}”。", field=field)
    return one, slash, name.strip()


def _organ_of(case: Case, text: str) -> str:
    organs = dict.fromkeys(item.asked.organ for item in case.items)
    named = [organ for organ in organs if text.strip() in organ]
    return named[0] if len(named) == 1 else text.strip()


def _clerk(parser: Parser) -> None:
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="办理人")
    add_proof(parser)


def _among(known: Mapping[str, T], text: str, field: str) -> T:
    if text not in known:
        raise BadInput(f"没有“{text[:20]}”，可以用：{'、'.join(known)}。", field=field)
    return known[text]


def _day(app: AppContext, text: str | None) -> date:
    today = civil_date(app.clock.read().at)
    return today if text is None else read_day(text, today, "--day")
