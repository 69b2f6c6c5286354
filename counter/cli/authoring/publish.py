"""``counter guide submit|send-back|approve|publish|pack|card``: commands of the bureau (指南编辑室) only."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from counter.cli.authoring.diff_words import diff_data, diff_words
from counter.cli.authoring.lint import read_evidence
from counter.cli.io.answer import Answer, plain
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import get_editor, pin_of
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.authoring.lint.finding import Severity
from counter.domain.errors import BadInput
from counter.domain.guide.pack import ENDINGS, card_text
from counter.domain.guide.publication import Transition
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.text.day_input import read_whole_day
from counter.services.authoring.approve import check_guide_draft, require_reason
from counter.services.authoring.draft import require_bureau
from counter.services.authoring.lint import evidence_in, record_evidence
from counter.services.authoring.publish import publish_guide
from counter.services.authoring.review_draft import DraftReview, review_draft
from counter.services.authoring.send_back import send_back_guide
from counter.services.authoring.submit import submit_guide
from counter.services.authoring.write_pack import write_guide_pack
from counter.services.keys.back_offices import bureau_card

_MOST_CHANGES, _MOST_FINDINGS = 300, 100


def add_submit(parser: Parser) -> None:
    """Description and arguments of ``submit``."""
    parser.runs(run_submit, "把草稿提交核对。只在指南编辑室用。")
    _by(parser, "谁提交的")


def add_send_back(parser: Parser) -> None:
    """Description and arguments of ``send-back``."""
    parser.runs(run_send_back, "把提交的草稿退回修改。只在指南编辑室用。")
    parser.options.add_argument("--reason", metavar="原因", required=True, help="要改什么")
    _supervised(parser)


def add_approve(parser: Parser) -> None:
    """Description and arguments of ``approve``."""
    parser.runs(run_approve, "核对通过（没有改过草稿的值班负责人）。只在指南编辑室用。")
    parser.options.add_argument("--kept", metavar="原因", default="", help="有“必改”的，写明为什么可以保留")
    _supervised(parser)


def add_publish(parser: Parser) -> None:
    """Description and arguments of ``publish``."""
    parser.runs(run_publish, "发布核对过的草稿：编号、签名，不再改。只在指南编辑室用。")
    parser.options.add_argument("--effective", metavar="日期", required=True, help="起用日期，如 2026-12-01")
    parser.options.add_argument(
        "--transition",
        choices=("begun", "lighter"),
        default="begun",
        help="已收的件：begun 按收件时的版本办到底（不写就是）；lighter 新版不再要的材料不用再交",
    )
    parser.options.add_argument("--notes", metavar="话", default="", help="给窗口的话")
    _supervised(parser)


def add_evidence(parser: Parser) -> None:
    """Description and arguments of ``evidence``."""
    parser.runs(run_evidence, "记下需人工确认的检查查到了什么。只在指南编辑室用。")
    parser.words.add_argument("file", metavar="证据文件", help=".toml 或 .json，写法见 docs/guide-lint.md")
    _by(parser, "谁记的")


def add_pack(parser: Parser) -> None:
    """Description and arguments of ``pack``."""
    parser.runs(run_pack, "导出一版的指南包，拿到窗口导入。只在指南编辑室用。")
    parser.words.add_argument("number", metavar="版号", type=int, help="第几版，例如 1")
    add_out(parser, "存到哪里", metavar="文件.指南包")


def add_card(parser: Parser) -> None:
    """Description and arguments of ``card``."""
    parser.runs(run_card, "导出指南编辑室的公钥，交各窗口采用。只在指南编辑室用。")
    add_out(parser, "存到哪里")


def run_submit(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Submit the draft for approval."""
    with program.open_app(profile) as app:
        require_bureau(app)  # before the PIN is asked for
        handed = submit_guide(app, get_editor(app, args.by, args.pin_file))
    submitted = handed.versions.submitted
    assert submitted is not None  # it has just been submitted
    data = {
        "version": submitted.version,
        "changes": submitted.changes,
        "editors": list(submitted.editors),
        "remarks": list(handed.remarks),
    }
    words = (
        f"已提交核对：{submitted.version}，有{submitted.changes}处变化，"
        f"改过的人：{'、'.join(submitted.editors) or '无'}。"
        "请没有改过的值班负责人核对。"
    )
    return Answer(data, words, handed.remarks)


