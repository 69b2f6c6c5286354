"""``counter keys ring …|requests|grant``: the hall ring, and the requests of other windows that its holder answers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, add_two_people, agreed_person, pin_of
from counter.cli.io.find_case import get_case
from counter.cli.io.json_file import read_key_file
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask, ask_new_passphrase
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.key_events import KeyRefusal
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.journal.exchange.key_cards import RingCard
from counter.services.context.app import AppContext
from counter.services.exchange.answering import set_answering
from counter.services.exchange.grant_keys import (
    AnsweredRequest,
    grant_keys_by_hand,
    refuse_key,
    waiting_requests,
)
from counter.services.keys.ring import export_ring, import_ring, open_ring, read_ring_file
from counter.services.keys.ring_cards import held_rings, known_rings

_HOLDS = "持有的人能看这个大厅各窗口的办件资料，只放在值班主管室，乡镇窗口不放。"


def add_ring_commands(acts: argparse._SubParsersAction[Parser]) -> None:
    """The commands, beside those of the signing keys."""
    ring = acts.add_parser(
        "ring", help="大厅钥匙环：开、换新、带到另一窗口", description=f"大厅钥匙环。{_HOLDS}"
    )
    ring.common()
    inner = ring.subcommands()
    inner.add_parser("list", help="列出钥匙环的各期").runs(run_list, "列出钥匙环的各期，哪一期在本机。")
    opened = inner.add_parser("open", help="开第一期钥匙环")
    opened.runs(run_open, f"开第一期钥匙环，在持有大厅密钥的窗口上做。{_HOLDS}")
    add_two_people(opened)
    rotate = inner.add_parser("rotate", help="换新一期钥匙环")
    rotate.runs(
        run_rotate,
        "换新一期钥匙环：持有旧一期的电脑被偷，或有人不该再看时。没办结的件改封给新一期，封给旧一期的删掉。",
    )
    add_two_people(rotate)
    export = inner.add_parser("export", help="导出钥匙环（每期只能一次，用密语加密）")
    export.runs(run_export, "导出钥匙环（每期只能一次，用密语加密）。")
    add_out(export, "存到哪里")
    add_two_people(export)
    bring = inner.add_parser("import", help="把钥匙环放到这个窗口")
    bring.runs(run_import, f"把钥匙环放到这个窗口。{_HOLDS}")
    bring.words.add_argument("file", metavar="文件", help="另一窗口 counter keys ring export 写出的")
    add_two_people(bring)
    acts.add_parser("requests", help="列出别的窗口查看资料的申请").runs(
        run_requests, "列出别的窗口查看资料的申请，还没有答复的。"
    )
    grant = acts.add_parser("grant", help="马上答复别的窗口查看资料的申请")
    grant.runs(
        run_grant, "马上答复别的窗口查看资料的申请：合规定的准，不合的说明为什么。也可以不准，写明理由。"
    )
    grant.options.add_argument("--number", metavar="编号", help="只答复这一件的")
    reasons = [reason.value for reason in KeyRefusal]
    grant.options.add_argument(
        "--refuse", metavar="理由", choices=reasons, help="不准（要写编号）：" + "、".join(reasons)
    )
    _by(grant)
    answer = inner.add_parser("answer", help="上报时自动答复查看资料的申请，或改为由人答复")
    answer.runs(
        run_answer,
        "持有钥匙环的窗口上报时自动答复申请：同一旗县、证书有效没有作废、没有办完、写了理由的准。没有打开的由人答复。",
    )
    answer.words.add_argument("set", metavar="on|off", choices=("on", "off"), help="on 自动，off 由人")
    _by(answer)


def _by(parser: Parser) -> None:
    parser.options.add_argument("--by", metavar="工号", required=True, help="谁做的")
    add_own_pin(parser, "那个人的口令")


def run_list(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List the generations."""
    with program.open_app(profile) as app:
        rings, held = known_rings(app.journal), held_rings(app.journal)
    data = [{**_data(card), "held": card.recipient in held} for card in rings]
    lines = [
        f"第 {card.generation} 期　{card.since} 在窗口 {card.station} 开"
        f"{'　在用' if card == rings[-1] else '　已换新'}{'　本窗口持有' if card.recipient in held else ''}"
        for card in rings
    ]
    return Answer({"rings": data}, "\n".join(lines) or "大厅还没有钥匙环（counter keys ring open）。")


