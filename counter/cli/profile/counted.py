"""``counter counted``: the list to count by, what differed, and its explanation; options for counts elsewhere."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_proof, get_acting
from counter.cli.io.program import Program
from counter.domain.document.numbering import grouped
from counter.domain.hall.day_counts import CountedKind, CountsByHand, HandCount, read_count
from counter.domain.hall.day_events import DayClosed, ShiftHandedOver
from counter.domain.papers.verify.day_code import short_code
from counter.services.day.close_day import ClosedDay
from counter.services.day.counting import explain_difference, hand_counts
from counter.services.tasks.count_differences import open_differences


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "在窗口的原件和证照：照着点的清单，点过不符还没有说明的。写 --explain 的，登记不符的怎样了结。"
    )
    parser.options.add_argument(
        "--explain", choices=[what.value for what in CountedKind], help="说明哪一类：原件，证照"
    )
    parser.options.add_argument("--why", metavar="情况", default="", help="在哪里找到的，或者为什么不符")
    parser.options.add_argument("--found", action="store_true", help="找到了；不写是查明了原因")
    parser.options.add_argument("--clerk", metavar="工号", default="", help="谁说明")
    add_proof(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List, or explain."""
    with program.open_app(profile) as app:
        if args.explain:
            clerk = get_acting(app, args.clerk, args.pin_file)
            said = explain_difference(app, CountedKind(args.explain), args.why, found=args.found, clerk=clerk)
            return Answer({"what": said.what.value, "found": args.found}, f"{said.words}：已登记说明。")
        listed = hand_counts(app.journal.held(), app.journal.station().code, CountsByHand())
        waiting = open_differences(app.journal)
    data: dict[str, object] = {
        **{
            one.what.value: [
                {"number": thing.number, "name": thing.name, "count": thing.count, "place": thing.place}
                for thing in one.things
            ]
            for one in listed
        },
        "differences": [{"what": one.said.what.value, "words": one.said.words} for one in waiting],
    }
    lines = [f"{one.what.label} {one.listed}{one.what.unit}" for one in listed]
    for one in listed:
        for thing in one.things:
            place = f"  {thing.place}" if thing.place else ""
            lines.append(f"{grouped(thing.number)}  {thing.name}  {thing.count}{one.what.unit}{place}")
    lines += [f"不符，等说明：{one.said.words}" for one in waiting]
    return Answer(data, "\n".join(lines))


def add_counts(parser: Parser, before: str = "", who: str = "") -> None:
    """``--originals`` and ``--certificates``; without ``before``, also ``--differs``."""
    for what in CountedKind:
        parser.options.add_argument(
            f"--{before}{what.value}", metavar="数", default="", help=f"{who}实点的{what.label}，没点不写"
        )
    if not before:
        parser.options.add_argument(
            "--differs", action="store_true", help="再点过一遍，确实和清单不符，照实点记下"
        )


def counts_in(originals: str, certificates: str, *, confirmed: bool) -> CountsByHand:
    """Raises BadInput for what is no number."""
    return CountsByHand(
        read_count(originals, CountedKind.ORIGINALS),
        read_count(certificates, CountedKind.CERTIFICATES),
        confirmed=confirmed,
    )


def counts_lines(counts: Iterable[HandCount]) -> list[str]:
    """One line a kind: listed, and counted."""
    return [
        f"{one.what.label}应有 {one.listed}{one.what.unit}，"
        + ("未点" if one.counted is None else f"实点 {one.counted}{one.what.unit}")
        for one in counts
    ]


def closed_data(closed: ClosedDay, file: str) -> dict[str, object]:
    """A closing or a shift for programs."""
    said, head = closed.said, closed.head
    return {
        "file": file,
        "day": said.day.isoformat(),
        **_which(said),
        "again": closed.again,
        "later": closed.later,
        "entries": said.entries,
        "series": [
            {
                "label": one.label,
                "first": one.first,
                "last": one.last,
                "count": one.count,
                "missing": one.missing,
                "voided": one.voided,
                "reprinted": one.reprinted,
                "unprinted": one.unprinted,
            }
            for one in said.series
        ],
        "figures": {one.what: one.count for one in said.figures},
        "counts": {one.what.value: {"listed": one.listed, "counted": one.counted} for one in said.counts},
        "head": {
            "station": head.station,
            "epoch": head.epoch,
            "seq": head.seq,
            "hash": head.hash,
            "at": head.at,
        },
        "code": short_code(head.station, head.epoch, head.seq, bytes.fromhex(head.hash)),
    }


def _which(said: DayClosed | ShiftHandedOver) -> dict[str, object]:
    if isinstance(said, DayClosed):
        return {"sheet": said.sheet}
    return {"shift": said.shift, "giver": said.giver, "taker": said.taker, "taken": list(said.taken)}
