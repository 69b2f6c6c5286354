"""``counter setup``: a new profile for one window, or for the office; the recovery key is shown once, kept nowhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from counter.cli.answer import Answer
from counter.cli.asking import ask, ask_new_pin
from counter.cli.setup_after import after_words, confirmed, go_on, read_after
from counter.domain.errors import BadInput
from counter.domain.hall import HallConfig, StaffSeed, hall_from, staff_from

if TYPE_CHECKING:
    from counter.cli.arguments import Parser
    from counter.cli.doors import Doors
    from counter.services.key_files import HallSecret


_OFFICE = (
    "\n这里是差评处理室。用 counter rating card --out 文件 导出公钥，交各窗口导入；"
    "用 counter keys trust 导入各大厅的公钥文件，就能收窗口的评价数据包。\n"
)
_BUREAU = (
    "\n这里是指南编辑室。用 counter guide card --out 文件 导出公钥，交各窗口采用（counter guide trust）；"
    "草稿核对、发布以后，用 counter guide pack 导出指南包，拿到各窗口导入。\n"
)


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser(
        "setup", help="设置这台电脑的大厅和窗口", description="设置这台电脑的大厅和窗口。"
    )
    which = parser.options.add_mutually_exclusive_group(required=True)
    which.add_argument("--demo", action="store_true", help="演示大厅（数据虚构，文书标“演示 无效”）")
    which.add_argument(
        "--demo-office", action="store_true", help="演示的差评处理室（不是窗口；只收评价、办整改）"
    )
    which.add_argument(
        "--demo-bureau", action="store_true", help="演示的指南编辑室（不是窗口；只改指南、核对、发布）"
    )
    parser.options.add_argument(
        "--bureau",
        metavar="文件夹",
        help="和 --demo 一起用：在那里同时设好演示的指南编辑室，窗口采用它的公钥",
    )
    parser.options.add_argument(
        "--office", metavar="文件夹", help="和 --demo 一起用：在那里同时设好演示的差评处理室，评价封给它"
    )
    which.add_argument(
        "--hall",
        metavar="文件.toml",
        help="大厅设置文件（office = true 的是差评处理室，bureau = true 的是指南编辑室）",
    )
    parser.options.add_argument(
        "--staff",
        metavar="工号:姓名:岗位",
        action="append",
        default=[],
        help="值班人员，岗位写 clerk 或 supervisor，可写多次；口令逐个询问",
    )
    parser.options.add_argument(
        "--hall-key",
        metavar="文件",
        help="大厅已有的密钥文件（另一窗口 counter keys hall export 导出的），随后询问密语；不写就新建",
    )
    parser.options.add_argument(
        "--after",
        metavar="指南包",
        help="重新设的指南编辑室（密钥丢了）：接着原来最后发布的一版，版号和内容都接上",
    )
    parser.options.add_argument(
        "--by", metavar="工号", help="和 --after 一起用：核对过原来公钥指纹的值班负责人"
    )
    parser.common()
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, profile: Path, doors: Doors) -> Answer:
    """Make the profile. Raises BadInput for a profile that is already there or a hall file that cannot be used."""
    if doors.is_set_up(profile):
        raise BadInput(
            f"{profile} 里已经有资料，不会覆盖；要另设一个窗口，请用 --data 指定别的文件夹。", field="--data"
        )
    office = _demo_folder(args, profile, doors, "office")
    bureau = _demo_folder(args, profile, doors, "bureau")
    if office is not None and bureau is not None and office.resolve() == bureau.resolve():
        raise BadInput("--office 和 --bureau 请写两个不同的文件夹。", field="--bureau")
    path = _hall_file(args, doors)
    values = doors.read_toml(path)
    hall = hall_from(values)
    staff = (*staff_from(values), *(_spoken(text) for text in args.staff))
    _check_people(hall, staff)
    if hall.bureau and len(staff) < 2:
        raise BadInput("指南编辑室至少要有两个人：改过指南的人不能自己核对。", field="staff")
    last = read_after(args.after, args.by, hall, staff) if args.after or args.by else None
    secret = _hall_secret(args.hall_key, hall) if args.hall_key else None
    staff = tuple(p if p.pin else _with_pin(p) for p in staff)
    after = confirmed(last, staff) if last is not None else None
    key = doors.create_profile(profile, hall, staff)
    fingerprint = _certified(profile, doors, secret)
    went_on = go_on(profile, after, doors) if after is not None else {}
    paired = _pair(profile, office, staff, doors) if office is not None else ""
    believed = _pair_bureau(profile, bureau, staff, doors) if bureau is not None else ""
    return Answer(
        {
            **({"rating_office": str(office), "rating_key": paired} if office is not None else {}),
            **({"bureau_folder": str(bureau), "bureau_key": believed} if bureau is not None else {}),
            "profile": str(profile),
            "station": hall.station,
            "hall": hall.hall,
            "window": hall.window,
            "demo": hall.demo,
            "office": hall.office,
            "bureau": hall.bureau,
            "staff": [{"code": p.code, "role": p.role} for p in staff],
            "recovery_key": key,
            "hall_key": fingerprint,
            **({"after": went_on} if went_on else {}),
        },
        _words(profile, hall, staff, key)
        + _kind_words(hall, fingerprint, made=secret is None)
        + (after_words(went_on) if went_on else "")
        + (f"\n演示的差评处理室在 {office}，评价封给它（指纹 {paired}）。\n" if office is not None else "")
        + (f"\n演示的指南编辑室在 {bureau}，窗口采用它的公钥（指纹 {believed}）。\n" if bureau else ""),
    )


def _kind_words(hall: HallConfig, fingerprint: str, *, made: bool) -> str:
    if hall.bureau:
        return _BUREAU
    return _OFFICE if hall.office else _hall_words(fingerprint, made=made)


def _demo_folder(args: argparse.Namespace, profile: Path, doors: Doors, which: str) -> Path | None:
    """The folder of the demo office or bureau, checked before anything is written."""
    named = getattr(args, which)
    if named is None:
        return None
    folder = Path(named)
    if not args.demo:
        real = "处理室" if which == "office" else "编辑室"
        raise BadInput(f"--{which} 只和 --demo 一起用；正式的{real}用 --hall 另行设置。", field=f"--{which}")
    if doors.is_set_up(folder) or folder.resolve() == profile.resolve():
        raise BadInput(f"{folder} 里已经有资料，请另写一个文件夹。", field=f"--{which}")
    return folder


def _pair(profile: Path, office: Path, staff: tuple[StaffSeed, ...], doors: Doors) -> str:
    """Set the demo office up beside the window, and let each believe the other's key; the office's fingerprint."""
    from counter.services.pair_demo import pair_demo

    values = doors.read_toml(doors.resources() / "halls" / "demo-office.toml")
    people = staff_from(values)
    doors.create_profile(office, hall_from(values), people)
    there, here = (next(p for p in group if p.role == "supervisor") for group in (staff, people))
    with doors.open_house(profile) as window, doors.open_house(office) as other:
        return pair_demo(window.journal, other.journal, there=there, here=here)


def _pair_bureau(profile: Path, bureau: Path, staff: tuple[StaffSeed, ...], doors: Doors) -> str:
    """Set the demo bureau up beside the window, which believes its key; the bureau's fingerprint."""
    from counter.services.pair_demo_bureau import pair_demo_bureau

    values = doors.read_toml(doors.resources() / "halls" / "demo-bureau.toml")
    doors.create_profile(bureau, hall_from(values), staff_from(values))
    there = next(p for p in staff if p.role == "supervisor")
    with doors.open_house(profile) as window, doors.open_house(bureau) as other:
        return pair_demo_bureau(window.journal, other.journal, there=there)


