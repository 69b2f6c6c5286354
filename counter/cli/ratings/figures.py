"""``counter rating list|export|totals`` and ``counter rectify export``: figures, and files that leave the office."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import path_argument
from counter.cli.io.authentication import get_supervisor, pin_of
from counter.cli.io.json_file import read_key_file
from counter.cli.io.out_file import OutFile, add_out, writing
from counter.domain.errors import BadInput
from counter.domain.text.day_input import iso_day

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser
    from counter.cli.io.program import Program
    from counter.domain.ratings.platform_codes import Platform
    from counter.domain.ratings.rating import ReasonList
    from counter.services.context.app import AppContext
    from counter.services.context.ports import RatingFilter
    from counter.services.ratings.office.export_ratings import Exported

_LOOPS = {"整改中": "open", "已答复": "answered", "已办结": "closed"}
_STANDINGS = {"计入": "counted", "代录": "proxy", "存疑": "doubtful", "不计入": "set_aside"}


def add_to(acts: argparse._SubParsersAction[Parser]) -> None:
    """Add list, export and totals under ``counter rating``."""
    listing = _act(acts, "list", "差评处理室：评价统计；加 --by 逐件列出", run_list)
    _chosen(listing)
    for name, metavar, words in (
        ("--grade", "等级", "非常满意、满意、基本满意、不满意、非常不满意"),
        ("--mode", "方式", "实名保密、匿名"),
        ("--clerk", "工号", "被评的窗口人员"),
        ("--standing", "状态", "、".join(_STANDINGS)),
        ("--loop", "整改", "、".join(_LOOPS)),
    ):
        listing.options.add_argument(name, metavar=metavar, default="", help=words)
    _by(listing, required=False)
    export = _act(acts, "export", "差评处理室：按平台代码导出实名评价，或把统计导成 Excel", run_export)
    which = export.options.add_mutually_exclusive_group(required=True)
    which.add_argument("--platform", metavar="平台", help="报给哪个平台；没有默认值，写错名字会列出全部")
    which.add_argument("--figures", action="store_true", help="导出统计（只有件数）")
    _chosen(export)
    _out(export, "写到哪里：.xlsx，平台的也可以是 .json")
    _by(export)
    totals = _act(
        acts,
        "totals",
        "窗口人员本人的评价合计：差评处理室 --out 公布，窗口 --in 收下，本人 --mine 看",
        run_totals,
    )
    way = totals.options.add_mutually_exclusive_group(required=True)
    add_out(totals, "公布一个窗口的合计，写到哪里", among=way)
    way.add_argument(
        "--in", metavar="文件", dest="taken", type=path_argument, help="在窗口收下差评处理室公布的合计"
    )
    way.add_argument("--mine", metavar="工号", help="看自己的（询问自己的口令）")
    totals.options.add_argument("--station", metavar="窗口编码", default="", help="公布哪个窗口的")
    _by(totals, required=False)


def add_ledger_export(acts: argparse._SubParsersAction[Parser]) -> None:
    """Add export under ``counter rectify``."""
    ledger = _act(acts, "export", "差评处理室：把整改台账导成 Excel，逾期的加粗", run_ledger)
    _out(ledger, "写到哪里（.xlsx）")
    _by(ledger)


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Figures of the selection, and with a supervisor's PIN the single ratings."""
    from counter.cli.ratings.figures_words import figures_data, figures_words, row_data, row_words
    from counter.services.ratings.office.figures import Rights, drill, figures

    wanted = _wanted(args)
    with _office(program, profile) as app:
        by = get_supervisor(app, args.by, args.pin_file) if args.by else ""
        found = figures(app, wanted, Rights(drill=bool(by)), _reasons(program))
        rows = drill(app, wanted, Rights(drill=True)) if by else ()
    data = figures_data(found)
    if by:
        data["ratings"] = [row_data(row) for row in rows]
    words = [*figures_words(found), *(row_words(row) for row in rows)]
    return Answer(data, "\n".join(words))


def run_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Named ratings for a platform, or figures."""
    from counter.services.ratings.office.export_ratings import FORMS, export_figures, export_to_platform
    from counter.services.ratings.office.figures import Rights

    out, wanted, reasons = args.out, _wanted(args), _reasons(program)
    form = _form(out, ("xlsx",) if args.figures else FORMS)
    platform = None if args.figures else _platform(program, args.platform)
    with _office(program, profile) as app:
        by = get_supervisor(app, args.by, args.pin_file)
        if platform is None:
            done = _leave(
                args, program, lambda: export_figures(app, wanted, Rights(drill=True), reasons, by=by)
            )
            return Answer({"file": str(out)}, f"统计已写到 {out}（只有件数）。")
        done = _leave(
            args, program, lambda: export_to_platform(app, wanted, platform, reasons, form=form, by=by)
        )
    pending = [field for field, _ in platform.pending]
    words = f"实名评价 {done.count} 行已写到 {out}，含个人信息，请妥善保管。"
    notes = (f"按“{platform.title}”的代码；留空或待部门核定的字段：{'、'.join(pending)}。",)
    return Answer(
        {"file": str(out), "platform": platform.name, "count": done.count, "pending": pending}, words, notes
    )


def run_totals(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Publish at the office, import at the window, show a person's own."""
    from counter.services.ratings.pack import OPERATOR
    from counter.services.ratings.totals import import_totals, publish_totals

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
    with _office(program, profile) as app:
        station = _station(app, args.station)
        if not args.by:
            raise BadInput("还缺 --by：写同意公布的值班负责人工号。", field="--by")
        with writing(args, program) as half:
            by = get_supervisor(app, args.by, args.pin_file)
            _, published = publish_totals(app, station, by=by, keep=lambda text: half.write(text.encode()))
    new = [batch for batch in published.batches if batch.until == published.until]
    return Answer(
        {"file": str(out), "station": station, "until": published.until, "new": [b.clerk for b in new]},
        f"窗口 {station} 截至{published.until}的合计已写到 {out}，新公布{len(new)}人。",
    )


