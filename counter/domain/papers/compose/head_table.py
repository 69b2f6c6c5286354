"""The signed head of a window's journal on a sheet that is kept away from the computer (decision 0028)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.document.document import Table
from counter.domain.document.numbering import epoch_mark
from counter.domain.journal.stated_heads import StatedHead
from counter.domain.papers.verify.day_code import GROUPS, short_code
from counter.domain.papers.verify.trusted_keys import fingerprint_of


def head_table(head: StatedHead, whose: str) -> Table:
    """Which entry the sheet proves, its whole hash, and the code to type. ``whose``: what that entry is, in words."""
    return Table(
        head=(),
        rows=tuple(_rows(head, whose)),
        widths=(0.18, 0.82),
        strong=((0, 1), (3 if head.public_key else 2, 1)),
    )


def _rows(head: StatedHead, whose: str) -> Iterator[tuple[str, str]]:
    yield "日志到", f"{epoch_mark(head.epoch)} 期第 {head.seq:,} 条（{whose}）"
    half = len(head.hash) // 2
    yield "校验值", "\n".join(_in_groups(part) for part in (head.hash[:half], head.hash[half:]))
    if head.public_key:
        yield "签名密钥", f"{epoch_mark(head.epoch)} 期，指纹 {fingerprint_of(head.public_key).hex()}"
    code = short_code(head.station, head.epoch, head.seq, bytes.fromhex(head.hash))
    groups, half = code.split("-"), (GROUPS + 1) // 2
    if code:
        yield "短码", "　".join(groups[:half]) + "\n" + "　".join(groups[half:])


def _in_groups(text: str) -> str:
    return " ".join(text[n : n + 8] for n in range(0, len(text), 8))
