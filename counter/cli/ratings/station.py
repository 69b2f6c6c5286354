"""``counter rating …`` at a window: the office's key, the pack for the office, an invitation slip."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, pin_after
from counter.cli.io.json_file import read_key_file
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.errors import BadInput
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.ratings.pack import read_card
from counter.services.ratings.batch import batch_ratings
from counter.services.ratings.close import close_ratings
from counter.services.ratings.pack import OPERATOR, pack_ratings
from counter.services.ratings.trust_office import handler_card, trust_handler


def add_handler(parser: Parser) -> None:
    """Description and arguments of ``handler``."""
    parser.runs(run_handler, "采用差评处理室的公钥，评价从此封给它；不写文件时显示现在的。")
    parser.words.add_argument("file", metavar="公钥文件", nargs="?", help="差评处理室导出的公钥文件")
    parser.options.add_argument("--by", metavar="工号", help="同意的值班负责人（随后询问口令）")
    add_own_pin(parser)


def add_pack(parser: Parser) -> None:
    """Description and arguments of ``pack``."""
    parser.runs(run_pack, "导出还没有交过的评价包，交差评处理室。")
    add_out(parser, "存到哪里")
    parser.options.add_argument("--all", action="store_true", help="连已经导出过的一起（重复收进没有关系）")


def run_handler(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Trust the office's key after its fingerprint was compared, or show the one in force."""
    if args.file is None:
        with program.open_app(profile) as app:
            card = handler_card(app.journal)
        if card is None:
            return Answer({"handler": None}, "本窗口还没有差评处理室的公钥，还不能请申请人评价。")
    else:
        if not args.by:
            raise BadInput("还缺 --by：写同意的值班负责人工号。", field="--by")
        text = read_key_file(Path(args.file))
        fingerprint = readable_fingerprint(read_card(text).public_key)
        with program.open_app(profile) as app:
            office = read_card(text).office
            prompt = (
                f"公钥来自：{office}，指纹 {fingerprint}。"
                f"请打电话或当面与差评处理室核对，一致再输入值班负责人 {args.by} 的口令："
            )
            pin = pin_after(prompt, args.pin_file)
            card = trust_handler(app.journal, text, fingerprint=fingerprint, code=args.by, pin=pin)
    printed = readable_fingerprint(card.public_key)
    answer_data = {
        "handler": {
            "office": card.office,
            "region": card.region,
            "since": card.since,
            "demo": card.demo,
            "fingerprint": printed,
        }
    }
    return Answer(answer_data, f"评价封给：{card.office}（{card.region}），指纹 {printed}。")


def run_pack(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the pack."""
    out = args.out
    with program.open_app(profile) as app, writing(args, program) as half:
        close_ratings(app)
        batch_ratings(app)
        pack = pack_ratings(
            app, lambda text: half.complete(text.encode()), actor=OPERATOR, everything=args.all
        )
    anonymous = sum(len(day.boxes) for day in pack.days)
    data = {
        "file": str(out),
        "station": pack.station,
        "epoch": pack.epoch,
        "closed": pack.closed,
        "waiting": pack.waiting,
        "days": [day.day for day in pack.days],
        "boxes": len(pack.named) + anonymous,
        "fingerprint": readable_fingerprint(pack.public_key),
    }
    words = (
        f"已写到 {out}：结束的邀请 {pack.closed} 次，匿名部分 {len(pack.days)} 天。"
        f"本窗口指纹 {readable_fingerprint(pack.public_key)}。请交差评处理室收进；匿名部分第二天起才在里面。"
    )
    return Answer(data, words)