def _hall_file(args: argparse.Namespace, doors: Doors) -> Path:
    if args.hall:
        return Path(args.hall)
    shipped = (
        "demo-office.toml" if args.demo_office else "demo-bureau.toml" if args.demo_bureau else "demo.toml"
    )
    return doors.resources() / "halls" / shipped


def _hall_secret(file: str, hall: HallConfig) -> HallSecret:
    """The hall key of a file, before anything is written. Raises BadInput for a wrong passphrase or another file."""
    from counter.cli.key_files import read_text
    from counter.services.key_files import read_private

    text = read_text(Path(file))
    secret = read_private(text, ask("大厅密钥的密语："))
    if secret.card.demo != hall.demo:
        raise BadInput("演示大厅和正式大厅的密钥不能混用。", field="--hall-key")
    return secret


def _certified(profile: Path, doors: Doors, secret: HallSecret | None) -> str:
    """Certify the new window's key, with the hall key given or a new one; the hall key's fingerprint."""
    from counter.domain.trust import spoken_fingerprint
    from counter.domain.workdays import civil_date
    from counter.services.carry_hall_key import adopt_hall_key
    from counter.services.trusted_keys import settled_keys

    with doors.open_house(profile) as house:
        today = civil_date(house.clock.read().at)
        if secret is None:
            trust = settled_keys(house.journal, today)
        else:
            trust = adopt_hall_key(house.journal, secret, today=today, actor="setup")
    return spoken_fingerprint(next(iter(trust.halls)))


