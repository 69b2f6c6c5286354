"""``counter setup``: a new profile for one window, or for the office; the recovery key is shown once, stored nowhere.

All profiles made count only once their recovery keys are shown: after an interruption or refusal it can be run again.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.json_file import read_key_file, read_raw
from counter.cli.io.program import Program, SettingUp
from counter.cli.io.prompt import ask, ask_new_pin
from counter.cli.profile.join import add_options, run_join
from counter.cli.profile.open_with import FirstSlot, add_open_with
from counter.cli.profile.setup_words import SetUpReport
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.first_people import check_first_people, check_first_pin
from counter.domain.hall.hall import HallConfig, StaffSeed, hall_from, staff_from
from counter.domain.hall.organ_people import SIGNER
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.authoring.succeed_bureau import read_last_pack, succeed_bureau
from counter.services.demo import pair_demo, pair_demo_bureau
from counter.services.guide.import_pack import Unpacked
from counter.services.keys.files import HallSecret, read_private
from counter.services.profile.set_up_window import set_up_window

_MOST_BYTES = 200_000_000


def add(parser: Parser) -> None:
    """Description and arguments of the command."""
    parser.description = "设置这台电脑的大厅和窗口。"
    which = parser.options.add_mutually_exclusive_group(required=True)
    which.add_argument("--demo", action="store_true", help="演示大厅（数据虚构，文书标“演示 无效”）")
    which.add_argument(
        "--demo-office", action="store_true", help="演示的差评处理室（不是窗口；只收评价、办整改）"
    )
    which.add_argument(
        "--demo-bureau", action="store_true", help="演示的指南编辑室（不是窗口；只改指南、核对、发布）"
    )
    room = "演示的值班主管室（不是窗口；三个虚构窗口的办件，只看不办）"
    which.add_argument("--demo-room", action="store_true", help=room)
    parser.options.add_argument(
        "--bureau",
        metavar="文件夹",
        type=path_argument,
        help="和 --demo 一起用：在那里同时设好演示的指南编辑室，窗口采用它的公钥",
    )
    parser.options.add_argument(
        "--office",
        metavar="文件夹",
        type=path_argument,
        help="和 --demo 一起用：在那里同时设好演示的差评处理室，评价封给它",
    )
    which.add_argument(
        "--hall",
        metavar="文件.toml",
        type=path_argument,
        help="大厅设置文件（office = true 的是差评处理室，bureau = true 的是指南编辑室）",
    )
    add_options(parser, which)
    parser.options.add_argument(
        "--staff",
        metavar="工号:姓名:岗位",
        action="append",
        default=[],
        help="值班人员，岗位写 clerk 或 supervisor，可写多次；口令逐个询问。"
        "机关的首席代表、签发人写 工号:姓名:representative:部门 或 工号:姓名:signer:部门（签发人没有口令）",
    )
    parser.options.add_argument(
        "--hall-key",
        metavar="文件",
        type=path_argument,
        help="大厅已有的密钥文件（另一窗口 counter keys hall export 导出的），随后询问密语；不写就新建",
    )
    parser.options.add_argument(
        "--after",
        metavar="指南包",
        type=path_argument,
        help="重新设的指南编辑室（密钥丢了）：接着原来最后发布的一版，版号和内容都接上",
    )
    parser.options.add_argument(
        "--by", metavar="工号", help="和 --after 一起用：核对过原来公钥指纹的值班负责人"
    )
    add_open_with(parser)
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Make the profile. Raises BadInput for an existing profile or an unusable hall file."""
    if program.is_set_up(profile):
        joined = (
            "已经入厅、只差入厅申请的，用 counter keys request --out 文件 再写一份。" if args.card else ""
        )
        raise BadInput(
            f"{profile} 里已经有资料，不会覆盖；要另设一个窗口，请用 --data 指定别的文件夹。{joined}"
            "如果是旧版程序设置到一半中断的（还没有值班负责人），请把它改名留着，再设置。",
            field="--data",
        )
    if args.card:
        return run_join(args, profile, program)
    office = _demo_folder(args, profile, program, "office")
    bureau = _demo_folder(args, profile, program, "bureau")
    if office is not None and bureau is not None and office.resolve() == bureau.resolve():
        raise BadInput("--office 和 --bureau 请写两个不同的文件夹。", field="--bureau")
    path = _hall_file(args, program)
    values = program.read_toml(path)
    hall = _hall(args, program, values)
    if hall.oversight and not args.demo_room:
        raise BadInput(
            "值班主管室要加入大厅：请用 --card 入厅卡 --window 编码（末两位 92），不用设置文件。",
            field="--hall",
        )
    staff = (*staff_from(values), *(_spoken(text) for text in args.staff))
    check_first_people(hall, staff)
    last = _read_pack(args.after, args.by, hall, staff) if args.after or args.by else None
    secret = _hall_secret(args.hall_key, hall) if args.hall_key else None
    staff = tuple(p if p.pin or p.role == SIGNER else _with_pin(p) for p in staff)
    for person in staff:
        if person.pin:
            check_first_pin(person.code, person.pin, demo=hall.demo)
    after = _confirmed_pack(last, staff) if last is not None else None
    made, first = SetUpReport(profile, hall, staff), FirstSlot(args, profile, program, demo=hall.demo)
    first.report(made)
    with ExitStack() as unfinished:  # a refusal from here on rolls all of it back
        new = unfinished.enter_context(program.set_up(profile, hall, staff, None, "", first.slot))
        made.show("", new)
        if args.demo_room:
            made.filled(program.fill_demo_room(new))
        else:
            made.certified(_certified(new, secret), made=secret is None)
        if after is not None:
            made.add_predecessor(_continue_after(new, after))
        others = []
        for which, folder, pair in (("office", office, _pair), ("bureau", bureau, _pair_bureau)):
            if folder is not None:
                people, config = _demo_people(which, program)
                other = unfinished.enter_context(program.set_up(folder, config, people, new))
                made.show(which, other)
                made.paired(which, folder, pair(new, other, staff, people))
                others.append(other)
        new.finish(lambda: first.show(made, json=args.json), others)
    program.wish_hints(profile)
    return Answer(made.data, made.words(), said=True)


