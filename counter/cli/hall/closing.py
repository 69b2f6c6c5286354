"""``counter hall held|close|claim``: what lies at this window, closing it for good, taking over from a lost one."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_own_pin, add_two_proofs, get_acting, pin_of
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.domain.document.numbering import grouped
from counter.domain.errors import RuleRefused
from counter.domain.hall.closing_events import LyingThing
from counter.domain.hall.consent import Consent
from counter.domain.papers.verify.day_code import short_code
from counter.services.case.claim_cases import claim_cases, unreadable
from counter.services.case.close_window import close_window
from counter.services.case.list_window import list_pdf, list_window
from counter.services.case.window_holdings import holdings_lines, window_holdings
from counter.services.keys.ring_cards import ring_in_force


def add_closing(acts: argparse._SubParsersAction[Parser]) -> None:
    """The commands of the group by which a window ends."""
    held = acts.add_parser(
        "held",
        help="这个窗口里有什么：撤窗以前看的清单",
        description="在办的件和收着的原件、在柜的证照、没有打印盖章送达的文书、没办完的来访、编号用到哪里、还没有上报的记录。"
        "写 --out 的出移交清单：两个人签名，有核对用的码。",
    )
    add_out(held, "移交清单存到哪里", metavar="文件.pdf", required=False)
    held.options.add_argument("--clerk", metavar="工号", required=True, help="谁看的")
    add_own_pin(held, "看的人的口令")
    held.common()
    held.set_defaults(run=run_held)
    close = acts.add_parser(
        "close",
        help="撤掉本窗口：件全部移交另一个窗口，两个人签名",
        description="撤窗：在办的件和收着的原件全部移交另一个窗口，以后本窗口不再收件。中间断了的，再办一次接着交。",
    )
    close.options.add_argument("--to", metavar="窗口编码", required=True, help="件移交给哪个窗口")
    _two(close, "为什么撤窗")
    close.set_defaults(run=run_close)
    claim = acts.add_parser(
        "claim",
        help="接管一个再也开不了的窗口的件，两个人签名",
        description="接管：那个窗口的电脑烧坏、丢失了，这里知道的它在办的件都接过来办。",
    )
    claim.words.add_argument("station", metavar="窗口编码", help="哪个窗口的件")
    _two(claim, "为什么接管")
    claim.set_defaults(run=run_claim)


def _two(parser: Parser, why: str) -> None:
    parser.options.add_argument("--reason", metavar="理由", required=True, help=why)
    parser.options.add_argument("--clerk", metavar="工号", required=True, help="办理的人")
    parser.options.add_argument("--by", metavar="工号", required=True, help="同意的值班负责人")
    add_two_proofs(parser, "--by", "值班负责人")
    parser.common()


def run_held(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The list, to be read and printed before a window is closed."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.pin_file, "--clerk")
        held = window_holdings(app, clerk)
        data: dict[str, object] = {
            "cases": [
                {"number": one.number, "originals": "、".join(one.originals), "gone": one.gone}
                for one in held.cases
            ],
            "originals": [_thing(one) for one in held.originals],
            "certificates": [_thing(one) for one in held.certificates],
            "papers": [{"number": one.number, "words": one.words} for one in held.papers],
            "drafts": len(held.drafts),
            "series": list(held.series),
            "unreported": held.unreported,
        }
        lines = holdings_lines(held)
        if args.out is not None:
            with writing(args, program) as half:
                found = list_window(app, clerk)
                half.write(list_pdf(app, found))
            head = found.head
            data["file"] = str(args.out)
            data["code"] = short_code(head.station, head.epoch, head.seq, bytes.fromhex(head.hash))
            lines += (f"移交清单 → {args.out}", f"短码 {data['code']}")
    return Answer(data, "\n".join(lines))


def _thing(one: LyingThing) -> dict[str, object]:
    return {"number": one.number, "name": one.name, "count": one.count, "place": one.place}


def run_close(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Close this window, or go on with a closing that was cut short."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.clerk_pin_file, "--clerk")
        consent = Consent(args.by, pin_of(args.by, args.pin_file))
        done = close_window(app, args.to.strip(), args.reason, clerk, consent)
        own = app.journal.station().code
    words = f"移交窗口 {done.closing.to} {done.moved} 件。"
    if done.closing.done:
        words += (
            "本窗口已撤窗。接着：出移交清单（counter hall held --out），两个人签；上报到没有待上报的；"
            "在登记册里写上这个窗口的最后一天；"
            f"请汇聚库的管理员停它的登录（counter hub revoke {own} --reason 撤窗 --close）。"
        )
    data: dict[str, object] = {"to": done.closing.to, "moved": done.moved, "closed": done.closing.done}
    return _answer(data, words, done.left)


def run_claim(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take over what is known here of another window's cases."""
    with program.open_app(profile) as app:
        clerk = get_acting(app, args.clerk, args.clerk_pin_file, "--clerk")
        consent = Consent(args.by, pin_of(args.by, args.pin_file))
        taken, left = claim_cases(app, args.station.strip(), args.reason, clerk, consent)
        kept, ring = unreadable(app, taken), ring_in_force(app.journal) is not None
    words = f"接管了 {len(taken)} 件，以后在这里办。" + (_kept_words(kept, ring) if kept else "")
    return _answer({"claimed": list(taken), "unreadable": kept}, words, left)


def _kept_words(kept: int, ring: bool) -> str:
    """What becomes of names that cannot be read here yet; nobody is promised what no ring can give."""
    if ring:
        return f"{kept} 件申请人的资料已经一起申请，持有大厅钥匙环的窗口批准以后看得到。"
    return (
        f"{kept} 件申请人的资料在这里看不到，大厅没有钥匙环，也申请不来："
        "那个窗口从备份恢复了才读得出；没有备份的，谁也读不出。"
    )


def _answer(data: dict[str, object], words: str, left: tuple[tuple[str, str], ...]) -> Answer:
    rows = [words, *(f"{grouped(number)}  没有办成：{why}" for number, why in left)]
    data["left"] = [{"number": number, "error": why} for number, why in left]
    return Answer(data, "\n".join(rows), code=RuleRefused.exit_code if left else 0)
