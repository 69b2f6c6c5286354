"""``counter rectify …``: rectify bad ratings at the office, by the same rules and services as its window."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import (
    add_proof,
    add_reader,
    add_two_proofs,
    get_acting,
    get_clerk,
    get_reader,
    own_pin_file,
)
from counter.cli.io.loader import LateParser
from counter.cli.io.out_file import OutFile, add_out, writing
from counter.cli.io.program import Program
from counter.cli.ratings.at_office import reason_list
from counter.cli.ratings.rectify_options import ACTS
from counter.cli.ratings.rectify_words import find_rating, rated_data, rated_words, view_data, view_words
from counter.domain.ratings.office.acts import RectifyAct
from counter.domain.ratings.office.rated import Rated
from counter.domain.ratings.rating import ReasonList
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.keys.back_offices import handler_seed
from counter.services.ratings.office.copy_answer import copy_answer
from counter.services.ratings.office.ledger import list_rectifications, office_of
from counter.services.ratings.office.rectify import perform_rectify
from counter.services.ratings.office.reveal_rater import reveal_rater


def add_list(parser: Parser) -> None:
    """Description and arguments of ``list``."""
    parser.description = "列出要整改的，超期的在前，每件写着下一步。"
    parser.options.add_argument("--owner", metavar="工号", help="只列这个人承办的")
    parser.options.add_argument("--all", action="store_true", help="连已经办结的一起列")
    add_reader(parser)
    parser.common()
    parser.set_defaults(run=run_list)


def add_show(parser: Parser) -> None:
    """Description and arguments of ``show``."""
    _about_one(parser, run_show, "看一条评价和它的整改经过")
    add_proof(parser)
    parser.options.add_argument("--full", action="store_true", help="显示评价人的完整信息（会记录谁看过）")


def add_paper(parser: Parser) -> None:
    """Description and arguments of ``paper``."""
    _about_one(parser, run_paper, "再出一份反馈单（PDF）")
    add_proof(parser)
    add_out(parser, "存到哪里")


def add_act(parser: LateParser) -> None:
    """Description and arguments of one act: that of the parser's row."""
    act = next(one for one in ACTS if one.name == parser.row.name)
    _about_one(parser, run_act, act.help)
    act.options(parser)
    if act.reviewed:
        add_two_proofs(parser, "--reviewer", "复核人")
    else:
        add_proof(parser)
    parser.options.add_argument("--base", metavar="记录号", help="看到的最后一条记录；后来又变了就不办")
    parser.set_defaults(reads=act.read)


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List; an empty list is a valid result."""
    with program.open_app(profile) as app:
        get_reader(app, args)
        handler_seed(app.journal)
        owner = get_clerk(app, args.owner, "--owner").code if args.owner is not None else None
        views = list_rectifications(app, owner=owner, open_only=not args.all)
    words = "\n".join(view_words(v) for v in views)
    return Answer({"rectifications": [view_data(v) for v in views]}, words or "没有要整改的。")


def run_show(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show one; the rater's full data only to an authenticated person, and it is logged."""
    with program.open_app(profile) as app:
        who = get_reader(app, args)
        rated = find_rating(app, args.rating)
        if args.full:
            who = who or get_clerk(app, args.clerk or "", "--clerk")
            rated = reveal_rater(app, rated.id, who.code)
        return _values(app, rated, program, full=args.full)


def run_paper(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """One more copy of the newest answer."""
    out = args.out
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk or "", args.pin_file, "--clerk")
        rated = find_rating(app, args.rating)
        with writing(args, program) as half:
            copy = copy_answer(app, rated.id, clerk, keep=half.write)
    return Answer({"rating": rated.id, "file": str(out), "copy": copy}, f"已写到 {out}（第{copy}份）。")


def run_act(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Do one act. Nothing is stored when a rule refuses or the input is invalid."""
    with program.open_app(profile) as app:
        second = getattr(args, "reviewer", None)
        clerk = get_acting(app, args.clerk or "", own_pin_file(args, second), "--clerk")
        rated = find_rating(app, args.rating)
        act, base, reasons = args.reads(args, app), args.base or rated.base, reason_list(program)
        out = getattr(args, "out", None)
        if out is None:
            after = perform_rectify(app, rated.id, act, clerk, base, reasons)
        else:
            with writing(args, program) as half:
                after = _answered(app, rated, act, clerk, base, reasons, half.write)
        return _values(app, after, program, file=out)


def _answered(
    app: AppContext,
    rated: Rated,
    act: RectifyAct,
    clerk: StaffRow,
    base: str,
    reasons: ReasonList,
    keep: Callable[[bytes], None],
) -> Rated:
    """Answer and write its first copy; the path is checked before the number is taken."""
    perform_rectify(app, rated.id, act, clerk, base, reasons)
    copy_answer(app, rated.id, clerk, keep=keep)
    return find_rating(app, rated.id)


def _values(
    app: AppContext, rated: Rated, program: Program, *, full: bool = False, file: OutFile | None = None
) -> Answer:
    reasons, office, masks = reason_list(program), office_of(app, ""), app.jurisdiction.masks
    data = rated_data(rated, reasons, office, masks, full=full)
    words = rated_words(rated, reasons, office, masks, full=full)
    if file is not None:
        data, words = {**data, "file": str(file)}, f"{words}\n反馈单已写到 {file}。"
    return Answer(data, words)


def _about_one(parser: Parser, run: object, words: str) -> None:
    parser.description = f"{words}。"
    parser.mixed = True  # words may follow options too
    parser.words.add_argument(
        "rating", metavar="评价", help="评价编号（或它的末几位），实名的也可以写办件编号"
    )
    parser.options.add_argument("--clerk", metavar="工号", help="谁办的（办理时必须写）")
    parser.common()
    parser.set_defaults(run=run)
