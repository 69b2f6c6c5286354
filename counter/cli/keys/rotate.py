"""``counter keys rotate [station|hall]``: change the keys of this profile, of this window, of the hall."""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_two_people, agreed_person, pin_of
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.journal.exchange.key_wraps import KeyParcel
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.context.app import AppContext
from counter.services.exchange.take_wraps import take_wraps
from counter.services.keys.hall_recovery import hall_recovery_public
from counter.services.keys.recovery_key import GROUPS, new_recovery_key
from counter.services.keys.recovery_reading import waiting_for_recovery
from counter.services.keys.rotate import DATA, check_who_rotates, decide_data_rotation, rotate_station_key
from counter.services.keys.rotate_hall_key import rotate_hall_key
from counter.services.profile.join_card import own_request

_ASKED_BACK = 2
_OLD_BACKUPS = (
    "旧的恢复密钥打不开现在的资料，却还打得开换密钥以前的备份。"
    "如果它泄露了，请把那些备份销毁，再做一次新的备份。"
)
_SSD = (
    "旧的数据文件和密钥文件已覆盖、删除。固态硬盘会把旧内容留在别的单元里，程序擦不到："
    "怕被拆盘的，请换一块盘，或用硬盘厂家的安全擦除。"
)


def add_rotate_commands(acts: argparse._SubParsersAction[Parser]) -> None:
    """The commands of changing keys."""
    rotate = acts.add_parser("rotate", help="密钥换新：数据密钥；station 窗口密钥；hall 大厅密钥")
    rotate.description = (
        "密钥换新。不写哪一种：换打开这份资料的数据密钥，恢复密钥也换新的；先关掉窗口。"
        "station：换本窗口签名的密钥。hall：换大厅密钥。"
    )
    rotate.common()
    inner = rotate.subcommands()
    data = inner.add_parser("data", help="换打开这份资料的密钥，恢复密钥也换新的")
    data.runs(run_data, "换打开这份资料的密钥，恢复密钥也换新的。先关掉这份资料的所有窗口。")
    data.options.add_argument(
        "--hall-recovery", action="store_true", help="随后输入大厅恢复密钥，让它仍打得开这份资料"
    )
    add_two_people(data)
    station = inner.add_parser("station", help="换本窗口签名的密钥，旧文书照旧有效")
    station.runs(run_station, "换本窗口签名的密钥：编号里的字母跟着变，旧文书照旧有效。")
    add_out(station, "把申请写到哪里，交持有大厅密钥的窗口签发")
    add_two_people(station)
    hall = inner.add_parser("hall", help="换大厅密钥，由旧密钥担保；给各窗口重新签发证书")
    hall.runs(run_hall, "换大厅密钥，由旧密钥担保；给各窗口重新签发证书。旧文书照旧有效。")
    hall.options.add_argument(
        "--stolen", action="store_true", help="旧的失窃了：旧密钥不再担保，各处要打电话核对新指纹"
    )
    add_two_people(hall)


