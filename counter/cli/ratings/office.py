"""``counter rating card|take-in``: commands of the office (差评处理室) only: export its card, import packs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_two_proofs, get_acting, own_pin_file, pin_after
from counter.cli.io.json_file import read_raw
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.ratings.clerks import clerk_data, clerk_lines
from counter.domain.errors import BadInput
from counter.domain.hall.rights import Capability
from counter.domain.hall.window_name import window_name
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.ratings.pack import LONGEST, card_text, read_pack
from counter.services.context.app import AppContext
from counter.services.hall.staff import authorised
from counter.services.keys.back_offices import handler_card, handler_seed
from counter.services.keys.stated_heads import stating
from counter.services.ratings.office.compare_accounts import WindowAccounts, window_accounts
from counter.services.ratings.office.import_pack import ImportedRatings, import_ratings


def add_card(parser: Parser) -> None:
    """Description and arguments of ``card``."""
    parser.description = "导出差评处理室的公钥。窗口用 counter rating handler 采用时，请当面或电话核对指纹。"
    add_out(parser, "存到哪里")
    parser.common()
    parser.set_defaults(run=run_card)


def add_take_in(parser: Parser) -> None:
    """Description and arguments of ``take-in``."""
    parser.description = "收窗口的评价包：核对签名，打开，登记；差评自动立案整改。同一个包再收一次没有关系。"
    parser.words.add_argument("file", metavar="文件", help="窗口 counter rating pack 导出的文件")
    parser.options.add_argument("--clerk", metavar="工号", default="", help="谁收的（必须写）")
    parser.options.add_argument(
        "--trust",
        metavar="工号",
        help="窗口的密钥没有大厅证明时，核对过指纹并同意收的值班负责人；会询问口令，或用 --pin-file",
    )
    add_two_proofs(parser, "--trust", "负责人")
    parser.common()
    parser.set_defaults(run=run_take_in)


def add_windows(parser: Parser) -> None:
    """Description and arguments of ``windows``."""
    parser.description = (
        "按窗口、按天列出评价账：办出结果、请过评价、没请过、提前结束、不算的尝试，和对不上的地方。"
        "加 --clerks，按工号、按已过完的整月列出，旁边是本大厅同月的比例。"
    )
    parser.options.add_argument("--station", metavar="窗口编码", default="", help="只看这个窗口")
    parser.options.add_argument(
        "--clerks", action="store_true", help="按工号、按整月列出；一个月不足5次的合在一起"
    )
    parser.common()
    parser.set_defaults(run=run_windows)


def run_card(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the public half of the office's key."""
    with program.open_app(profile) as app:
        card = handler_card(app.journal)
        text = stating(app.journal, card_text(card))
    with writing(args, program, public=True) as half:
        half.write(text.encode())
    file, printed = args.out, readable_fingerprint(card.public_key)
    return Answer(
        {"file": str(file), "office": card.office, "fingerprint": printed},
        f"已写到 {file}（{card.office}）。窗口采用时请当面或电话核对指纹：{printed}",
    )


