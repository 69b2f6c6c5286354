"""``counter courier pack|take-in|show``: reporting by a stick, for places without a line."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from counter.cli.exchange.files import bring_up_to_date
from counter.cli.io.answer import DONE, REFUSED, Answer, plain
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.out_file import courier_folder
from counter.cli.io.program import Program
from counter.domain.calendar.workdays import civil_time
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.journal.exchange.courier import CourierDirection, CourierHead, numbers_in_words
from counter.services.exchange.copy_courier import (
    copy_to_stick,
    courier_files,
    read_courier,
    size_words,
    take_in_file,
)
from counter.services.exchange.take_in_courier import CourierOutcome, CourierTakenIn
from counter.services.parcels.take_parcel import settle_known

_EVERY = 0.5
"""Seconds between two lines of progress."""
OUTCOME_WORDS = {
    CourierOutcome.NEW: "收进来了",
    CourierOutcome.KNOWN: "都已有",
    CourierOutcome.HELD: "待核实",
    CourierOutcome.PASSED: "不是给本窗口的",
    CourierOutcome.OWN: "本窗口自己拷的",
    CourierOutcome.REFUSED: "没有收",
}


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = (
        "没有网络的地方用U盘上报：窗口拷到U盘，拿到大厅收；大厅的回执同样拷回来。内容加密、签名，丢了盘也读不出。"
        "拷了不等于报了：大厅的回执收回来，才算上报。"
    )
    parser.common()
    acts = parser.subcommands()
    pack = acts.add_parser("pack", help="把还没有上报的（大厅：各窗口缺的和回执）拷到U盘")
    pack.runs(run_pack, "把还没有回执的全部记录写成一个文件；在收件的大厅窗口，给每个报过的窗口写一个。")
    pack.options.add_argument(
        "--out", metavar="文件夹", type=courier_folder, required=True, help="U盘上的文件夹，要先建好"
    )
    take = acts.add_parser("take-in", help="收U盘上的文件")
    take.runs(
        run_take_in, "逐个收，列出每个文件里多少是新的、已有的、缺的、没有收的。收两遍、收旧的都没有关系。"
    )
    take.words.add_argument(
        "file",
        metavar="文件",
        nargs="+",
        type=path_argument,
        help="U盘交换件，或者U盘上的文件夹（收里面全部）",
    )
    take.options.add_argument(
        "--new-place", action="store_true", help="大厅换了收件的窗口：以后以这个文件的窗口为准"
    )
    show = acts.add_parser("show", help="看一个文件是谁的、哪几天的、多少条，不收")
    show.runs(run_show, "只看开头和签名，不打开里面，什么也不改。")
    show.words.add_argument("file", metavar="文件", type=path_argument, help="U盘交换件")


def run_pack(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the files. Raises WorldTrouble where the stick is full or drawn; nothing counts as copied then."""
    progress = _Progress()
    with program.open_app(profile) as app:
        bring_up_to_date(app)
        made = [
            (path, head, size)
            for path, head, size in copy_to_stick(
                app, args.out.path, program.whole_file, lambda name, size: progress(f"正在写 {name}", size, 0)
            )
        ]
        waiting = app.journal.exchange().waiting()
    files = [{"file": str(path), "bytes": size, **_head_data(head)} for path, head, size in made]
    words = [
        f"已写好并读回来核对：{path.name}（{size_words(size)}，{_about(head)}）。"
        for path, head, size in made
    ]
    if not made:
        words = ["没有要拷的：报过的窗口都已经有了。"]
    elif any(head.direction is CourierDirection.UP for _, head, _ in made):
        words.append("拿到大厅去收；大厅的回执拷回来、收进来以后，才算上报。")
    return Answer({"files": files, "waiting": waiting.count}, "\n".join(words))


