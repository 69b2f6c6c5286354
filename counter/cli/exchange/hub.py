"""``counter hub init|upgrade|check|enrol|revoke|ring|parcels``: the administrator's commands of the hub."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.exchange.hub_check import CHECKED, run_check
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.json_file import read_raw
from counter.cli.io.out_file import add_out, writing
from counter.cli.io.program import Program
from counter.cli.io.prompt import ask_new_passphrase
from counter.domain.errors import BadInput
from counter.services.exchange.enrolment import Enrolment, check_passphrase, enrolment_text, read_authority
from counter.services.exchange.hub_server import STATION_KINDS

_LONGEST = 100_000
_REGION = 6


def add(parser: Parser) -> None:
    """Description and commands of the group."""
    parser.description = (
        "汇聚库（上报库）：大厅或旗县自己的 PostgreSQL，窗口把记录上报到它，再从它取别的窗口的。"
        "这些命令给它的管理员用；怎么装、怎么看，见 docs/hub.md。"
    )
    parser.common()
    acts = parser.subcommands()
    _act(acts, "init", "在一个空的数据库里设置汇聚库", run_init)
    _act(acts, "upgrade", "把汇聚库升到本程序的版本", run_upgrade)
    check = _act(acts, "check", CHECKED, run_check)
    check.options.add_argument(
        "--keys",
        metavar="文件",
        type=path_argument,
        help="counter keys export 写出的：只认其中大厅签发的证书",
    )
    _enrol(_act(acts, "enrol", "登记一个窗口，写出给它的登记文件", run_enrol))
    oversee = _act(acts, "oversee", "让一个值班主管室看全旗县的件", run_oversee)
    oversee.words.add_argument("station", metavar="编码", help="登记成 hall 的值班主管室，例如 15222192")
    oversee.options.add_argument("--end", action="store_true", help="不再看全旗县的")
    revoke = _act(acts, "revoke", "作废一个窗口的登记，马上生效", run_revoke)
    revoke.words.add_argument("station", metavar="窗口编码", help="例如 15222103")
    revoke.options.add_argument("--reason", metavar="原因", required=True, help="那个窗口会看到")
    revoke.options.add_argument(
        "--close",
        action="store_true",
        help="连登录也停：它再连的时候不说原因，也看不到它从哪里连",
    )
    parcels = _act(acts, "parcels", "看往来文件留多久，改这个规则，按规则清一次", run_parcels)
    parcels.options.add_argument(
        "--taken-days", metavar="天数", type=int, help="该收的窗口都收到了的文件留几天（7 至 3650，原来是 7）"
    )
    parcels.options.add_argument(
        "--kept-days", metavar="天数", type=int, help="没有收齐的最多留几天（30 至 3650，原来是 180）"
    )
    parcels.options.add_argument(
        "--drop", action="store_true", help="马上按规则清一次；平时有窗口发文件时自动清"
    )
    ring = _act(acts, "ring", "登记哪个窗口持有大厅钥匙环（值班主管室不用登记）", run_ring)
    ring.words.add_argument("station", metavar="窗口编码", help="例如 15222103")
    ring.options.add_argument("--end", action="store_true", help="不再持有：以后它只能交、取自己的密钥")


def _act(acts: argparse._SubParsersAction[Parser], name: str, words: str, run: object) -> Parser:
    parser = acts.add_parser(name, help=words)
    parser.runs(run, f"{words}。")
    parser.options.add_argument(
        "--dsn",
        metavar="连接",
        default="dbname=hub",
        help="和 psql 的一样，例如 “host=hub.example dbname=hub user=wang”；默认 dbname=hub。密码用 ~/.pgpass",
    )
    return parser


def _enrol(parser: Parser) -> None:
    parser.words.add_argument("station", metavar="窗口编码", help="8 位数字，例如 15222103")
    options = parser.options
    options.add_argument(
        "--hall", metavar="名称", required=True, help="它属于哪个大厅，例如 某某镇便民服务中心"
    )
    options.add_argument("--county", metavar="代码", help="旗县的 6 位代码；不写就用窗口编码的前 6 位")
    options.add_argument(
        "--kind",
        choices=STATION_KINDS,
        default="window",
        help="window 窗口；hall 值班主管室（可以代没有网络的窗口上报）；office 差评处理室；bureau 指南编辑室",
    )
    options.add_argument(
        "--host",
        metavar="主机",
        required=True,
        help="窗口用什么名字连汇聚库，要和它的证书一致；有备用的用逗号隔开",
    )
    options.add_argument("--port", metavar="端口", type=int, default=5432, help="默认 5432")
    options.add_argument(
        "--ca", metavar="文件", type=path_argument, required=True, help="签发汇聚库证书的机构的证书（PEM）"
    )
    options.add_argument("--demo", action="store_true", help="演示、培训用的")
    options.add_argument(
        "--again", action="store_true", help="登记过的再登记：换新的密钥，作废的恢复；旧的登记文件从此没有用"
    )
    add_out(parser, "登记文件写到哪里")


def run_init(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """Set up an empty database."""
    with program.hub_server(args.dsn) as server:
        version = server.init()
    return Answer(
        {"version": version}, f"汇聚库已设置好（版本 {version}）。下一步：counter hub enrol 登记窗口。"
    )


def run_upgrade(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """Bring it to this program's version."""
    with program.hub_server(args.dsn) as server:
        before, after = server.upgrade()
    same = "已经是这个版本，函数和权限重写了一遍" if before == after else f"原来是版本 {before}"
    return Answer({"before": before, "version": after}, f"汇聚库是版本 {after}（{same}）。")