def _demo_folder(args: argparse.Namespace, profile: Path, program: Program, which: str) -> Path | None:
    """The folder of the demo office or bureau, checked before anything is written."""
    named = getattr(args, which)
    if named is None:
        return None
    folder = Path(named)
    if not args.demo:
        real = "处理室" if which == "office" else "编辑室"
        raise BadInput(f"--{which} 只和 --demo 一起用；正式的{real}用 --hall 另行设置。", field=f"--{which}")
    if program.is_set_up(folder) or folder.resolve() == profile.resolve():
        raise BadInput(f"{folder} 里已经有资料，请另写一个文件夹。", field=f"--{which}")
    return folder


def _demo_people(which: str, program: Program) -> tuple[tuple[StaffSeed, ...], HallConfig]:
    values = program.read_toml(program.resources() / "halls" / f"demo-{which}.toml")
    return staff_from(values), hall_from(values)


def _pair(new: SettingUp, office: SettingUp, staff: Sequence[StaffSeed], people: Sequence[StaffSeed]) -> str:
    """Let the new window and its demo office trust each other's key; returns the office's fingerprint."""
    there, here = (next(p for p in group if p.role == "supervisor") for group in (staff, people))
    with new.open_app() as window, office.open_app() as other:
        return pair_demo(window.journal, other.journal, there=there, here=here)


def _pair_bureau(
    new: SettingUp, bureau: SettingUp, staff: Sequence[StaffSeed], _people: Sequence[StaffSeed]
) -> str:
    """Let the new window trust its demo bureau; returns the bureau's fingerprint."""
    there = next(p for p in staff if p.role == "supervisor")
    with new.open_app() as window, bureau.open_app() as other:
        return pair_demo_bureau(window.journal, other.journal, there=there)


def _hall_file(args: argparse.Namespace, program: Program) -> Path:
    if args.hall:
        return Path(args.hall)
    kinds = {"office": args.demo_office, "bureau": args.demo_bureau, "room": args.demo_room}
    kind = next((f"-{name}" for name, asked in kinds.items() if asked), "")
    return program.resources() / "halls" / f"demo{kind}.toml"


