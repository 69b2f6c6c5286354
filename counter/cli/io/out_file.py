"""``--out FILE`` and ``--replace``: where a command writes a file, decided before anything is done.

Every option that names a path to write has one of the types here: ``cli.command_line`` checks them before the command
runs (``tests/cli/test_out_files.py`` walks the parser for forgotten ones).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.program import Program
from counter.domain.errors import AlreadyThere, BadInput
from counter.services.context.file_ports import Unfinished


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file to write."""

    path: Path

    @property
    def suffix(self) -> str:
        """Its extension, with the dot."""
        return self.path.suffix

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class OutFolder:
    """A folder to write files into, all of which the command names. ``shared``: may contain other files."""

    path: Path
    option: str
    shared: bool = False


def out_file(text: str) -> OutFile:
    """argparse type of ``--out FILE``."""
    return OutFile(Path(path_argument(text)))


def out_folder(text: str) -> OutFolder:
    """argparse type of ``--out FOLDER``: new or empty, unless ``--replace`` is given."""
    return OutFolder(Path(path_argument(text)), "--out")


def papers_folder(text: str) -> OutFolder:
    """argparse type of ``--papers FOLDER``: each paper is a new file; other files may lie there."""
    return OutFolder(Path(path_argument(text)), "--papers", shared=True)


def backup_folder(text: str) -> OutFolder:
    """argparse type of ``backup --to FOLDER``: each backup is a new file; other files may lie there."""
    return OutFolder(Path(path_argument(text)), "--to", shared=True)


def courier_folder(text: str) -> OutFolder:
    """argparse type of ``courier pack --out FOLDER``: each file is a new one; other files may lie there."""
    return OutFolder(Path(path_argument(text)), "--out", shared=True)


def packages_folder(text: str) -> OutFolder:
    """argparse type of ``archive pack --out FOLDER``: each package is a new file; other files may lie there."""
    return OutFolder(Path(path_argument(text)), "--out", shared=True)


def add_out(
    parser: Parser,
    words: str,
    *,
    metavar: str = "文件",
    required: bool = True,
    among: argparse._MutuallyExclusiveGroup | None = None,
) -> None:
    """``--out`` with ``--replace``; ``among``: the exclusive group that ``--out`` belongs to."""
    options = parser.options if among is None else among
    if among is None:
        options.add_argument("--out", metavar=metavar, type=out_file, required=required, help=words)
    else:
        options.add_argument("--out", metavar=metavar, type=out_file, help=words)
    add_replace(parser)


def add_replace(parser: Parser) -> None:
    """``--replace`` beside ``--out``."""
    parser.options.add_argument(
        "--replace", action="store_true", help="--out 已经有的，换成新的；不写就不覆盖"
    )


def check_out_paths(args: argparse.Namespace, program: Program) -> None:
    """Raises BadInput for a path on the command line that may not be written."""
    replace = getattr(args, "replace", False)
    try:
        for value in vars(args).values():
            if isinstance(value, OutFile):
                program.writable_file(value.path, replace=replace)
            elif isinstance(value, OutFolder) and value.shared:
                program.outside_profiles(value.path, value.option)
            elif isinstance(value, OutFolder):
                program.writable_folder(value.path, replace=replace)
    except AlreadyThere as there:
        raise BadInput(f"{there.sentence}那里的确实不要了，请加 --replace。", field=there.field) from there


@contextmanager
def writing(args: argparse.Namespace, program: Program, *, public: bool = False) -> Iterator[Unfinished]:
    """Write the file of ``--out`` completely or not at all: the path is checked before the block is entered."""
    with program.whole_file(args.out.path, replace=args.replace, public=public) as half:
        yield half
