"""``counter hall card|admit``: a new window joins the hall: the file it is set up from, and its certificate."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from counter.cli.io.answer import Answer, Speech
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_agreed, add_own_pin, pin_of
from counter.cli.io.json_file import read_key_file
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask
from counter.domain.hall.consent import Consent
from counter.services.keys.files import read_request
from counter.services.keys.hall_recovery import hall_recovery_public
from counter.services.keys.recovery_key import new_recovery_key
from counter.services.profile.admit_window import admit_windows
from counter.services.profile.join_card import join_card_text, read_join_card


def add_joining(acts: argparse._SubParsersAction[Parser]) -> None:
    """The commands of the group by which a window joins."""
    card = acts.add_parser(
        "card",
        help="写入厅卡，给新窗口",
        description="写入厅卡：新窗口用它设置（counter setup --card，或第一次打开程序时选“把这个窗口加入大厅”）。"
        "里面没有秘密：登记册、大厅公钥和本窗口采用的公钥，由大厅密钥签名。",
    )
    add_out(card, "存到哪里，例如U盘上的 入厅卡.json")
    card.options.add_argument(
        "--recovery",
        choices=("new", "known"),
        help="一次设很多窗口时，用一把大厅恢复密钥打开它们：new 新做一把（只显示这一次），known 询问已有的；"
        "不写，每个窗口只有自己的恢复密钥",
    )
    _by(card)
    card.set_defaults(run=run_card)
    admit = acts.add_parser(
        "admit",
        help="给新窗口签发证书",
        description="给新窗口签发证书，写出登记册，拿回新窗口导入。要两个人：另一位用 --agreed，随后询问口令；"
        "只有一位负责人的大厅可以不写。",
    )
    admit.words.add_argument("files", metavar="入厅申请", nargs="+", help="新窗口设置时写出的，可写多个")
    add_out(admit, "登记册写到哪里")
    _by(admit)
    add_agreed(admit, "--with")
    admit.set_defaults(run=run_admit)


def run_card(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the card."""
    with writing(args, program, public=True) as half, program.open_app(profile) as app:
        pin = pin_of(args.by, args.pin_file)
        key = new_recovery_key() if args.recovery == "new" else ""

        def recovery() -> str:
            return hall_recovery_public(key or ask("大厅恢复密钥：")) if args.recovery else ""

        text = join_card_text(app, code=args.by, pin=pin, recovery=recovery)
        half.write(text.encode())
        given = read_join_card(text)
        words = f"入厅卡写到 {args.out}。新窗口会显示大厅指纹，请电话核对：{given.fingerprint}"
        data = {"file": str(args.out), "hall": given.hall, "fingerprint": given.fingerprint}
        if args.recovery == "new":
            data["hall_recovery_key"] = key
            words = f"大厅恢复密钥（只显示这一次，请抄下来锁进保险柜）：\n\n    {key}\n\n{words}"
        answer = Answer(data, said=True)
        Speech(json=args.json).answer(Answer(data, words))
        sys.stdout.flush()  # a card whose recovery key nobody could read is not written
    return answer


def run_admit(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Certify the new window."""
    texts = [read_key_file(Path(file)) for file in args.files]
    asked = [read_request(text) for text in texts]
    with writing(args, program, public=True) as half, program.open_app(profile) as app:
        pin = pin_of(args.by, args.pin_file)
        second = (
            Consent(args.agreed, pin_of(args.agreed, args.agreed_pin_file, "第二个人"))
            if args.agreed
            else None
        )
        answer = admit_windows(app, asked, code=args.by, pin=pin, second=second, texts=texts)
        half.write(answer.encode())
    names = "、".join(one.name for one in asked)
    return Answer(
        {"file": str(args.out), "stations": [one.name for one in asked]},
        f"{names} 现在是本大厅的窗口。登记册（含它的证书）已写到 {args.out}，请拿到那里 counter hall take。",
    )


def _by(parser: Parser) -> None:
    parser.options.add_argument("--by", metavar="工号", required=True, help="值班负责人（随后询问口令）")
    add_own_pin(parser)
    parser.common()