def run_take_in(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Take in files, one after the other, and tell of each; refused where one of them was not taken in."""
    progress, rows = _Progress(), []
    paths = list(_paths(args.file))
    if not paths:
        raise BadInput("这里没有U盘交换件（以 .counter-mail 结尾的文件）。", field="file")
    with program.open_app(profile) as app:
        for path in paths:
            name = path.name

            def tell(done: int, of: int, name: str = name) -> None:
                progress(f"正在收 {name}", done, of)

            try:
                taken = take_in_file(app, path, tell, new_place=args.new_place)
            except (BadInput, WorldTrouble) as wrong:
                if len(paths) == 1:
                    raise
                taken = CourierTakenIn(CourierOutcome.REFUSED, sentence=wrong.sentence)
            rows.append((path, taken))
        settle_known(app)
        waiting = app.journal.exchange().waiting().count
    refused = any(one.outcome is CourierOutcome.REFUSED for _, one in rows)
    data: dict[str, object] = {
        "files": [_taken_data(path, one) for path, one in rows],
        "waiting": waiting,
    }
    lines = [line for path, one in rows for line in _taken_lines(path, one)]
    return Answer(data, "\n".join(lines), code=REFUSED if refused else DONE)


def run_show(args: argparse.Namespace, _profile: Path, _program: Program) -> Answer:
    """Show the open head. Raises BadInput for what is no courier file."""
    head = read_courier(Path(args.file))
    runs = [f"  {one.words}" for one in head.ranges]
    return Answer(_head_data(head), "\n".join([f"{Path(args.file).name}：{_about(head)}", *runs]))


def _paths(given: list[str]) -> Iterator[Path]:
    for text in given:
        path = Path(text)
        with suppress(OSError, ValueError):
            if path.is_dir():
                yield from courier_files(path)
                continue
        yield path


class _Progress:
    """Lines on stderr that the window reads, now and then."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _EVERY

    def __call__(self, words: str, done: int, of: int) -> None:
        """Note how far it is: parts, or bytes where the end is not known."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY
        far = f"{min(99, done * 100 // of)}%" if of else f"{done / 1_000_000:.1f} MB"
        with suppress(OSError, ValueError):  # stderr is closed: the work goes on
            sys.stderr.write(f"{words}：{far}……\n")
            sys.stderr.flush()


def _about(head: CourierHead) -> str:
    """In words: from whom, to whom, how much, of which days."""
    days = f"，{head.since}{f' 至 {head.until}' if head.until != head.since else ''}" if head.since else ""
    made = f"{civil_time(head.at):%Y-%m-%d %H:%M}"
    rest = "，没有装完，下一份接着装" if head.more else ""
    if head.direction is CourierDirection.UP:
        return f"窗口 {head.station} 第 {head.number} 份，给{head.hall}，{head.entries:,} 条{days}，{made} 写的{rest}"
    held = f"{head.entries:,} 条和回执" if head.entries else "只有回执"
    return f"{head.hall}给窗口 {head.to_station} 第 {head.number} 份，{held}，{made} 写的{rest}"


def _taken_lines(path: Path, taken: CourierTakenIn) -> Iterator[str]:
    about = f"（{_about(taken.head)}）" if taken.head is not None else ""
    yield f"{path.name}：{OUTCOME_WORDS[taken.outcome]}{about}"
    if taken.outcome in (CourierOutcome.NEW, CourierOutcome.KNOWN, CourierOutcome.HELD):
        done = f"，本窗口 {taken.acknowledged:,} 条算上报了" if taken.acknowledged else ""
        files = f"，随带的文件 {len(taken.files)} 个（counter sync files）" if taken.files else ""
        yield f"  新的 {taken.new:,} 条，已有 {taken.known:,} 条{done}{files}"
    yield from (f"  {sentence}" for sentence in (taken.sentence, *taken.refused, *taken.held) if sentence)
    yield from (f"  还缺 {one.words}" for one in taken.missing)
    if taken.numbers:
        yield f"  {numbers_in_words(taken.numbers)}：后面的份里也带着，不用另找。"


def _taken_data(path: Path, taken: CourierTakenIn) -> dict[str, object]:
    head = taken.head
    return {
        "file": str(path),
        "outcome": taken.outcome.value,
        "said": OUTCOME_WORDS[taken.outcome],
        "about": _about(head) if head is not None else "",
        "station": head.station if head is not None else "",
        "number": head.number if head is not None else 0,
        "new": taken.new,
        "known": taken.known,
        "acknowledged": taken.acknowledged,
        "files": [plain(one) for one in taken.files],
        "missing": [one.words for one in taken.missing],
        "numbers": numbers_in_words(taken.numbers),
        "refused": [sentence for sentence in (taken.sentence, *taken.refused) if sentence],
        "held": taken.held,
    }


def _head_data(head: CourierHead) -> dict[str, object]:
    return {
        "direction": head.direction.value,
        "station": head.station,
        "epoch": head.epoch,
        "number": head.number,
        "hall": head.hall,
        "to": head.to_station,
        "entries": head.entries,
        "since": head.since,
        "until": head.until,
        "made_at": head.made_at,
        "demo": head.demo,
        "runs": [list(run) for run in head.runs],
        "about": _about(head),
    }