def run_data(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Change data key and master."""
    program.require_closed(profile)
    with program.open_app(profile) as app:
        pin, agreed = pin_of(args.by, args.pin_file), _agreed(app, args)
        check_who_rotates(app.journal, DATA, code=args.by, pin=pin, agreed=agreed)
        _read_waiting(app)
        hall_public = hall_recovery_public(ask("大厅恢复密钥：").strip()) if args.hall_recovery else ""
        recovery = new_recovery_key()
        if not args.json:
            print(_shown(recovery), flush=True)
            _type_back(recovery)
        decide_data_rotation(app.journal, code=args.by, pin=pin, agreed=agreed)
        today = civil_date(app.clock.read().at)
    gone = program.change_keys(profile, recovery, today.isoformat(), hall_public)
    with program.open_app(profile):  # the next epoch begins, and everything opens
        pass
    notes: tuple[str, ...] = (_OLD_BACKUPS, _SSD)
    if gone:
        names = "、".join(slot.title for slot in gone)
        notes = (f"这些打开方式不再有用，请另设：{names}。", *notes)
    data = {"recovery_key": recovery, "gone": [{"id": s.id, "kind": s.kind.value} for s in gone]}
    return Answer(data, "已换好：资料已用新的密钥重写，从现在起只认新的恢复密钥。", notes)


def run_station(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Change the station key."""
    with writing(args, program, public=True) as half, program.open_app(profile) as app:
        pin, agreed = pin_of(args.by, args.pin_file), _agreed(app, args)
        today = civil_date(app.clock.read().at)
        certified = rotate_station_key(app.journal, code=args.by, pin=pin, today=today, agreed=agreed)
        half.write(own_request(app.journal).encode())
        epoch = app.journal.station().epoch
    then = (
        "大厅密钥在这里，证书已经签好；请用 counter keys export 把它交给别的窗口和大厅。"
        if certified
        else f"请把 {args.out} 交持有大厅密钥的窗口 counter keys certify，再在这里 counter keys trust。"
    )
    note = "旧密钥签的文书照旧有效。旧密钥泄露了的，还要在持有大厅密钥的窗口 counter keys revoke 作废它。"
    data = {"epoch": epoch, "certified": certified, "file": str(args.out)}
    return Answer(data, f"已换好窗口密钥。{then}", (note, "开着的窗口请关了再开。"))


def run_hall(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Change the hall's key."""
    with program.open_app(profile) as app:
        pin, agreed = pin_of(args.by, args.pin_file), _agreed(app, args)
        today = civil_date(app.clock.read().at)
        made = rotate_hall_key(
            app.journal, code=args.by, pin=pin, today=today, stolen=args.stolen, agreed=agreed
        )
    fingerprint, old = readable_fingerprint(made.card.public_key), readable_fingerprint(made.old_key)
    then = (
        "旧密钥失窃，不能担保：每个窗口、每个认本大厅的大厅，都要两个人打电话核对新指纹，"
        f'再运行 counter keys trust 文件 --replaces "{old}"（旧指纹）。'
        if args.stolen
        else "信任旧密钥的窗口和大厅运行 counter keys trust 文件 就行，不用再核对指纹。"
    )
    words = (
        f"大厅密钥已换新，指纹 {fingerprint}；{made.certificates} 张窗口证书已重新签发。"
        f"请用 counter keys export 写出文件。{then}"
    )
    note = "同样持有旧大厅密钥的窗口不能再签发：把新的用 counter keys hall export 带过去，在那里 import。"
    data = {
        "fingerprint": fingerprint,
        "old_fingerprint": old,
        "certificates": made.certificates,
        "stolen": args.stolen,
    }
    return Answer(data, words, (note,))


def _read_waiting(app: AppContext) -> None:
    """What came back after a restoring opens with the old recovery key only. Raises BadInput for another one."""
    count = len(waiting_for_recovery(app.journal))
    if not count:
        return
    question = (
        f"从备份恢复以后取回的 {count} 件还没有读出，换了就读不出了。"
        "请输入旧的恢复密钥（丢了的直接按回车，以后逐件申请查看）："
    )
    key = ask(question).strip()
    if key and not take_wraps(app, KeyParcel(), recovery_key=key).opened:
        raise BadInput("这不是这份资料的恢复密钥，什么也没有换。请核对后再运行一次。", field="recovery_key")


def _shown(recovery: str) -> str:
    return (
        "新的恢复密钥（只显示这一次，请抄下来锁好；说“已换好”以后才算数，在那以前旧的照旧有用）：\n\n"
        f"    {recovery}\n"
    )


def _type_back(recovery: str) -> None:
    """At a terminal: groups drawn by chance are typed from the copy. Raises BadInput where one differs."""
    if not sys.stdin.isatty():
        return
    groups = recovery.split("-")
    for number in sorted(secrets.SystemRandom().sample(range(GROUPS), _ASKED_BACK)):
        typed = ask(f"照抄下的输第 {number + 1} 组：").strip().upper()
        if typed != groups[number]:
            raise BadInput(
                f"第 {number + 1} 组和显示的不一样，没有换，旧的照旧有用。请重新运行。", field="recovery_key"
            )


def _agreed(app: AppContext, args: argparse.Namespace) -> str:
    person = agreed_person(app, args)
    return "" if person is None else person.code
