"""What the commands of the office (差评处理室) share: its profile, a supervisor's consent, the list of reasons."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.program import Program
from counter.domain.ratings.rating import ReasonList, reasons_from
from counter.services.context.app import AppContext
from counter.services.keys.back_offices import handler_seed


@contextlib.contextmanager
def opened_office(program: Program, profile: Path) -> Iterator[AppContext]:
    """App context of the office. Raises RuleRefused at a window (L10)."""
    with program.open_app(profile) as app:
        handler_seed(app.journal)
        yield app


def add_by(parser: Parser, *, required: bool = True) -> None:
    """``--by`` and ``--pin-file``: the supervisor who agrees."""
    parser.options.add_argument(
        "--by", metavar="工号", required=required, help="同意的值班负责人（随后询问口令）"
    )
    parser.options.add_argument(
        "--pin-file", metavar="文件", type=path_argument, help="口令在这个文件的第一行"
    )


def reason_list(program: Program) -> ReasonList:
    """The reasons a rating may give, with their words."""
    return reasons_from(program.read_toml(program.resources() / "ratings" / "reasons-1.toml"))
