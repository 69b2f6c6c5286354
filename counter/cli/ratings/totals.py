"""``counter rating totals``: a clerk's own totals, published by the office, imported and shown at the window."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import get_supervisor, pin_of
from counter.cli.io.json_file import read_key_file
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.ratings.at_office import add_by, opened_office
from counter.domain.errors import BadInput
from counter.services.context.app import AppContext
from counter.services.hall.staff import check_pin
from counter.services.ratings.pack import OPERATOR
from counter.services.ratings.totals import import_totals, own_totals, publish_totals, stations_with_totals


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.runs(run, "窗口人员本人的评价合计：差评处理室 --out 公布，窗口 --in 收下，本人 --mine 看。")
    way = parser.options.add_mutually_exclusive_group(required=True)
    add_out(parser, "公布一个窗口的合计，写到哪里", among=way)
    way.add_argument(
        "--in", metavar="文件", dest="taken", type=path_argument, help="在窗口收下差评处理室公布的合计"
    )
    way.add_argument("--mine", metavar="工号", help="看自己的（询问自己的口令）")
    parser.options.add_argument("--station", metavar="窗口编码", default="", help="公布哪个窗口的")
    add_by(parser, required=False)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Publish at the office, import at the window, show a person's own."""
    if args.mine is not None:
        return _own_totals(args, profile, program)
    if args.taken is not None:
        text = read_key_file(Path(args.taken))
        with program.open_app(profile) as app:
            taken = import_totals(app, text, actor=OPERATOR)
        clerks = sorted({batch.clerk for batch in taken.batches})
        return Answer(
            {"until": taken.until, "clerks": clerks},
            f"收下了，截至{taken.until}，有{len(clerks)}人的合计；每个人只看得到自己的。",
        )
    out = args.out
    with opened_office(program, profile) as app:
        station = _station(app, args.station)
        if not args.by:
            raise BadInput("还缺 --by：写同意公布的值班负责人工号。", field="--by")
        with writing(args, program) as half:
            by = get_supervisor(app, args.by, args.pin_file)
            _, published = publish_totals(app, station, by=by, keep=lambda text: half.complete(text.encode()))
    new = [batch for batch in published.batches if batch.until == published.until]
    return Answer(
        {"file": str(out), "station": station, "until": published.until, "new": [b.clerk for b in new]},
        f"窗口 {station} 截至{published.until}的合计已写到 {out}，新公布{len(new)}人。",
    )


def _own_totals(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """A person's own totals, shown only with their PIN."""
    with program.open_app(profile) as app:
        who = check_pin(app.journal, args.mine, pin_of(args.mine, args.pin_file, "工号"))
        totals = own_totals(app.journal, who.code)
    if totals is None:
        return Answer(
            {"totals": None}, "还没有您的合计：新增的实名评价够多、公布以后才有，免得看得出谁评了什么。"
        )
    data = {
        "ratings": totals.ratings,
        "bad_least": totals.bad_least,
        "bad_most": totals.bad_most,
        "until": totals.until,
    }
    return Answer({"totals": data}, totals.words)


def _station(app: AppContext, asked: str) -> str:
    """The window that totals are published for: the one named, or the only one."""
    known = stations_with_totals(app)
    if asked in known:
        return asked
    if not asked and len(known) == 1:
        return known[0]
    fault = f"没有窗口 {asked[:8]} 的实名评价" if asked else "要写明公布哪个窗口的（--station）"
    raise BadInput(f"{fault}。有：{'、'.join(known) or '还没有'}。", field="--station")
