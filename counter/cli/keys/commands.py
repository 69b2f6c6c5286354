"""``counter keys …``: trusted signatures: the hall's key, windows' certificates, other halls, revocations."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_agreed, add_own_pin, agreed_person, pin_after, pin_of
from counter.cli.io.json_file import read_key_file
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask, ask_new_passphrase
from counter.cli.keys.ring import add_ring_commands
from counter.cli.keys.rotate import add_rotate_commands
from counter.cli.keys.slots import add_slot_commands
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.hall.rights import Capability
from counter.domain.hall.window_name import window_name
from counter.domain.papers.verify.trusted_keys import Certificate, Trust, day_of, readable_fingerprint
from counter.services.context.app import AppContext
from counter.services.exchange.take_in_batches import settle_held
from counter.services.hall.staff import authorised, check_pin
from counter.services.keys.confirm_keys import confirm_keys
from counter.services.keys.files import public_text, read_private, read_public, read_request
from counter.services.keys.hall_keys import certify_stations, public_keys, revoke_key, trust_keys
from counter.services.keys.rotate_hall_key import replace_stolen_hall_key, vouched_halls
from counter.services.keys.stated_heads import keep_heads, stating
from counter.services.keys.transfer_hall_key import adopt_hall_key, export_hall_key
from counter.services.keys.trust_words import card_words, news_words
from counter.services.keys.trusted import settled_keys, station_keys, trusted_keys
from counter.services.profile.join_card import own_request


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = (
        "文书二维码由窗口密钥签名，窗口密钥由大厅密钥签发证书。"
        "同一大厅的其他窗口：在那里 request，在持有大厅密钥的窗口 certify，再在那里 trust；"
        "或者设置时用 counter setup --hall-key。别的大厅：对方 export，这里 trust。"
        "打开这份资料的方式（开机口令词、钥匙盘……）用 slots、add、phrase、remove、unlock、lock。"
    )
    parser.common()
    acts = parser.subcommands()
    _act(acts, "list", "列出本机信任的大厅、证书和作废", run_list)
    _out(_act(acts, "export", "导出大厅公钥、证书和作废名单，给别的大厅和窗口", run_export))
    _out(_act(acts, "request", "导出本窗口的公钥，交持有大厅密钥的窗口签发", run_request))
    certify = _act(acts, "certify", "用大厅密钥给另一窗口签发证书", run_certify)
    certify.words.add_argument("file", metavar="申请文件", help="那个窗口 counter keys request 写出的")
    add_agreed(_by(_out(certify)))
    trust = _act(acts, "trust", "信任一个大厅公钥文件（含证书和作废名单）", run_trust)
    trust.words.add_argument("file", metavar="文件", help="对方 counter keys export 或 certify 写出的")
    trust.options.add_argument(
        "--replaces", metavar="指纹", help="对方的大厅密钥失窃、换了新的：旧密钥的指纹；要两个人核对新指纹"
    )
    add_agreed(_by(trust))
    revoke = _act(acts, "revoke", "作废一把窗口密钥", run_revoke)
    revoke.words.add_argument("station", metavar="窗口-代次", help="例如 15220103-1")
    revoke.options.add_argument(
        "--reason", metavar="原因", required=True, help="为什么作废（会给别的窗口看到）"
    )
    revoke.options.add_argument("--since", metavar="日期", help="从哪天起不可信，默认今天，例如 2026-11-20")
    revoke.options.add_argument(
        "--stolen",
        action="store_true",
        help="电脑被偷、被拷走：连同它更早各期的密钥一起作废（都在那台电脑里）",
    )
    revoke.options.add_argument(
        "--fingerprint", metavar="指纹", default="", help="同一个编号有两把密钥时，作废哪一把"
    )
    add_agreed(_by(revoke))
    _by(_act(acts, "confirm", "第二个人补确认：只有一人时签发、作废、导出的", run_confirm))
    add_slot_commands(acts)
    add_rotate_commands(acts)
    add_ring_commands(acts)
    hall = acts.add_parser("hall", help="大厅私钥：导出一次、带到另一窗口", description="大厅私钥。")
    hall.common()
    inner = hall.subcommands()
    add_agreed(_by(_out(_act(inner, "export", "导出大厅私钥（只能一次，用密语加密）", run_hall_export))))
    bring = _act(inner, "import", "把大厅私钥放到这个窗口", run_hall_import)
    bring.words.add_argument("file", metavar="文件", help="另一窗口 counter keys hall export 写出的")
    _by(bring)


def run_list(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List the trusted keys."""
    with program.open_app(profile) as app:
        trust = settled_keys(app.journal, _today(app))
        own = app.journal.public_key().hex()
        holds = app.journal.hall_seed() is not None
    return Answer(list_data(trust, own, holds), list_words(trust, own, holds))


