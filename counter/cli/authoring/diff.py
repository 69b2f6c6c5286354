"""``counter guide diff``: differences between two versions of the guide, in plain words."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counter.cli.authoring.diff_words import diff_data, diff_words
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.json_file import read_raw
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.guide.diff.diff import diff
from counter.domain.guide.entries import Library
from counter.domain.guide.library import library_of
from counter.domain.guide.publication import KnownVersion
from counter.domain.guide.terms import AttachedFile
from counter.services.authoring.draft import load_draft
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.context.app import AppContext
from counter.services.guide.versions import get_version, library_of_version
from counter.services.keys.back_offices import NO_BUREAU
from counter.services.spreadsheet.given_file import MOST_BYTES

_NUMBER = re.compile(r"第?([0-9]{1,6})版?")
_SHIPPED, _CURRENT, _DRAFT = ("shipped", "随程序带的"), ("current", "现在用的"), ("draft", "草稿")
_FILES = (".json", ".xlsx")
_HELP = "第N版、shipped（随程序带的）、current（现在用的）、draft（编辑室的草稿），或 .json、.xlsx 文件"


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = "比较两个版本的指南，用白话逐处说明改了什么。什么都不改动。"
    parser.words.add_argument("old", metavar="旧", help=_HELP)
    parser.words.add_argument("new", metavar="新", help="同上")
    parser.options.add_argument("--bundle", metavar="序号", type=int, help="只看这件事")
    parser.options.add_argument(
        "--unfold", action="store_true", help="展开新增、去掉的一件事和事项：题目、事项、材料、情形"
    )
    parser.common()
    parser.set_defaults(run=run)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two versions: its name, content, and attached files where known."""

    name: str
    library: Library
    files: tuple[AttachedFile, ...] = ()


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Compare; no difference is a valid result."""
    with _app(profile, program) as app:
        old, new = (_side(word, program, app) for word in (args.old, args.new))
    if args.bundle is not None and not any(str(args.bundle) in s.library["bundles"] for s in (old, new)):
        raise BadInput(f"两边都没有第{args.bundle}件事。", field="--bundle")
    found = diff(old.library, new.library, (old.files, new.files))
    names = {
        int(number): str(bundle["name"])
        for side in (old, new)
        for number, bundle in side.library["bundles"].items()
    }
    data = diff_data(found, names, (old.name, new.name), args.bundle)
    sides = (old.name, new.name)
    return Answer(data, diff_words(found, names, sides, args.bundle, unfold=args.unfold))


@contextmanager
def _app(profile: Path, program: Program) -> Iterator[AppContext | None]:
    """The profile, where one is set up: only a profile knows versions."""
    if not program.is_set_up(profile):
        yield None
        return
    with program.open_app(profile) as app:
        yield app


def _side(word: str, program: Program, app: AppContext | None) -> _Side:
    if word in _SHIPPED:
        return _known(None, program, app)
    if word in _CURRENT:
        now = None if app is None else app.versions.in_force(civil_date(app.clock.read().at))
        return _known(now, program, app)
    if word in _DRAFT:
        return _draft(app)
    if Path(word).suffix.lower() in _FILES:
        return _file(word)
    number = _NUMBER.fullmatch(word)
    if number is None:
        raise BadInput(f"“{word[:40]}”看不懂，要写：{_HELP}。", field="旧、新")
    if app is None:
        raise BadInput(
            f"这里还没有设置窗口，不知道哪一版是{word}；可以给 .json 或 .xlsx 文件。", field="旧、新"
        )
    return _known(get_version(app.versions, int(number[1])), program, app)


def _known(known: KnownVersion | None, program: Program, app: AppContext | None) -> _Side:
    if known is None or app is None:
        return _Side("随程序带的指南", library_of(program.guide_shelf().guide(None)))
    publication = known.publication
    return _Side(publication.title, library_of_version(app, known), publication.files)


def _draft(app: AppContext | None) -> _Side:
    if app is None:
        raise BadInput(NO_BUREAU, field="旧、新")
    draft = load_draft(app)
    return _Side("草稿", draft.library, draft.files)


def _file(name: str) -> _Side:
    content, shown = read_raw(name, MOST_BYTES, "指南文件")
    checked = check_guide(content)
    if checked.library is None:
        fault = next(fault for fault in checked.faults if fault.grave)
        raise BadInput(f"{shown} 有错误，先用 counter guide check 检查。{fault.words}", field="file")
    return _Side(Path(shown).name, checked.library)
