"""Where a command saves the papers it made: one file each, named by number, beside its input file."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from counter.cli.io.arguments import Parser
from counter.cli.io.out_file import papers_folder as papers_place
from counter.cli.io.program import Program
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.errors import BadInput, CounterError
from counter.domain.papers.parts.displayable import note_of
from counter.services.context.app import AppContext
from counter.services.papers.copy_paper import copy_paper


def add_options(parser: Parser) -> None:
    """``--papers FOLDER`` and ``--no-papers``."""
    parser.options.add_argument(
        "--papers",
        dest="papers_to",
        metavar="文件夹",
        type=papers_place,
        help="文书（PDF）存到哪里，默认在所给文件旁边，没有文件就不存",
    )
    parser.options.add_argument(
        "--no-papers", action="store_true", help="只登记，文书以后用 counter paper 取"
    )


def papers_folder(args: argparse.Namespace) -> Path | None:
    """Folder of the papers: beside the input file, which holds the person's data already, unless ``--papers`` is
    given.
    """
    if args.no_papers and args.papers_to:
        raise BadInput("--papers 和 --no-papers 不能同时用。", field="--papers")
    if args.no_papers or (args.papers_to is None and args.file in (None, "-")):
        return None
    folder = args.papers_to.path if args.papers_to else Path(args.file).absolute().parent
    if not folder.is_dir():
        raise BadInput(f"没有文件夹 {folder}，请先建好。", field="--papers")
    return folder


def write_papers(
    app: AppContext,
    case: Case,
    papers: Iterable[IssuedPaper],
    folder: Path | None,
    clerk: str,
    program: Program,
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Paper id → file, and what went wrong.

    The case is stored in any event: a paper that cannot be written is reported, not rolled back.
    """
    files: dict[str, str] = {}
    notes: list[str] = []
    for paper in papers if folder is not None else ():
        assert folder is not None
        name = file_name(case, paper)
        file = folder / f"{name}.pdf"
        try:
            with program.whole_file(file) as half:
                lacking = keep_paper(app, case, paper.id, half.write, clerk)
            files[paper.id] = str(file)
            if lacking:
                notes.append(f"{name}：{note_of(lacking)}")
        except CounterError as error:
            notes.append(f"办件 {case.number} 已登记，但 {name} 没能存成文件：{error.sentence}")
    return files, tuple(notes)


def file_name(case: Case, paper: IssuedPaper) -> str:
    """The paper's number; one without (drafts, the cover sheet) is named by title, case and index."""
    if paper.number:
        return paper.number
    alike = [p for p in case.papers if p.title == paper.title and not p.number]
    number = [p.id for p in alike].index(paper.id) + 1
    return f"{paper.title} {case.number}{f'-{number}' if number > 1 else ''}"


def keep_paper(
    app: AppContext,
    case: Case,
    paper_id: str,
    keep: Callable[[bytes], object],
    clerk: str | None = None,
    page: str = "A4",
) -> tuple[str, ...]:
    """Make one copy of a paper; ``keep`` writes it before it counts.

    Returns the characters that are printed as a placeholder mark; usually none. Raises BadInput where the paper has no
    such ``page``.
    """
    sheet = copy_paper(
        app.journal,
        app.projector,
        app.papers,
        case_id=case.id,
        wanted=paper_id,
        clerk=clerk or case.clerk,
        page=page,
        keep=keep,
    )
    return sheet.lacking