def run_enrol(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """Make the login, and the one file that holds its secret."""
    station, county = _station(args.station), args.county or args.station[:_REGION]
    if not 0 < args.port < 65_536:
        raise BadInput("端口要在 1 至 65535 之间。", field="port")
    authority = read_authority(read_raw(args.ca, _LONGEST, "机构证书")[0])
    with writing(args, program) as half:
        passphrase = ask_new_passphrase("登记文件的密语（至少12个字符，和文件分开交给窗口）：")
        check_passphrase(passphrase)
        with program.hub_server(args.dsn) as server:
            made = server.enrol(
                station, hall=args.hall, county=county, kind=args.kind, demo=args.demo, again=args.again
            )
        enrolment = Enrolment(
            host=args.host,
            port=args.port,
            database=made.database,
            login=made.login,
            secret=made.secret,
            ca=authority,
            hub=made.hub,
            county=county,
            hall=args.hall,
            station=station,
            kind=args.kind,
            demo=args.demo,
        )
        half.write(enrolment_text(enrolment, passphrase).encode())
    data: dict[str, object] = {"station": station, "login": made.login, "file": str(args.out)}
    return Answer(
        data, f"窗口 {station} 已登记。登记文件写到 {args.out}：拿到那个窗口收进来，密语另外说给它。"
    )


def run_revoke(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """End a station's rights."""
    with program.hub_server(args.dsn) as server:
        ended = server.revoke(_station(args.station), args.reason.strip(), close=args.close)
    data: dict[str, object] = {"station": args.station, "ended": ended}
    also = "它的签名密钥另外用 counter keys revoke 作废。"
    return Answer(data, f"窗口 {args.station} 的登记已作废，断开了 {ended} 个连接。{also}")


def run_oversee(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """Let a room see every case of its county, or no longer."""
    station = _station(args.station)
    with program.hub_server(args.dsn) as server:
        server.let_oversee(station, on=not args.end)
    words = f"{station} 从下一次上报起看得到全旗县的件：第一次要分几次取完，断了接着取。"
    ended = f"{station} 不再收全旗县新的件；已经取去的还在它那里。"
    return Answer({"station": station, "oversees": not args.end}, ended if args.end else words)


def run_ring(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """Say whether a window holds the ring."""
    station = _station(args.station)
    with program.hub_server(args.dsn) as server:
        server.let_hold_ring(station, holds=not args.end)
    words = "不再登记为钥匙环的持有者" if args.end else "已登记为大厅钥匙环的持有者"
    return Answer({"station": station, "holds": not args.end}, f"窗口 {station} {words}。")


def run_parcels(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """How long files lie there; changed, and dropped by it, where asked."""
    with program.hub_server(args.dsn) as server:
        rule = server.parcel_rule(args.taken_days, args.kept_days)
        dropped, size = server.drop_parcels() if args.drop else (0, 0)
    data: dict[str, object] = {
        "taken_days": rule.taken,
        "kept_days": rule.kept,
        "dropped": dropped,
        "bytes": size,
    }
    words = (
        f"往来文件：该收的都收到了的留 {rule.taken} 天，没有收齐的最多留 {rule.kept} 天；"
        "每个窗口最新的指南包、登记册、证书一直留着。"
    )
    return Answer(data, f"{words}清了 {dropped} 个，{size / 1e6:.1f} MB。" if args.drop else words)


def _station(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) == 8):
        raise BadInput("窗口编码要 8 位数字：6 位行政区划代码加 2 位窗口号。", field="station")
    return str(text)
