"""``counter guide versions|trust``: the known versions, and whose packs are taken."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.guide.versions_words import versions_data, versions_words
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import pin_after
from counter.cli.io.json_file import read_key_file
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.guide.pack import read_card
from counter.domain.guide.publication import BureauCard
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.authoring.draft import load_draft
from counter.services.guide.trust_bureau import bureau_key, require_same_key, trust_bureau
from counter.services.guide.versions import guide_versions


def add_versions(parser: Parser) -> None:
    """Description and arguments of ``versions``."""
    parser.description = "列出这里发布或导入过的各版、现在用的和将要起用的；在指南编辑室还有草稿到了哪一步。"
    parser.common()
    parser.set_defaults(run=run_versions)


def add_trust(parser: Parser) -> None:
    """Description and arguments of ``trust``."""
    parser.description = "采用指南编辑室的公钥；不写文件时显示现在的。要与编辑室当面或电话核对指纹。"
    parser.words.add_argument("file", metavar="公钥文件", nargs="?", help="指南编辑室导出的公钥文件")
    parser.options.add_argument("--by", metavar="工号", help="核对过指纹并同意的值班负责人；会询问口令")
    parser.options.add_argument(
        "--pin-file", metavar="文件", type=path_argument, help="负责人的口令，取第一行"
    )
    parser.options.add_argument(
        "--replace", action="store_true", help="编辑室换了密钥：两个指纹都核对过，用新的代替已经采用的"
    )
    parser.common()
    parser.set_defaults(run=run_trust)


def run_versions(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List the known versions."""
    with program.open_app(profile) as app:
        versions, today = guide_versions(app.journal), civil_date(app.clock.read().at)
        draft = load_draft(app) if app.hall.bureau else None
        data = versions_data(versions, today, app.guide.version, draft)
    return Answer(data, versions_words(data))


def run_trust(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Trust the bureau's key after its fingerprint was compared, or show the one in force."""
    before: BureauCard | None = None
    if args.file is None:
        with program.open_app(profile) as app:
            card = bureau_key(app.journal)
        if card is None:
            return Answer(
                {"bureau": None, "replaced": None}, "本窗口还没有采用指南编辑室的公钥，不能导入指南包。"
            )
    else:
        if not args.by:
            raise BadInput("还缺 --by：写核对过指纹的值班负责人工号。", field="--by")
        text = read_key_file(Path(args.file))
        shown = read_card(text)
        fingerprint = readable_fingerprint(shown.public_key)
        with program.open_app(profile) as app:
            before = bureau_key(app.journal)
            if not args.replace:
                require_same_key(app.journal, shown)  # before the PIN is asked for
            replaced = before is not None and before.public_key != shown.public_key
            prompt = (
                f"{_goes(before) if before is not None and replaced else ''}"
                f"公钥来自：{shown.bureau}，指纹 {fingerprint}。"
                f"请打电话或当面与指南编辑室核对，一致再输入值班负责人 {args.by} 的口令："
            )
            pin = pin_after(prompt, args.pin_file)
            card = trust_bureau(
                app.journal,
                text,
                fingerprint=fingerprint,
                code=args.by,
                pin=pin,
                replace=args.replace,
            )
            before = before if replaced else None
    printed = readable_fingerprint(card.public_key)
    data = {
        "bureau": {
            "name": card.bureau,
            "region": card.region,
            "since": card.since,
            "demo": card.demo,
            "fingerprint": printed,
        },
        "replaced": None
        if before is None
        else {"name": before.bureau, "fingerprint": readable_fingerprint(before.public_key)},
    }
    words = f"采用的是：{card.bureau}（{card.region}），指纹 {printed}。它签的指南包可以导入。"
    return Answer(data, f"{_goes(before) if before is not None else ''}{words}")


def _goes(before: BureauCard) -> str:
    printed = readable_fingerprint(before.public_key)
    return f"原来采用的“{before.bureau}”（指纹 {printed}）不再采用，它签的新包不再收。"