def run_send_back(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Send the draft back."""
    with program.open_app(profile) as app:
        send_back_guide(app, args.reason, code=args.by, pin=pin_of(args.by, args.pin_file))
    return Answer({"reason": args.reason.strip()}, "已退回，编辑人员看得到理由。")


def run_approve(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Show what is approved, ask for the PIN, and record the approval."""
    listed = program.read_toml(program.resources() / "guides" / "indicators.toml")
    with program.open_app(profile) as app:
        review = review_draft(app, listed)
        print(_approve_words(review, args.kept), file=sys.stderr, flush=True)
        require_reason(review.report, args.kept)  # before the PIN is asked for
        pin = pin_of(args.by, args.pin_file)
        checked = check_guide_draft(app, listed, args.kept, code=args.by, pin=pin, told=review).checked
    assert checked is not None  # it has just been approved
    data = {"version": checked.version, "must": checked.must, "facts": checked.facts, "kept": checked.kept}
    words = f"核对通过：{checked.version}。必改{checked.must}处，待补事实{checked.facts}处。可以发布了。"
    return Answer(data | _approve_data(review), words)


def _approve_data(review: DraftReview) -> dict[str, Any]:
    """All of it as plain values: ``changes`` as in ``guide diff``, and the 必改 findings."""
    changed = diff_data(review.diff, review.names, _sides(review), None)
    findings = [
        {"check": flaw.check, "place": flaw.place.words, "wrong": flaw.wrong, "todo": flaw.todo}
        for flaw in review.must
    ]
    return {"than": review.than, "changes": changed["changes"], "findings": findings}


def _approve_words(review: DraftReview, kept: str) -> str:
    """Every change expanded, then the 必改 findings, with the reason why they may stay."""
    many = len(review.diff.changes)
    if many <= _MOST_CHANGES:
        lines = [diff_words(review.diff, review.names, _sides(review), None, unfold=True)]
    else:
        lines = [f"草稿（{review.diff.new}）和{review.than}相比有{many}处变化，太多，这里不列。",
                 "先用 counter guide diff 逐处看过，再来核对。"]  # fmt: skip
    must, facts = review.must, review.report.count(Severity.FACT)
    lines += ["", f"检查：必改{len(must)}处，待补事实{facts}处。"]
    lines += [plain(f"  必改 {flaw.place.words}：{flaw.wrong}") for flaw in must[:_MOST_FINDINGS]]
    if len(must) > _MOST_FINDINGS:
        lines.append(f"  还有{len(must) - _MOST_FINDINGS}处，counter guide lint --draft 列出全部。")
    if must and kept.strip():
        lines.append(plain(f"保留的理由：{kept.strip()}"))
    lines += ["", "核对通过的就是上面这些。不同意的，按 Ctrl+C 停下，用 counter guide send-back 退回。"]
    return "\n".join(lines)


def _sides(review: DraftReview) -> tuple[str, str]:
    return review.than, "草稿"


def run_publish(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Publish the approved draft."""
    effective = read_whole_day(args.effective, "--effective")
    with program.open_app(profile) as app:
        publication = publish_guide(
            app,
            effective,
            Transition(args.transition),
            args.notes,
            code=args.by,
            pin=pin_of(args.by, args.pin_file),
        )
    data = {
        "number": publication.number,
        "version": publication.version,
        "digest": publication.digest,
        "effective": publication.effective.isoformat(),
        "transition": publication.transition.value,
        "files": [file.name for file in publication.files],
    }
    words = (
        f"已发布{publication.title}（{publication.version}），{publication.effective.isoformat()} 起用。"
        f"用 counter guide pack {publication.number} --out 文件.指南包 导出，拿到各窗口导入。"
    )
    return Answer(data, words)


def run_evidence(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record all pieces of evidence of a file, or none where one is invalid."""
    raw = read_evidence(args.file, program)
    with program.open_app(profile) as app:
        clerk = get_editor(app, args.by, args.pin_file)
        found = evidence_in(app, raw)
        for evidence in found:
            record_evidence(app, evidence, clerk)
    data = {"evidence": [{"check": evidence.check, "reached": evidence.reached} for evidence in found]}
    return Answer(data, f"记下了{len(found)}条证据，guide lint 和核对时都算数。")


def run_pack(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write a publication as a pack."""
    out = args.out
    if out.suffix not in ENDINGS:
        raise BadInput(f"文件名要以 {' 或 '.join(ENDINGS)} 结尾。", field="--out")
    with writing(args, program) as half:
        with program.open_app(profile) as app:
            content = write_guide_pack(app, args.number)
        half.write(content)
    data = {"file": str(out), "number": args.number, "bytes": len(content)}
    return Answer(data, f"第{args.number}版已写到 {out}，各窗口用 counter guide import 导入。")


def run_card(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the public half of the bureau's key."""
    with program.open_app(profile) as app:
        card = bureau_card(app.journal)
    with writing(args, program, public=True) as half:
        half.write(card_text(card).encode())
    file, printed = args.out, readable_fingerprint(card.public_key)
    return Answer(
        {"file": str(file), "bureau": card.bureau, "fingerprint": printed},
        f"已写到 {file}（{card.bureau}）。窗口采用时请当面或电话核对指纹：{printed}",
    )


def _by(parser: Parser, who: str) -> None:
    parser.options.add_argument("--by", metavar="工号", default="", help=f"{who}（必须写）；会询问本人口令")
    parser.options.add_argument("--pin-file", metavar="文件", type=path_argument, help="本人的口令，取第一行")


def _supervised(parser: Parser) -> None:
    parser.options.add_argument("--by", metavar="工号", required=True, help="值班负责人；会询问口令")
    parser.options.add_argument(
        "--pin-file", metavar="文件", type=path_argument, help="负责人的口令，取第一行"
    )