def run_take_in(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Import one pack."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, own_pin_file(args, args.trust), "--clerk")
        text = _text(args.file)
        pack = read_pack(text)
        printed = readable_fingerprint(pack.public_key)
        by = _believer(app, args, f"{pack.hall} {window_name(pack.window)}（{pack.station}），指纹 {printed}")
        taken = import_ratings(app, text, clerk, by)
    data = {
        "station": taken.station,
        "hall": taken.hall,
        "window": taken.window,
        "fingerprint": printed,
        "already": taken.already,
        "named": taken.named,
        "anonymous": taken.anonymous,
        "known": taken.known,
        "unreadable": taken.unreadable,
        "invited": taken.invited,
        "rectifications": taken.opened,
        "doubtful": taken.doubtful,
        "missing": taken.missing,
        "other_key": taken.other_key,
        "too_many": taken.too_many,
        "outcomes": taken.outcomes,
        "never_asked": taken.never,
        "cut_short": taken.cut_short,
        "lost": taken.lost,
        "no_accounts": taken.no_accounts,
        "faults": list(taken.faults),
    }
    return Answer(data, _words(taken, printed), _notes(taken))


def run_windows(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The windows' accounts day by day, and the differences."""
    with program.open_app(profile) as app:
        handler_seed(app.journal)
        windows = [w for w in window_accounts(app.journal) if args.station in ("", w.station)]
    if args.station and not windows:
        raise BadInput(f"还没有收过窗口 {args.station[:8]} 的评价包。", field="--station")
    data = [
        {
            "station": one.station,
            "hall": one.hall,
            "window": one.window,
            "accounts": one.accounts,
            "faults": list(one.faults),
            "days": [
                {
                    "day": day.day,
                    "outcomes": day.outcomes,
                    "asked": day.asked,
                    "never_asked": day.never,
                    "invited": day.invited,
                    "closed": day.closed,
                    "cut_short": day.cut_short,
                    "lost": day.lost,
                    "refused": day.refused,
                    "head": day.head,
                    "faults": list(day.faults),
                }
                for day in one.days
            ],
            "months": clerk_data(one),
        }
        for one in windows
    ]
    lines = [
        line
        for one in windows
        for line in (*_head_lines(one), *(clerk_lines(one) if args.clerks else _day_lines(one)))
    ]
    return Answer({"windows": data}, "\n".join(lines) or "还没有收过窗口的评价包。")


def _head_lines(one: WindowAccounts) -> Iterator[str]:
    yield f"{one.hall} {window_name(one.window)}（{one.station}）" + (
        "" if one.accounts else "：旧版程序，没有评价账"
    )
    yield from (f"  对不上：{fault}" for fault in one.faults)


def _day_lines(one: WindowAccounts) -> Iterator[str]:
    for day in one.days:
        yield (
            f"  {day.day}　办出结果{day.outcomes}　请过{day.asked}　没请过{day.never}　"
            f"提前结束{day.cut_short}　不算的尝试{day.refused}{_lost(day.lost)}"
        )


def _lost(count: int) -> str:
    return f"　随电脑丢失{count}" if count else ""


def _believer(app: AppContext, args: argparse.Namespace, whose: str) -> str:
    """The supervisor who compared the fingerprint, PIN checked; empty where none was named."""
    if not args.trust:
        return ""
    prompt = f"评价包来自：{whose}。与窗口核对无误后，输入值班负责人 {args.trust} 的口令："
    pin = pin_after(prompt, args.pin_file)
    return authorised(app.journal, Capability.ADMINISTER, code=args.trust, pin=pin).code


def _text(name: str) -> str:
    raw, shown = read_raw(name, LONGEST, "评价包")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{shown} 不是评价包。", field="file") from wrong


def _words(taken: ImportedRatings, printed: str) -> str:
    where = f"{taken.hall} {window_name(taken.window)}（{taken.station}，指纹 {printed}）"
    if taken.already:
        return f"{where}：这个评价包以前收过，没有重复登记。"
    return (
        f"{where}：收进实名{taken.named}条、匿名{taken.anonymous}条，请过评价{taken.invited}次；"
        f"差评立案{taken.opened}件；存疑{taken.doubtful}条；以前收过的{taken.known}条。"
        f"这个包的账：办出结果{taken.outcomes}次，没有请过评价的{taken.never}次，提前结束的邀请{taken.cut_short}次{_lost(taken.lost)}。"
    )


def _notes(taken: ImportedRatings) -> tuple[str, ...]:
    notes = [taken.warning] if taken.warning else []
    notes += [f"和窗口的账对不上：{fault}。" for fault in taken.faults]
    if taken.no_accounts:
        notes.append("这个窗口的程序是旧版，不记评价账：少了、多了封件这里看不出来，请升级窗口的程序。")
    if taken.unreadable:
        notes.append(f"有{taken.unreadable}份打不开：不是封给这里的，或已损坏，没有登记。")
    if taken.other_key:
        notes.append(
            "这个窗口现在把评价封给另一把公钥，不是这里的：请马上查是谁、什么时候换的，重新采用这里的公钥。"
        )
    if taken.too_many:
        notes.append(
            f"这个窗口交来的评价比它请过的次数多{taken.too_many}条，不会是申请人评的，请查；缺的评价包先补齐。"
        )
    if taken.missing:
        notes.append("这个窗口中间还有评价包没有交来，请让窗口用 counter rating pack --all 重新导出。")
    return tuple(notes)
