"""``counter guide import``: a window imports a signed pack; the bureau a workbook or library file, into the draft."""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from pathlib import Path

from counter.cli.authoring.workbook import checked_data, checked_words
from counter.cli.guide.versions_words import import_words, tally_words
from counter.cli.io.answer import BAD_INPUT, Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import get_clerk, get_person, pin_of
from counter.cli.io.json_file import read_raw
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.guide.diff.tally import require_consent, tally_data
from counter.domain.guide.pack import HEADER
from counter.domain.hall.rights import Capability
from counter.services.authoring.files.read_and_check import check_guide
from counter.services.authoring.import_library import import_library, preview_import
from counter.services.context.app import AppContext
from counter.services.guide.import_pack import import_guide
from counter.services.guide.preview_pack import preview_pack
from counter.services.hall.staff import authorised
from counter.services.spreadsheet.given_file import MOST_BYTES

_MOST_BYTES = 200_000_000


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = (
        "窗口：核对签名，导入指南包，到起用日期就用。指南编辑室：检查工作簿或 .json，按编号并入草稿。"
    )
    parser.words.add_argument("file", metavar="文件", help="窗口：指南包；指南编辑室：.xlsx、.json 或 .yaml")
    parser.options.add_argument(
        "--by", metavar="工号", default="", help="谁导入的（必须写；窗口要值班负责人）；会询问口令"
    )
    parser.options.add_argument("--pin-file", metavar="文件", type=path_argument, help="口令，取第一行")
    parser.options.add_argument(
        "--whole", action="store_true", help="（指南编辑室）用文件代替整个草稿，不写就按编号并入"
    )
    parser.options.add_argument(
        "--look", action="store_true", help="（指南编辑室）只看每种内容会新增、去掉、改动多少，不导入"
    )
    parser.options.add_argument(
        "--agree",
        metavar="删去",
        default="",
        help="（指南编辑室）成批去掉内容（整张表，或五分之一以上）时，写“删去”两个字才导入",
    )
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Import a pack, or put a guide file into the draft; the content decides which."""
    content, _ = read_raw(args.file, _MOST_BYTES, "指南文件")
    pack = _is_pack(content)
    with (program.open_for_mending if pack else program.open_app)(profile) as app:
        if pack:
            if args.whole or args.look or args.agree:
                field = "--whole" if args.whole else "--look" if args.look else "--agree"
                raise BadInput(f"{field} 只用于指南编辑室的工作簿或 .json，指南包总是整套的。", field=field)
            return _take_in(app, content, args)
        if not app.hall.bureau:
            raise BadInput(
                "窗口只导入指南编辑室签名的指南包；工作簿和 .json 请交给指南编辑室并入草稿、核对、发布。",
                field="file",
            )
        return _put_in(app, content, args)


def _take_in(app: AppContext, content: bytes, args: argparse.Namespace) -> Answer:
    code = get_clerk(app, args.by, "--by").code
    _show_pack(app, content)
    by = authorised(app.journal, Capability.RELEASE_GUIDE, code=code, pin=pin_of(code, args.pin_file))
    taken = import_guide(app, content, by)
    today, publication = civil_date(app.clock.read().at), taken.publication
    now = taken.versions.in_force(today)
    data = {
        "number": publication.number,
        "version": publication.version,
        "effective": publication.effective.isoformat(),
        "already": taken.already,
        "in_force": now is not None and now.publication.number == publication.number,
        "transition": publication.transition.value,
        "notes": publication.notes,
        "files": len(publication.files),
    }
    notes = (taken.warning,) if taken.warning else ()
    return Answer(data, import_words(publication, today, already=taken.already), notes)


def _show_pack(app: AppContext, content: bytes) -> None:
    """What a trusted pack would add, remove and change, before the PIN is asked for."""
    try:
        preview = preview_pack(app, content)
    except BadInput:
        return  # importing it gives the reason
    if preview.tallies and not preview.already:
        print(tally_words(preview.tallies, "和这里上一版比"), file=sys.stderr, flush=True)


def _put_in(app: AppContext, content: bytes, args: argparse.Namespace) -> Answer:
    """Show what would be added, removed and changed, then ask for the PIN, then save."""
    if len(content) > MOST_BYTES:
        raise BadInput(f"这个文件超过{MOST_BYTES // 1_000_000} MB，不像是指南文件。", field="file")
    checked = check_guide(content)
    data = checked_data(checked)
    if checked.library is None:
        return Answer(data, checked_words(checked, "请改好后再导入，草稿没有变。"), code=BAD_INPUT)
    tallies = preview_import(app, checked.library, whole=args.whole)
    shown = tally_words(tallies)
    data |= {"tally": tally_data(tallies), "whole": args.whole}
    if args.look:
        return Answer(data, checked_words(checked, f"{shown}\n只看看，草稿没有变。"))
    print(shown, file=sys.stderr, flush=True)
    require_consent(tallies, args.agree)  # before the PIN is asked for
    clerk = get_person(app, args.by, args.pin_file)
    put = import_library(app, checked.library, clerk, whole=args.whole, agreed=args.agree)
    data |= {
        "changed": put.changed,
        "draft": put.draft.version,
        "editors": list(put.draft.editors),
        "draft_faults": [fault.words for fault in put.faults],
    }
    how = "代替了整个草稿" if args.whole else "已按编号并入草稿"
    result = (
        f"{how}（草稿现在是 {put.draft.version}）。"
        if put.changed
        else "文件里的内容草稿里都有，草稿没有变。"
    )
    notes = tuple(f"并入后草稿有错误，提交前要改：{fault.words}" for fault in put.faults[:5])
    return Answer(data, checked_words(checked, result), notes)


def _is_pack(content: bytes) -> bool:
    """Whether it is a guide pack, complete or not: a zip with a head and no workbook."""
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return HEADER in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return HEADER.encode() in content[:200]