def run_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the public file."""
    with program.open_app(profile) as app:
        trusted = public_keys(app.journal, _today(app))
        text = stating(app.journal, public_text(trusted))
    with writing(args, program, public=True) as half:
        half.write(text.encode())
    file = args.out
    halls = [{"hall": c.hall, "fingerprint": readable_fingerprint(c.public_key)} for c in trusted.halls]
    listed = "\n".join(f"{h['hall']}　指纹 {h['fingerprint']}" for h in halls)
    return Answer(
        {"file": str(file), "halls": halls, "certificates": len(trusted.certificates)},
        f"已写到 {file}。对方导入时请当面或电话核对指纹：\n{listed}",
    )


def run_request(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write this station's public key as a request."""
    with program.open_app(profile) as app:
        own = app.journal.public_key().hex()
        mine = next(c for c in station_keys(app.journal) if c.public_key == own)
        text = own_request(app.journal)
    with writing(args, program, public=True) as half:
        half.write(text.encode())
    file = args.out
    return Answer(
        {"file": str(file), "station": mine.name, "fingerprint": readable_fingerprint(own)},
        f"已写到 {file}（{mine.name}，指纹 {readable_fingerprint(own)}）。请交持有大厅密钥的窗口签发。",
    )


def run_certify(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Certify another window's key."""
    text = read_key_file(Path(args.file))
    asked = read_request(text)
    with writing(args, program, public=True) as half, program.open_app(profile) as app:
        pin, agreed = _pin(args), _agreed(app, args)
        certificate = certify_stations(
            app.journal, [asked], code=args.by, pin=pin, today=_today(app), agreed=agreed
        )
        heads = keep_heads(app.journal, text, "密钥申请文件", actor=args.by.upper())
        half.write(stating(app.journal, public_text(certificate)).encode())
    file = args.out.path
    return Answer(
        {"file": str(file), "station": asked.name},
        f"已给 {asked.name} 签发证书，写到 {file}；请在那个窗口运行 counter keys trust {file.name}。",
        (heads.warning,) if heads.warning else (),
    )


def run_trust(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Import another hall's keys."""
    text = read_key_file(Path(args.file))
    given = read_public(text)
    with program.open_app(profile) as app:
        vouched = vouched_halls(given, trusted_keys(app.journal))
        listed = "；".join(card_words(c, vouched) for c in given.halls)
        prompt = f"文件来自：{listed or '已信任的大厅'}。核对指纹无误后，输入值班负责人 {args.by} 的口令："
        pin = pin_after(prompt, args.pin_file)
        if args.replaces:
            agreed = _agreed(app, args)
            fresh = replace_stolen_hall_key(
                app.journal, given, args.replaces, code=args.by, pin=pin, agreed=agreed
            )
        else:
            fresh = trust_keys(app.journal, given, code=args.by, pin=pin)
        heads = keep_heads(app.journal, text, "大厅公钥文件", actor=args.by.upper())
        settle_held(app)
    data = {
        "halls": [c.hall for c in fresh.halls],
        "certificates": [c.name for c in fresh.certificates],
        "revocations": [f"{r.station}-{r.epoch}" for r in fresh.revocations],
    }
    notes = [heads.warning] if heads.warning else []
    notes += [f"“{c.hall}”换了大厅密钥，由已信任的旧密钥担保，不用再核对指纹。" for c in vouched]
    return Answer(data, news_words(fresh), tuple(notes))


def run_revoke(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Revoke a station key."""
    station, epoch = _station(args.station)
    with program.open_app(profile) as app:
        today = _today(app)
        revocation = revoke_key(
            app.journal,
            station,
            epoch,
            args.reason,
            since=day_of(args.since) if args.since else today,
            today=today,
            code=args.by,
            pin=_pin(args),
            agreed=_agreed(app, args),
            with_earlier=args.stolen,
            fingerprint=args.fingerprint,
        )
        mine = revocation.public_key == app.journal.public_key().hex()
    notes = (
        "这是本窗口正在用的密钥：以后出的文书也会显示密钥作废。请运行 counter keys rotate station 换一把新的。",
    )
    return Answer(
        {"station": args.station, "since": revocation.since, "reason": revocation.reason},
        f"{args.station} 的密钥自 {revocation.since} 起作废。请用 counter keys export 把名单交给其他窗口和大厅。",
        notes if mine else (),
    )


def run_confirm(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Confirm as the second person."""
    with program.open_app(profile) as app:
        by = check_pin(app.journal, args.by, _pin(args))
        done = confirm_keys(app.journal, by=by)
    return Answer({"confirmed": len(done)}, f"{by.name}已确认 {len(done)} 项密钥事项。")


def run_hall_export(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the private hall key, once, under a passphrase."""
    out = args.out
    with writing(args, program) as half, program.open_app(profile) as app:
        pin, agreed = _pin(args), _agreed(app, args)
        export_hall_key(
            app.journal,
            lambda: ask_new_passphrase("大厅密钥的密语（至少12个字符，另外保管）："),
            code=args.by,
            pin=pin,
            today=_today(app),
            keep=lambda text: half.complete(text.encode()),
            agreed=agreed,
        )
    return Answer({"file": str(out)}, f"大厅密钥已写到 {out}，请与密语分开锁好。它只导出这一次。")


def run_hall_import(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Import the private hall key to this window."""
    text = read_key_file(Path(args.file))
    with program.open_app(profile) as app:
        by = authorised(app.journal, Capability.ADMINISTER, code=args.by, pin=_pin(args))
        secret = read_private(text, ask("大厅密钥的密语："))
        adopt_hall_key(app.journal, secret, today=_today(app), actor=by.code)
    return Answer({"hall": secret.card.hall}, f"这个窗口现在持有“{secret.card.hall}”的大厅密钥。")


def _act(acts: argparse._SubParsersAction[Parser], name: str, words: str, run: object) -> Parser:
    parser = acts.add_parser(name, help=words)
    parser.runs(run, f"{words}。")
    return parser


def _out(parser: Parser) -> Parser:
    add_out(parser, "存到哪里")
    return parser


def _by(parser: Parser) -> Parser:
    parser.options.add_argument(
        "--by", metavar="工号", required=True, help="同意的值班负责人（随后询问口令）"
    )
    add_own_pin(parser)
    return parser


def _agreed(app: AppContext, args: argparse.Namespace) -> str:
    person = agreed_person(app, args)
    return "" if person is None else person.code


def _pin(args: argparse.Namespace) -> str:
    return pin_of(args.by, args.pin_file)


def _today(app: AppContext) -> date:
    return civil_date(app.clock.read().at)


def _station(text: str) -> tuple[str, int]:
    station, _, epoch = text.strip().rpartition("-")
    if not station or not epoch.isascii() or not epoch.isdigit():
        raise BadInput(
            "窗口密钥要写成 窗口-代次，例如 15220103-1（counter keys list 可以看到）。", field="station"
        )
    return station, int(epoch)


def list_data(trust: Trust, own: str, holds_hall_key: bool) -> dict[str, object]:
    """Halls, station keys and revocations as plain values. ``own``: this station's public key."""
    return {
        "holds_hall_key": holds_hall_key,
        "own_certified": trust.has(own),
        "halls": [
            {
                "hall": c.hall,
                "region": c.region,
                "demo": c.demo,
                "since": c.since,
                "fingerprint": readable_fingerprint(c.public_key),
                "retired": trust.successions[c.public_key].since
                if c.public_key in trust.successions
                else None,
            }
            for c in trust.halls.values()
        ],
        "stations": [_certificate_data(c, trust, own) for c in trust.certificates],
    }


def list_words(trust: Trust, own: str, holds_hall_key: bool) -> str:
    """Halls, station keys and revocations as text."""
    lines = []
    for card in trust.halls.values():
        demo = "（演示）" if card.demo and "演示" not in card.hall else ""
        followed = trust.successions.get(card.public_key)
        retired = "" if followed is None else f"　{followed.since} 起停用，已换新"
        print_of = readable_fingerprint(card.public_key)
        lines.append(f"{card.hall}{demo}　{card.since}起　大厅指纹 {print_of}{retired}")
        lines += [
            f"  {c.name}　{window_name(c.window)}　{c.since}起{_marks(c, trust, own)}"
            for c in trust.certificates
            if c.hall_key == card.public_key
        ]
    lines.append("这个窗口持有大厅密钥。" if holds_hall_key else "这个窗口没有大厅密钥。")
    if not trust.has(own):
        lines.append("本窗口的密钥还没有大厅证书：文书照常签名，别处验真会显示“不认识的窗口密钥”。")
    return "\n".join(lines)


def _certificate_data(certificate: Certificate, trust: Trust, own: str) -> dict[str, object]:
    revoked = trust.revocations.get(certificate.public_key)
    return {
        "station": certificate.station,
        "epoch": certificate.epoch,
        "window": certificate.window,
        "hall": trust.halls[certificate.hall_key].hall,
        "since": certificate.since,
        "demo": certificate.demo,
        "own": certificate.public_key == own,
        "fingerprint": readable_fingerprint(certificate.public_key),
        "revoked": None if revoked is None else {"since": revoked.since, "reason": revoked.reason},
    }


def _marks(certificate: Certificate, trust: Trust, own: str) -> str:
    marks = "　本窗口" if certificate.public_key == own else ""
    revoked = trust.revocations.get(certificate.public_key)
    return marks if revoked is None else f"{marks}　自 {revoked.since} 起作废：{revoked.reason}"
