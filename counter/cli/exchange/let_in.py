"""``counter sync held|let-in``: batches that wait because the key that signed them was revoked, and letting one in."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import DONE, REFUSED, Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_two_people, agreed_person, pin_of
from counter.cli.io.program import Program
from counter.domain.journal.exchange.standing import BatchOutcome
from counter.services.exchange.let_in_held import let_in_held, revoked_batches
from counter.services.exchange.reporting import clock_words

_SHORT = 12
"""Digits of an id that are shown."""


def add_let_in(acts: argparse._SubParsersAction[Parser]) -> None:
    """The commands of the group ``sync`` about these batches."""
    held = acts.add_parser("held", help="因密钥作废而留着的批")
    held.runs(run_held, "列出因签名的密钥作废而留着、没有收进来的批：编号、哪些条、什么时候写的。")
    let_in = acts.add_parser("let-in", help="放行一批：查明是作废以前写的，两个人签名")
    let_in.runs(run_let_in, "放行一批：查明是密钥丢失以前写的，写明凭什么，两个人签名，收进来。")
    let_in.words.add_argument("batch", metavar="编号", help="counter sync held 列出的，开头几位就行")
    let_in.options.add_argument("--reason", metavar="理由", required=True, help="凭什么认为是作废以前写的")
    add_two_people(let_in)


def run_held(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The list."""
    with program.open_app(profile) as app:
        found = revoked_batches(app)
    data = [
        {
            "id": one.id,
            "station": one.range.station,
            "epoch": one.range.epoch,
            "first": one.range.first,
            "last": one.range.last,
            "since": one.since.isoformat(),
            "cases": one.cases,
            "written": list(one.written),
        }
        for one in found
    ]
    lines = [
        f"{one.id[:_SHORT]}　{one.range.words}　{one.cases} 件　"
        f"写的日子 {one.written[0]}—{one.written[1]}　{clock_words(one.since)} 收到"
        for one in found
    ]
    return Answer({"held": data}, "\n".join(lines) or "没有因密钥作废而留着的批。")


def run_let_in(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Let one in."""
    with program.open_app(profile) as app:
        pin, agreed = pin_of(args.by, args.pin_file), agreed_person(app, args)
        code = "" if agreed is None else agreed.code
        taken = let_in_held(app, args.batch, args.reason, code=args.by, pin=pin, agreed=code)
    data: dict[str, object] = {"outcome": taken.outcome.value, "new": taken.new}
    if taken.outcome not in (BatchOutcome.NEW, BatchOutcome.KNOWN):
        return Answer(data, f"没有收进来：{taken.sentence}", code=REFUSED)
    return Answer(data, f"放行了，收进来 {taken.new} 条。", code=DONE)
