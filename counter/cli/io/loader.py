"""The one place where the command line imports late: the module of the command that was typed.

A table lists commands by name, help line and the function that builds the parser. Help and usage errors of a table need
only its rows; a module is imported once its command is on the command line.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pkgutil import resolve_name

from counter.cli.io.arguments import Parser


@dataclass(frozen=True, slots=True)
class Command:
    """One row of a table. ``builder`` (``module:function``) adds description, arguments and ``run`` to its parser."""

    name: str
    help: str
    builder: str


def add_commands(
    parser: Parser, table: Sequence[Command], *, dest: str = "act", required: bool = True
) -> None:
    """Add the commands of a table under ``parser``; the chosen one's name goes to ``dest``."""
    commands = parser.add_subparsers(
        title="命令", dest=dest, metavar="命令", required=required, parser_class=LateParser
    )
    for command in table:
        commands.add_parser(command.name, help=command.help, row=command)


class LateParser(Parser):
    """The parser of one ``row``. Until it is loaded it has nothing of a parser: making forty took longer than one."""

    def __init__(self, *, row: Command, **options: object) -> None:
        self.row = row
        self._options = options
        self._loaded = False

    def load(self) -> None:
        """Import the module and let it build this parser; the second time nothing."""
        if not self._loaded:
            self._loaded = True
            super().__init__(**self._options)
            resolve_name(self.row.builder)(self)

    def parse_known_args(  # type: ignore[override]  # argparse's overloads are equivalent for a given namespace
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As in ``Parser``, once loaded."""
        self.load()
        return super().parse_known_args(args, namespace)
