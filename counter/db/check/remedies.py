"""The remedy for each fault that ``counter check`` finds, as a Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from counter.db.file.connection import DATABASE
from counter.db.file.errors import DamagedFile, DamagedStructure, ForeignLog
from counter.domain.journal.chain import Fault

REBUILT = frozenset(
    {"row", "no_row", "extra", "search", "usage", "reasons", "series", "head", "structure", "pins", "draft"}
)
"""Kinds that a rebuild repairs: whatever is computed from the entries."""

UNREAD = "数据文件有一部分读不出：损坏、被截短，或者开头被改动。"
_REBUILD = "运行 counter check --rebuild 即可重建。"
_NOT_YET = "先处理上面日志的问题，在那之前不能重建。"
_RESTORE = "请停止使用，复制整个资料文件夹留存，再从备份恢复；备份之后办的对照纸质文书补录。"
_FROM_BACKUP = "请从备份取回整个资料文件夹；列表里现有的姓名还在，请不要重建。"
_MENDING = {
    "file": _RESTORE,
    "changed": _RESTORE,
    "missing": _RESTORE,
    "broken": _RESTORE,
    "doubled": _RESTORE,
    "order": _RESTORE,
    "replaced": _RESTORE,
    "station": _RESTORE,
    "signature": _RESTORE,
    "unreadable": _RESTORE,
    "hall": _RESTORE,
    "cut": "多半是换回了旧的数据文件：请把新的那份找回来；找不回的，对照纸质文书补录。已给出的号不会再用。",
    "number": "请对照纸质文书，重复的作废一份，缺号的查明去向，并告诉系统管理员。",
    "key": _FROM_BACKUP,
    "sealed": _FROM_BACKUP,
    "seed": "",  # the file's own sentence names it
    "card": "",
    "half": "",
    "beside": "",
    "tables": _RESTORE,
    "foreign": "请先查明是谁放进去的，再请系统管理员删去；本程序不读它，也不会替您删。",
    "taken": _RESTORE,
    "taken_signature": "这是从别处收来的记录；请不要据此办件，并请值班负责人与那个窗口核对。",
    "fork": "先收到的一份有效，后到的另存着。请值班负责人查明哪台电脑是真的，作废另一台的密钥。",
    "elsewhere": "请联系写它的窗口升级或更正；本窗口自己的记录不受影响。",
    "slot": "请复制整个资料文件夹留存并告诉系统管理员；不影响办件，那一天的评价可能少几份。",
}


def unopened(error: DamagedFile) -> Fault:
    """The fault for a data file that cannot be opened."""
    if isinstance(error, DamagedStructure | ForeignLog):
        return Fault("tables" if isinstance(error, DamagedStructure) else "file", DATABASE, error.sentence)
    return Fault("file", DATABASE, UNREAD + _RESTORE)


def with_mending(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults, each with its remedy."""
    found = tuple(faults)
    rebuild = _REBUILD if all(fault.kind in REBUILT for fault in found) else _NOT_YET
    for fault in found:
        mending = rebuild if fault.kind in REBUILT else _MENDING.get(fault.kind, "")
        yield replace(fault, sentence=fault.sentence + mending)