def _spoken(text: str) -> StaffSeed:
    code, _, rest = text.replace("：", ":").partition(":")
    name, _, role = rest.partition(":")
    return StaffSeed(code.strip().upper(), name.strip(), role.strip() or "clerk", "")


def _check_people(hall: HallConfig, staff: tuple[StaffSeed, ...]) -> None:
    """Everything that can be wrong with the people is found before a PIN is asked or a file is written."""
    if not staff:
        raise BadInput("还没有值班人员，请用 --staff 工号:姓名:岗位 写明，可写多次。", field="staff")
    for person in staff:
        if not person.code.isalnum() or not person.code.isascii():
            raise BadInput(f"工号“{person.code}”只能用字母和数字，例如 W01。", field="staff.code")
        if not person.name.strip():
            raise BadInput(f"工号 {person.code} 没有写姓名。", field="staff.name")
        if person.role not in ("clerk", "supervisor"):
            raise BadInput(f"工号 {person.code} 的岗位只能是 clerk 或 supervisor。", field="staff.role")
        if person.pin and not hall.demo:
            raise BadInput(
                "只有演示大厅的设置文件可以写口令；请删去 pin，口令会在设置时询问。", field="staff.pin"
            )
    codes = [p.code.upper() for p in staff]
    twice = next((c for c in codes if codes.count(c) > 1), None)
    if twice is not None:
        raise BadInput(f"工号 {twice} 写了两次。", field="staff.code")
    if not any(p.role == "supervisor" for p in staff):
        raise BadInput(
            "至少要有一位值班负责人（supervisor），以后增加人员要由负责人同意。", field="staff.role"
        )


def _with_pin(person: StaffSeed) -> StaffSeed:
    return StaffSeed(person.code, person.name, person.role, ask_new_pin(f"{person.code} {person.name}"))


def _words(profile: Path, hall: HallConfig, staff: tuple[StaffSeed, ...], key: str) -> str:
    people = "、".join(f"{p.code}（{p.name}）" for p in staff)
    place = hall.hall if hall.office or hall.bureau else f"{hall.hall} {hall.window}号窗口"
    return (
        f"已设好：{place}。资料在 {profile}\n"
        f"值班人员：{people}\n\n"
        f"恢复密钥（只显示这一次，请抄下来锁好；密钥文件丢失时只有它能打开资料）：\n\n    {key}\n"
    )


def _hall_words(fingerprint: str, *, made: bool) -> str:
    if not made:
        return f"\n本窗口用大厅密钥（指纹 {fingerprint}）签发了证书。\n"
    return (
        f"\n新建了大厅密钥（指纹 {fingerprint}），本窗口的文书由它证明。同一大厅的其他窗口不要再新建：\n"
        "先在这里 counter keys hall export，那里用 counter setup --hall-key；或者用 counter keys request / certify。\n"
    )
