"""``counter hand-over-shift``: two people hand the window over, and its sheet (交班)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import add_own_pin, pin_of
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.profile.counted import add_counts, closed_data, counts_in
from counter.domain.hall.consent import Consent
from counter.domain.hall.day_events import ShiftHandedOver
from counter.services.day.close_day import day_pdf
from counter.services.day.hand_over_shift import hand_over_shift


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "交班：交班人和接班人各输口令、各点一遍，存成一页 PDF 两人签名。"
        "办件不因交班换人；要换办理窗口的另办移交。"
    )
    add_out(parser, "存到哪里", metavar="文件.pdf")
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="交班人")
    add_own_pin(parser, "交班人的口令")
    parser.options.add_argument("--to", metavar="工号", required=True, help="接班人")
    parser.options.add_argument(
        "--to-pin-file", metavar="文件", type=path_argument, help="接班人的口令，取文件第一行；不写就询问"
    )
    add_counts(parser, who="交班人")
    add_counts(parser, "taken-", "接班人")
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Hand over, or read the same hand-over again."""
    with program.open_app(profile) as app, writing(args, program) as half:
        giver = Consent(args.clerk, pin_of(args.clerk, args.pin_file, "交班人"))
        taker = Consent(args.to, pin_of(args.to, args.to_pin_file, "接班人"))
        given = counts_in(args.originals, args.certificates, confirmed=args.differs)
        taken = counts_in(args.taken_originals, args.taken_certificates, confirmed=args.differs)
        done = hand_over_shift(app, giver, taker, given, taken)
        half.write(day_pdf(app, done))
        names = {row.code: row.name for row in app.journal.staff()}
    said = done.said
    assert isinstance(said, ShiftHandedOver)
    how = "已经交过班，再存同样的一张" if done.again else "已交班"
    people = f"{how}：{_named(names, said.giver)} 交给 {_named(names, said.taker)}"
    words = "\n".join((f"{said.day.isoformat()} 第{said.shift}班 {people} → {args.out}", *_counted(said)))
    return Answer(closed_data(done, str(args.out)), words)


def _named(names: Mapping[str, str], code: str) -> str:
    name = names.get(code)
    return f"{name}（{code}）" if name else code


def _counted(said: ShiftHandedOver) -> Iterator[str]:
    """One line a kind: listed, and what each of the two counted; a difference is told with what is to be done."""
    for one, other in zip(said.counts, said.taken, strict=True):
        unit = one.what.unit

        def of(number: int | None, unit: str = unit) -> str:
            return "没有点" if number is None else f"点{number}{unit}"

        line = f"{one.what.label}应有{one.listed}{unit}，交班人{of(one.counted)}，接班人{of(other)}"
        if one.differs or other not in (None, one.listed):
            line += f"　不符，已记下；查明了写 counter counted --explain {one.what.value} --why 情况"
        yield line