def _own_totals(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """A person's own totals, shown only with their PIN."""
    from counter.services.hall.staff import check_pin
    from counter.services.ratings.totals import own_totals

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


def run_ledger(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The ledger of rectifications."""
    from counter.services.ratings.office.export_ledger import export_rectifications

    out, reasons = args.out, _reasons(program)
    _form(out, ("xlsx",))
    with _office(program, profile) as app:
        by = get_supervisor(app, args.by, args.pin_file)
        done = _leave(args, program, lambda: export_rectifications(app, reasons, by=by))
    return Answer({"file": str(out), "count": done.count}, f"整改台账 {done.count} 件已写到 {out}。")


@contextlib.contextmanager
def _office(program: Program, profile: Path) -> Iterator[AppContext]:
    """App context of the office. Raises RuleRefused at a window (L10)."""
    from counter.services.keys.back_offices import handler_seed

    with program.open_app(profile) as app:
        handler_seed(app.journal)
        yield app


def _leave(args: argparse.Namespace, program: Program, make: Callable[[], Exported]) -> Exported:
    """Write an export completely or not at all, for this account only; the path is checked before it is made."""
    with writing(args, program) as half:
        done = make()
        half.write(done.content)
    return done


def _form(out: OutFile, forms: tuple[str, ...]) -> str:
    form = out.suffix.lower().removeprefix(".")
    if form not in forms:
        raise BadInput(f"文件名要以 {' 或 '.join('.' + f for f in forms)} 结尾。", field="--out")
    return form


def _platform(program: Program, name: str) -> Platform:
    from counter.domain.ratings.platform_codes import get_platform, platforms_from

    return get_platform(
        platforms_from(program.read_toml(program.resources() / "ratings" / "platforms.toml")), name
    )


def _reasons(program: Program) -> ReasonList:
    from counter.domain.ratings.rating import reasons_from

    return reasons_from(program.read_toml(program.resources() / "ratings" / "reasons-1.toml"))


def _station(app: AppContext, asked: str) -> str:
    """The window that totals are published for: the one named, or the only one."""
    from counter.services.ratings.totals import stations_with_totals

    known = stations_with_totals(app)
    if asked in known:
        return asked
    if not asked and len(known) == 1:
        return known[0]
    fault = f"没有窗口 {asked[:8]} 的实名评价" if asked else "要写明公布哪个窗口的（--station）"
    raise BadInput(f"{fault}。有：{'、'.join(known) or '还没有'}。", field="--station")


def _wanted(args: argparse.Namespace) -> RatingFilter:
    from counter.domain.ratings.rating import Grade, Mode
    from counter.services.context.ports import RatingFilter

    def word(name: str, known: Mapping[str, str]) -> str:
        value = getattr(args, name, "").strip()
        if value and value not in known:
            raise BadInput(f"--{name} 没有“{value[:20]}”，可以用：{'、'.join(known)}。", field=f"--{name}")
        return known.get(value, "")

    loop = word("loop", _LOOPS)
    return RatingFilter(
        since=_day(args.since, "--since"),
        until=_day(args.until, "--until"),
        hall=args.hall,
        bundle=args.bundle,
        clerk=getattr(args, "clerk", "").strip().upper(),
        grade=word("grade", {g.value: g.value for g in Grade}),
        mode=word("mode", {m.value: m.value for m in Mode}),
        standing=word("standing", _STANDINGS),
        loop=(loop,) if loop else (),
    )


def _day(text: str | None, field: str) -> str | None:
    if text is None:
        return None
    if (day := iso_day(text)) is None:
        raise BadInput(f"“{text[:20]}”不是日期，应写成 2026-12-04。", field=field)
    return day.isoformat()


def _chosen(parser: Parser) -> None:
    parser.options.add_argument("--since", metavar="日期", help="从哪天起（含当日），例如 2026-11-01")
    parser.options.add_argument("--until", metavar="日期", help="到哪天止（含当日）")
    parser.options.add_argument("--hall", metavar="大厅", default="", help="只算这个大厅（写全名）")
    parser.options.add_argument("--bundle", metavar="编号", type=int, help="只算这件“一件事”（1到103）")


def _act(acts: argparse._SubParsersAction[Parser], name: str, words: str, run: object) -> Parser:
    parser = acts.add_parser(name, help=words, description=f"{words}。")
    parser.common()
    parser.set_defaults(run=run)
    return parser


def _out(parser: Parser, words: str) -> None:
    add_out(parser, words)


def _by(parser: Parser, *, required: bool = True) -> None:
    parser.options.add_argument(
        "--by", metavar="工号", required=required, help="同意的值班负责人（随后询问口令）"
    )
    parser.options.add_argument(
        "--pin-file", metavar="文件", type=path_argument, help="口令在这个文件的第一行"
    )