def run_open(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Open the first generation."""
    return _opened(args, profile, program, rotate=False)


def run_rotate(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Open the next generation."""
    return _opened(args, profile, program, rotate=True)


def run_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the private half, once, under a passphrase."""
    out = args.out
    with writing(args, program) as half, program.open_app(profile) as app:
        pin, agreed = pin_of(args.by, args.pin_file), _agreed(app, args)
        card = export_ring(
            app.journal,
            lambda: ask_new_passphrase("钥匙环的密语（至少12个字符，另外保管）："),
            code=args.by,
            pin=pin,
            keep=lambda text: half.complete(text.encode()),
            agreed=agreed,
        )
    return Answer(
        {"file": str(out), **_data(card)}, f"第 {card.generation} 期钥匙环已写到 {out}，请与密语分开锁好。"
    )


def run_import(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Bring the private half to this window."""
    text = read_key_file(Path(args.file))
    with program.open_app(profile) as app:
        pin, agreed = pin_of(args.by, args.pin_file), _agreed(app, args)
        card = import_ring(
            app.journal,
            lambda: read_ring_file(text, ask("钥匙环的密语：")),
            code=args.by,
            pin=pin,
            today=_today(app),
            agreed=agreed,
        )
    return Answer(_data(card), f"这个窗口现在持有第 {card.generation} 期大厅钥匙环。{_HOLDS}")


def run_requests(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List requests that nobody granted yet."""
    with program.open_app(profile) as app:
        found = waiting_requests(app)
    return Answer({"requests": _answers(found)}, _answer_words(found, "可以准") or "没有还没答复的申请。")


def run_grant(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Answer them now."""
    if args.refuse:
        return _refuse(args, profile, program)
    with program.open_app(profile) as app:
        by = {"code": args.by, "pin": pin_of(args.by, args.pin_file)}
        if args.number:
            asked = _of_case(app, args.number)
            found = tuple(one for a in asked for one in grant_keys_by_hand(app, **by, only=a.request))
        else:
            found = grant_keys_by_hand(app, **by)
    words = _answer_words(found, "已准") or "没有还没答复的申请。"
    notes = ("准了的，下一次上报或拷U盘时送到那个窗口。",) if any(not one.refused for one in found) else ()
    return Answer({"requests": _answers(found)}, words, notes)


def run_answer(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Switch answering by itself on or off."""
    on = args.set == "on"
    with program.open_app(profile) as app:
        set_answering(app, on=on, code=args.by, pin=pin_of(args.by, args.pin_file))
    return Answer({"on": on}, "申请从现在起随上报自动答复。" if on else "申请从现在起由人答复。")


def _refuse(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    if not args.number:
        raise BadInput("不准的要写是哪一件：--number 编号。", field="number")
    with program.open_app(profile) as app:
        asked = _of_case(app, args.number)
        for one in asked:
            refuse_key(app, one.request, args.refuse, code=args.by, pin=pin_of(args.by, args.pin_file))
    answered = [replace(one, refused=args.refuse, until="") for one in asked]
    return Answer({"requests": _answers(answered)}, _answer_words(answered, ""))


def _of_case(app: AppContext, number: str) -> list[AnsweredRequest]:
    case = get_case(app, number)
    found = [one for one in waiting_requests(app) if one.case == case.id]
    if not found:
        raise BadInput(f"{grouped(case.number)} 没有还没答复的申请。", field="number")
    return found


def _opened(args: argparse.Namespace, profile: Path, program: Program, *, rotate: bool) -> Answer:
    with program.open_app(profile) as app:
        card = open_ring(
            app.journal,
            code=args.by,
            pin=pin_of(args.by, args.pin_file),
            today=_today(app),
            agreed=_agreed(app, args),
            rotate=rotate,
        )
    return Answer(
        _data(card),
        f"大厅钥匙环第 {card.generation} 期已开，本窗口持有。{_HOLDS}",
        ("各窗口下一次上报或收U盘后，新办的件会封给它。请用 counter keys ring export 导出一份锁好。",),
    )


def _answers(found: Sequence[AnsweredRequest]) -> list[dict[str, object]]:
    return [
        {
            "number": one.number,
            "station": one.station,
            "epoch": one.epoch,
            "reason": one.why,
            "until": one.until or None,
            "refused": one.refused or None,
        }
        for one in found
    ]


def _answer_words(found: Sequence[AnsweredRequest], granted: str) -> str:
    return "\n".join(
        f"{grouped(one.number) if one.number else '（还没有收到的件）'}　窗口 {one.station}　{one.why}　"
        + (f"没有准：{one.refused}" if one.refused else f"{granted}，到 {one.until}")
        for one in found
    )


def _data(card: RingCard) -> dict[str, object]:
    return {"generation": card.generation, "since": card.since, "station": card.station}


def _agreed(app: AppContext, args: argparse.Namespace) -> str:
    person = agreed_person(app, args)
    return "" if person is None else person.code


def _today(app: AppContext) -> date:
    return civil_date(app.clock.read().at)
