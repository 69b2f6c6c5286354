"""``counter archive list|pack|check|hand-over-list|hand-over``: cases on their way to the archive."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from counter.cli.archive.profile import archive_profile
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.authentication import add_own_pin, get_clerk, get_person, pin_of
from counter.cli.io.find_case import get_case
from counter.cli.io.out_file import add_out, packages_folder, writing
from counter.cli.io.program import Program
from counter.domain.case.archive.missing import ArchiveStage
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.text.day_input import read_whole_day
from counter.services.archive.check_package import CheckedPackage, check_package, read_package
from counter.services.archive.hand_over import SignedList, hand_over, hand_over_of, list_pdf, list_workbook
from counter.services.archive.list_files import ArchiveRow, list_files
from counter.services.archive.pack_case import PackedCase, pack_case, packer
from counter.services.archive.package import Package
from counter.services.context.app import AppContext

_ABOUT = """档案：一件一档，从办完到移交。
  counter archive list                                  办完的件走到哪一步，归档前还缺什么、到哪里补
  counter case archive 编号 …                           归档（保管期限照大厅用上的表）
  counter archive pack 编号 --out 文件夹 …              打成归档信息包（ZIP），里面是个人信息明文
  counter archive check 信息包                          核对：文件、签名、日志
  counter archive hand-over-list 编号 --out 清册.pdf …  移交清册，双方签名
  counter archive hand-over 编号 …                      签好以后登记移交"""


def add(parser: Parser) -> None:
    """The commands of the archive."""
    parser.description = _ABOUT
    parser.common()
    acts = parser.subcommands()
    listed = acts.add_parser("list", help="办完的件走到哪一步，还缺什么")
    listed.runs(run_list, "本窗口办完的件：未到归档日、还缺、可以归档、待打包、待移交、要补归。不显示姓名。")
    listed.options.add_argument("--all", action="store_true", help="已经移交的也列出")
    _add_pack(acts)
    one = acts.add_parser("check", help="核对一个归档信息包")
    one.runs(run_check, "逐个核对文件、清单、签名和日志摘录，再和本机的日志对。什么都不改。")
    one.words.add_argument("package", metavar="信息包", type=path_argument, help="ZIP，或者解开的文件夹")
    _add_hand_over(acts)


def _add_pack(acts: argparse._SubParsersAction[Parser]) -> None:
    pack = acts.add_parser("pack", help="把已归档的件打成归档信息包")
    pack.runs(
        run_pack,
        "每件一个 ZIP。里面有申请人的个人信息明文，每次都要本人口令，并记入日志。没有变动的，打几次都是同样的字节。",
    )
    pack.words.add_argument("numbers", metavar="编号", nargs="+", help="办件编号，可以写几个")
    pack.options.add_argument(
        "--out", metavar="文件夹", type=packages_folder, required=True, help="信息包存到哪个文件夹"
    )
    pack.options.add_argument("--replace", action="store_true", help="同一版已经在那里的，换成新的")
    pack.options.add_argument("--box", metavar="盒号", help="纸质件在哪一盒；不写的照上一次")
    pack.options.add_argument("--by", metavar="工号", required=True, help="值班负责人")
    add_own_pin(pack, "本人的口令")


def _add_hand_over(acts: argparse._SubParsersAction[Parser]) -> None:
    paper = acts.add_parser("hand-over-list", help="移交清册，给双方签名")
    paper.runs(
        run_hand_over_list, "把打好包的件列成清册：.pdf 打印签名，.xlsx 交电子的。不登记，不显示姓名。"
    )
    add_out(paper, "写成 .pdf 或者 .xlsx")
    done = acts.add_parser("hand-over", help="清册双方签名以后，登记移交")
    done.runs(run_hand_over, "登记移交：两位值班负责人。以后保管期限满了，才能清除个人信息。")
    done.options.add_argument("--received-by", metavar="姓名", required=True, help="接收方签名的人")
    done.options.add_argument("--day", metavar="日期", required=True, help="双方签名的日期，例如 2026-12-25")
    done.options.add_argument("--by", metavar="工号", required=True, help="移交的值班负责人")
    add_own_pin(done, "移交的人的口令")
    done.options.add_argument("--agreed", metavar="工号", required=True, help="同意的另一位值班负责人")
    done.options.add_argument(
        "--agreed-pin-file", metavar="文件", type=path_argument, help="另一位的口令，取文件第一行；不写就询问"
    )
    for one in (paper, done):
        one.words.add_argument("numbers", metavar="编号", nargs="+", help="办件编号，可以写几个")
        one.options.add_argument("--list", metavar="清册编号", required=True, help="档案室给的，或者自编的")
        one.options.add_argument("--to", metavar="单位", required=True, help="接收的档案馆（室）")


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The list."""
    with program.open_app(profile) as app:
        rows = list_files(app, archive_profile(program), tuple(ArchiveStage) if args.all else None)
    counts = "，".join(
        f"{stage.label} {count} 件"
        for stage in ArchiveStage
        if (count := sum(r.stage is stage for r in rows))
    )
    words = "\n".join([*(_words(row) for row in rows), counts or "没有办完的件。"])
    return Answer({"files": [_data(row) for row in rows]}, words)


