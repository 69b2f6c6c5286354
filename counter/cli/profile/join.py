"""``counter setup --card``: set up this computer as a window of a hall, from the file that another window wrote."""

from __future__ import annotations

import argparse
import platform
from datetime import UTC, datetime
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import add_own_pin, pin_in
from counter.cli.io.json_file import read_key_file
from counter.cli.io.out_file import out_file
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask, ask_new_pin
from counter.cli.profile.open_with import FirstSlot
from counter.cli.profile.setup_words import SetUpReport
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.hall.first_people import SETUP, check_first_pin
from counter.domain.text.spoken_code import plain_code
from counter.services.profile.join_card import (
    ReadCard,
    join_hall,
    joining_person,
    joining_settings,
    joining_supervisor,
    joining_window,
    read_join_card,
)


def add_options(parser: Parser, which: argparse._MutuallyExclusiveGroup) -> None:
    """``--card``, one of the ways in ``which``, and the options that go with it."""
    which.add_argument(
        "--card",
        metavar="入厅卡",
        type=path_argument,
        help="把这台电脑设为一个大厅的窗口（counter hall card 写出的）",
    )
    options = parser.options
    options.add_argument("--window", metavar="编码", help="和 --card 一起用：这是登记册里的哪个窗口，8位编码")
    options.add_argument(
        "--first", metavar="工号", help="和 --card 一起用：坐在这里的值班负责人，在这里定口令"
    )
    options.add_argument(
        "--request",
        metavar="文件",
        type=out_file,
        help="和 --card 一起用：入厅申请写到哪里，拿回第一个窗口（counter hall admit）",
    )
    options.add_argument(
        "--windows",
        metavar="文件.toml",
        type=path_argument,
        help='和 --card 一起用，代替 --window：每台电脑一行 电脑名 = "窗口编码"，同一条命令在每台电脑上用',
    )
    options.add_argument(
        "--fingerprint", metavar="指纹", help="和 --card 一起用：电话核对过的大厅指纹；不写就显示、询问"
    )
    add_own_pin(parser, "和 --card 一起用：--first 那个人的新口令")
    options.add_argument("--replace", action="store_true", help="--request 已经有的，换成新的；不写就不覆盖")


def run_join(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Make the profile from the card. Raises BadInput for another file, window or person."""
    station = _own_station(args.windows, program) if args.windows else args.window
    if not (station and args.first and args.request):
        raise BadInput(
            "--card 要和 --window 编码（或 --windows 文件）、--first 工号、--request 文件 一起写。",
            field="--card",
        )
    given = read_join_card(read_key_file(Path(args.card)))
    day = given.proved.register.on(civil_date(datetime.now(UTC)))
    window, person = joining_window(given, day, station), joining_supervisor(day, args.first)
    _compare(given, args.fingerprint)
    who = f"{person.code} {person.name}"
    seed = joining_person(person, pin_in(args.pin_file) if args.pin_file else ask_new_pin(who))
    hall = joining_settings(given, window, day)
    check_first_pin(seed.code, seed.pin, demo=hall.demo)
    made, first = SetUpReport(profile, hall, (seed,)), FirstSlot(args, profile, program, demo=hall.demo)
    first.report(made)
    with (
        program.whole_file(args.request.path, replace=args.replace, public=True) as half,
        program.set_up(profile, hall, (seed,), None, given.card.recovery, first.slot) as new,
    ):
        if not given.card.recovery:  # else the hall's key opens it: nothing is to be copied at forty windows
            made.show("", new)
        with new.open_app() as app:
            half.write(join_hall(app, given, actor=SETUP).encode())
        made.joined(given.fingerprint, args.request.path)
        shown = not given.card.recovery or first.has_phrase
        new.finish(lambda: first.show(made, json=args.json) if shown else None)
    program.wish_hints(profile)
    return Answer(made.data, made.words(), said=shown)


def _compare(given: ReadCard, fingerprint: str | None) -> None:
    """Raises BadInput where the hall's fingerprint was not compared, or is another."""
    if fingerprint is None:
        typed = ask(f"入厅卡来自：{given.hall}，大厅指纹 {given.fingerprint}。请打电话核对，一致就输入 是：")
        if typed.strip() not in ("是", "yes", "y"):
            raise BadInput("没有核对大厅指纹，什么也没有设置。", field="fingerprint")
    elif plain_code(fingerprint) != given.fingerprint.replace(" ", ""):
        raise BadInput(
            f"入厅卡的大厅指纹是 {given.fingerprint}，和写的不一样，什么也没有设置。", field="--fingerprint"
        )


def _own_station(file: str, program: Program) -> str:
    """The station code of this computer by its name. Raises BadInput where the file has none."""
    values = program.read_toml(Path(file))
    own = platform.node()
    found = values.get(own)
    if not isinstance(found, str):
        raise BadInput(
            f'{Path(file).name} 里没有这台电脑“{own}”：每台电脑一行，例如 {own} = "15220107"。',
            field="--windows",
        )
    return found