def _hall(args: argparse.Namespace, program: Program, values: Mapping[str, object]) -> HallConfig:
    """The hall's settings; a demo room's are the demo hall's, with its own code."""
    if not args.demo_room:
        return hall_from(values)
    demo = program.read_toml(program.resources() / "halls" / "demo.toml")
    return hall_from({**demo, **{key: values[key] for key in ("station", "window")}, "oversight": True})


def _hall_secret(file: str, hall: HallConfig) -> HallSecret:
    """The hall key of a file, before anything is written. Raises BadInput for a wrong passphrase or another file."""
    text = read_key_file(Path(file))
    secret = read_private(text, ask("大厅密钥的密语："))
    if secret.card.demo != hall.demo:
        raise BadInput("演示大厅和正式大厅的密钥不能混用。", field="--hall-key")
    return secret


def _certified(new: SettingUp, secret: HallSecret | None) -> str:
    """Certify the new window's key, with the hall key given or a new one; the hall key's fingerprint."""
    with new.open_app() as app:
        return readable_fingerprint(set_up_window(app, secret).public_key)


def _spoken(text: str) -> StaffSeed:
    code, _, rest = text.replace("：", ":").partition(":")
    name, _, rest = rest.partition(":")
    role, _, organ = rest.partition(":")
    return StaffSeed(code.strip().upper(), name.strip(), role.strip() or "clerk", "", organ.strip())


def _with_pin(person: StaffSeed) -> StaffSeed:
    return replace(person, pin=ask_new_pin(f"{person.code} {person.name}"))


@dataclass(frozen=True, slots=True)
class _LastPack:
    """The last pack, and the supervisor who confirms that it is the old bureau's. ``pin``: theirs, entered again."""

    pack: Unpacked
    by: str
    pin: str = ""


def _read_pack(file: str | None, by: str | None, hall: HallConfig, staff: Sequence[StaffSeed]) -> _LastPack:
    """The pack, verified as far as possible before anything is written. Raises BadInput, RuleRefused."""
    if not file or not by:
        raise BadInput(
            "--after 指南包 和 --by 工号（核对过原来公钥指纹的值班负责人）要一起写。",
            field="--by" if file else "--after",
        )
    if not hall.bureau:
        raise BadInput("--after 只用于指南编辑室；窗口用 counter guide import 导入指南包。", field="--after")
    if not any(p.code.upper() == by.upper() and p.role == "supervisor" for p in staff):
        raise BadInput(f"--by 的工号“{by[:20]}”不是这里的值班负责人。", field="--by")
    content, _ = read_raw(file, _MOST_BYTES, "指南包")
    return _LastPack(read_last_pack(content, demo=hall.demo), by.upper())


def _confirmed_pack(after: _LastPack, staff: Sequence[StaffSeed]) -> _LastPack:
    """The supervisor has compared the fingerprint. Raises RuleRefused for a wrong PIN: nothing is written then."""
    publication = after.pack.signed.publication
    printed = readable_fingerprint(after.pack.signed.public_key)
    pin = ask(
        f"接着的是：{publication.title}（{publication.version}），{publication.bureau}，"
        f"{publication.effective.isoformat()} 起用，"
        f"公钥指纹 {printed}。请到一个窗口看它采用的指纹（counter guide trust）：十六个字一致，"
        f"而且那里没有更新的版本，再由值班负责人 {after.by} 输入口令："
    )
    seed = next(p for p in staff if p.code.upper() == after.by)
    if pin != seed.pin:
        raise RuleRefused("口令不对，什么也没有设置，请重新运行。", rule="L1", field="pin")
    return _LastPack(after.pack, after.by, pin)


def _continue_after(new: SettingUp, after: _LastPack) -> Mapping[str, Any]:
    """Record the succession in the new profile; returns what it continues after."""
    printed = readable_fingerprint(after.pack.signed.public_key)
    with new.open_app() as app:
        succession = succeed_bureau(app, after.pack, fingerprint=printed, code=after.by, pin=after.pin)
    return {
        "number": succession.number,
        "version": succession.version,
        "bureau": succession.bureau,
        "fingerprint": printed,
        "by": after.by,
    }
