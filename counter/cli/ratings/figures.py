"""``counter rating list``: figures of the ratings, and with a supervisor's PIN the single ratings."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import get_supervisor
from counter.cli.io.program import Program
from counter.cli.ratings.at_office import add_by, opened_office, reason_list
from counter.cli.ratings.figures_words import figures_data, figures_words, row_data, row_words
from counter.domain.errors import BadInput
from counter.domain.ratings.rating import Grade, Mode
from counter.domain.text.day_input import read_whole_day
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.figures import Rights, drill, figures

_LOOPS = {"整改中": "open", "已答复": "answered", "已办结": "closed"}
_STANDINGS = {"计入": "counted", "代录": "proxy", "存疑": "doubtful", "不计入": "set_aside"}


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.runs(run, "差评处理室：评价统计；加 --by 逐件列出。")
    add_selection(parser)
    for name, metavar, words in (
        ("--grade", "等级", "非常满意、满意、基本满意、不满意、非常不满意"),
        ("--mode", "方式", "实名保密、匿名"),
        ("--clerk", "工号", "被评的窗口人员"),
        ("--standing", "状态", "、".join(_STANDINGS)),
        ("--loop", "整改", "、".join(_LOOPS)),
    ):
        parser.options.add_argument(name, metavar=metavar, default="", help=words)
    add_by(parser, required=False)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Figures of the selection, and with a supervisor's PIN the single ratings."""
    wanted = wanted_ratings(args)
    with opened_office(program, profile) as app:
        by = get_supervisor(app, args.by, args.pin_file) if args.by else ""
        found = figures(app, wanted, Rights(drill=bool(by)), reason_list(program))
        rows = drill(app, wanted, Rights(drill=True)) if by else ()
    data = figures_data(found)
    if by:
        data["ratings"] = [row_data(row) for row in rows]
    words = [*figures_words(found), *(row_words(row) for row in rows)]
    return Answer(data, "\n".join(words))


def add_selection(parser: Parser) -> None:
    """Options that choose ratings by day, hall and bundle."""
    parser.options.add_argument("--since", metavar="日期", help="从哪天起（含当日），例如 2026-11-01")
    parser.options.add_argument("--until", metavar="日期", help="到哪天止（含当日）")
    parser.options.add_argument("--hall", metavar="大厅", default="", help="只算这个大厅（写全名）")
    parser.options.add_argument("--bundle", metavar="编号", type=int, help="只算这件“一件事”（1到103）")


def wanted_ratings(args: argparse.Namespace) -> RatingFilter:
    """The ratings chosen by the options. Raises BadInput for an unknown word or an invalid day."""

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
    return None if text is None else read_whole_day(text, field).isoformat()
