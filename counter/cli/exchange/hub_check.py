"""``counter hub check``: prove the whole hub from outside."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import DONE, REFUSED, Answer, plain
from counter.cli.io.json_file import read_key_file
from counter.cli.io.program import Program
from counter.domain.papers.verify.trusted_keys import trust_of
from counter.services.exchange.check_hub import HubReport, check_hub
from counter.services.keys.files import read_public
from counter.services.keys.trusted import verify

CHECKED = "核对汇聚库：每条链、每批签名、次序、派送、往来文件、分叉和拒绝过的，有问题时退出码为1"
SHOWN = 50


def run_check(args: argparse.Namespace, _profile: Path, program: Program) -> Answer:
    """Walk everything. Nothing is computed by the hub: a changed function of it hides nothing."""
    trust = None
    if args.keys:
        trust = trust_of([read_public(read_key_file(Path(args.keys)))], verify)
    with program.hub_server(args.dsn) as server:
        report = check_hub(server, verify, trust)
    data: dict[str, object] = {
        "clean": not report.faults,
        "stations": report.stations,
        "batches": report.batches,
        "entries": report.entries,
        "parcels": report.parcels,
        "faults": [{"kind": f.kind, "place": f.place, "sentence": plain(f.sentence)} for f in report.faults],
        "notes": [plain(note) for note in report.notes],
    }
    return Answer(data, _words(report), code=REFUSED if report.faults else DONE)


def _words(report: HubReport) -> str:
    read = f"{report.stations} 个窗口，{report.batches:,} 批，{report.entries:,} 条记录"
    if report.parcels:
        read += f"，{report.parcels:,} 个往来文件"
    head = f"核对过 {read}：" + (f"有 {len(report.faults):,} 处问题。" if report.faults else "全部完好。")
    faults = [f"· {plain(fault.sentence)}" for fault in report.faults[:SHOWN]]
    if len(report.faults) > SHOWN:
        faults.append(f"…… 还有 {len(report.faults) - SHOWN:,} 处")
    notes = [f"  {plain(note)}" for note in report.notes[:SHOWN]]
    return "\n".join([head, *faults, *notes])
