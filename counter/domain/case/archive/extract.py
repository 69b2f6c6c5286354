"""The journal extract of a package (日志摘录): a case's entries as they are stored, so that each hash can be computed
again by anybody.

A hash covers all stored fields with their lengths (``journal.chain``), the personal part as it is sealed; its plain
words stand beside it under ``opened`` and are covered by the package's own list.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping

from counter.domain.journal.chain import FORMAT, Field, entry_hash, fields_hash
from counter.domain.journal.entries import Entry, microseconds, taken_text

HOW = (
    "hash = SHA-256("
    + FORMAT.decode()
    + " 接上每个字段的4字节长度（大端）和内容)，字段顺序照 fields；数字写成十进制，"
    "没有的字段长度写 0xFFFFFFFF、没有内容。payload、sealed、prev、hash 用 base64。previous 是作者当时看到的最后一条，"
    "opened 是 sealed 解开的内容，不在这个校验值里。prev 是那个窗口日志里的前一条，多半是别的办件的，不在这份摘录里。"
)
FIELDS = (
    *("station", "epoch", "seq", "id", "at", "boot", "monotonic_ns", "actor", "kind", "version", "subject"),
    *("previous", "payload", "sealed", "taken", "untimely", "prev"),
)
_BINARY = frozenset({"payload", "sealed", "prev", "hash"})


def extract_of(entries: Iterable[Entry]) -> bytes:
    """The extract as JSON."""
    said = {"how": HOW, "fields": list(FIELDS), "entries": [_plain(entry) for entry in entries]}
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _plain(entry: Entry) -> dict[str, object]:
    return {
        "station": entry.station,
        "epoch": entry.epoch,
        "seq": entry.seq,
        "id": entry.id,
        "at": microseconds(entry.at),
        "boot": entry.boot,
        "monotonic_ns": entry.monotonic_ns,
        "actor": entry.actor,
        "kind": entry.kind,
        "version": entry.version,
        "subject": entry.subject,
        "previous": entry.previous_entry_id,
        "payload": _text(entry.payload),
        "sealed": None if entry.sealed is None else _text(entry.sealed),
        "taken": taken_text(entry.taken),
        "untimely": int(entry.untimely),
        "prev": _text(entry.prev),
        "hash": _text(entry.hash),
        "opened": entry.personal,
        "forgotten": entry.forgotten,
    }


def _text(stored: bytes) -> str:
    return base64.b64encode(stored).decode()


def faults_in(extract: bytes, known: Mapping[str, Entry] | None = None) -> Iterator[str]:
    """What is wrong in an extract, in words. ``known``: the entries of the case as this journal has them, by id."""
    try:
        entries = json.loads(extract)["entries"]
        rows = [{name: _value(one, name) for name in (*FIELDS, "hash")} for one in entries]
    except (ValueError, KeyError, TypeError):
        yield "日志摘录读不出来"
        return
    ids = {row["id"] for row in rows}
    for one, row in zip(entries, rows, strict=True):
        where = f"日志摘录里窗口 {one['station']} 第 {one['epoch']} 期第 {one['seq']} 条"
        if fields_hash([row[name] for name in FIELDS]) != row["hash"]:
            yield f"{where}被改动：内容与它的校验值不符"
        elif known is not None:
            here = known.get(str(row["id"]))
            if here is None:
                yield f"{where}，本机的日志里没有"
            elif here.hash != row["hash"] or entry_hash(here) != here.hash:
                yield f"{where}和本机日志里的不一样"
        before = str(row["previous"] or "")
        if lost := [one for one in before.split() if one not in ids and (known is None or one not in known)]:
            yield f"{where}接在没有摘录的一条后面（{lost[0]}）"


def _value(one: Mapping[str, Field], name: str) -> Field:
    value = one[name]
    return base64.b64decode(value, validate=True) if name in _BINARY and isinstance(value, str) else value


def subject_in(extract: bytes) -> str:
    """The id of the case that the extract is about; "" where it cannot be read."""
    try:
        entries = json.loads(extract)["entries"]
        return str(entries[0]["subject"])
    except (ValueError, KeyError, TypeError, IndexError):
        return ""