def run_pack(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Pack the named cases. Each is one transaction; of several the refused ones are told, and the others go on."""
    folder: Path = args.out.path
    if not folder.is_dir():
        raise BadInput(f"没有文件夹 {folder}，请先建好。", field="--out")
    done: list[PackedCase] = []
    refused: list[tuple[str, CounterError]] = []
    with program.open_app(profile) as app:
        cases = [get_case(app, number) for number in args.numbers]
        get_clerk(app, args.by, "--by")
        by = packer(app, args.by, pin_of(args.by, args.pin_file, "工号"))
        for case in cases:
            try:
                with ExitStack() as opened:

                    def keep(package: Package) -> None:
                        file = folder / f"{package.name}.zip"
                        opened.enter_context(_stored(program, file, package.zipped(), replace=args.replace))

                    done.append(pack_case(app, archive_profile(program), case.id, by, keep, args.box))
            except CounterError as error:
                refused.append((case.number, error))
    if len(cases) == 1 and refused:
        raise refused[0][1]
    rows = [f"{grouped(one.number)}  第{one.version}版 → {folder / one.package.name}.zip" for one in done]
    rows += [
        f"    只有纸质：{piece.number}号“{piece.title}”（{piece.note}，{piece.place}）"
        for one in done
        for piece in one.package.on_paper
    ]
    rows += [f"{grouped(number)}  没有打包：{error.sentence}" for number, error in refused]
    rows.append(
        f"打了{len(done)}个归档信息包，里面是个人信息明文，已记入日志；照档案的规定保管，不要留在U盘上。"
    )
    data = {
        "packed": [_packed(one, folder) for one in done],
        "refused": [{"number": number, "error": error.sentence} for number, error in refused],
    }
    return Answer(data, "\n".join(rows), code=RuleRefused.exit_code if refused else 0)


@contextmanager
def _stored(program: Program, file: Path, content: bytes, *, replace: bool) -> Iterator[None]:
    """Write a package, which an exception in the block takes away; the very same one may be there of a packing that was
    cut short before its entry. Raises BadInput for another file of that name.
    """
    there = file.is_file()
    same = there and file.stat().st_size == len(content) and file.read_bytes() == content
    if there and not (replace or same):
        raise BadInput(f"{file} 已经存在，内容不一样；确要换成这一版的，加 --replace。", field="--out")
    with program.whole_file(file, replace=replace or same) as half:
        half.complete(content)
        yield


def run_check(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Check one package."""
    files = read_package(Path(args.package))
    with program.open_app(profile) as app:
        found = check_package(app, files)
    head = f"{grouped(found.number) if found.number else '（没有编号）'} 第{found.version}版，{found.files}个文件"
    rows = [
        head,
        *(f"不对：{one}。" for one in found.faults),
        *(f"只有纸质：{one}" for one in found.on_paper),
        *(f"注意：{one}" for one in found.notes),
        "核对无误。" if not found.faults else f"有{len(found.faults)}处不对。",
    ]
    return Answer(_checked(found), "\n".join(rows), code=RuleRefused.exit_code if found.faults else 0)


def run_hand_over_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Write the list."""
    suffix = args.out.suffix.lower()
    if suffix not in (".pdf", ".xlsx"):
        raise BadInput("文件名要以 .pdf 或 .xlsx 结尾。", field="--out")
    with program.open_app(profile) as app:
        listed = hand_over_of(app, _ids(app, args), args.list, args.to)
        with writing(args, program) as half:
            half.write(list_pdf(app, listed) if suffix == ".pdf" else list_workbook(listed))
    data = {"file": str(args.out), "cases": [row.number for row in listed.rows]}
    return Answer(data, f"清册 {listed.number}，{len(listed.rows)}卷 → {args.out}。双方签名以后登记移交。")


def run_hand_over(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Record the handing over."""
    day = read_whole_day(args.day, "--day")
    with program.open_app(profile) as app:
        ids = _ids(app, args)
        by = get_person(app, args.by, args.pin_file, "--by")
        consent = Consent(args.agreed, pin_of(args.agreed, args.agreed_pin_file))
        done = hand_over(app, ids, SignedList(args.list, args.to, args.received_by, day), by, consent)
    words = "\n".join(grouped(number) for number in done)
    return Answer({"handed_over": list(done)}, f"{words}\n{len(done)}卷登记为已移交{args.to}。")


def _ids(app: AppContext, args: argparse.Namespace) -> list[str]:
    return [get_case(app, number).id for number in args.numbers]


def _words(row: ArchiveRow) -> str:
    after = f"，{row.period}" if row.period else ""
    version = f"，第{row.version}版" if row.version else ""
    ripe = f"，{row.ripe.isoformat()}起可以归档" if row.stage is ArchiveStage.WAITING else ""
    when = f"{row.finished.isoformat()}办完{ripe}{after}{version}"
    head = f"{grouped(row.number)}  {row.stage.label}  {row.bundle}（{when}）"
    lacks = [f"    {'缺' if one.stops else '请看'}：{one.words} → {one.where}" for one in row.lacks]
    return "\n".join([head, *lacks])


def _data(row: ArchiveRow) -> dict[str, object]:
    return {
        "number": row.number,
        "bundle": row.bundle,
        "finished": row.finished.isoformat(),
        "ripe": row.ripe.isoformat(),
        "stage": row.stage.value,
        "version": row.version,
        "file_number": row.file_number,
        "period": row.period,
        "lacks": [{"words": one.words, "where": one.where, "stops": one.stops} for one in row.lacks],
    }


def _packed(one: PackedCase, folder: Path) -> dict[str, object]:
    return {
        "number": one.number,
        "version": one.version,
        "again": one.again,
        "file": str(folder / f"{one.package.name}.zip"),
        "sha256": one.package.digest,
        "on_paper": [
            f"{piece.number}号“{piece.title}”：{piece.note}，{piece.place}" for piece in one.package.on_paper
        ],
    }


def _checked(found: CheckedPackage) -> dict[str, object]:
    return {
        "number": found.number,
        "version": found.version,
        "sha256": found.digest,
        "files": found.files,
        "faults": list(found.faults),
        "notes": list(found.notes),
        "on_paper": list(found.on_paper),
    }
