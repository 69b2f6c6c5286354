"""Whether the window's own journal still has the entry that was its last when a sheet was signed, and what it means."""

from __future__ import annotations

from enum import StrEnum


class ChainCheck(StrEnum):
    """Whether the own journal has the entry that was its last when the sheet was signed."""

    NOT_ASKED = "not_asked"  # another window's sheet, an older QR, or nothing to look for
    HOLDS = "holds"
    SHORTER = "shorter"  # the journal here ends before it
    LOST = "lost"  # it ends before it because the profile came out of a backup that was older
    OTHER = "other"  # another entry has its number


_UNFIT = "签名有效，但与本窗口的日志对不上：先不要据此办理。"
_TELL = "请马上告诉系统管理员。"

BROKEN = {
    ChainCheck.SHORTER: (
        _UNFIT,
        f"这一张签名时的那条日志，本窗口现在没有：数据可能换回了旧备份，或签名密钥已泄露。{_TELL}",
    ),
    ChainCheck.OTHER: (
        _UNFIT,
        "这一张签名时的那条日志，与本窗口现在的不是同一条：数据可能从旧备份或另一份复制件重开过，"
        f"或签名密钥已泄露。{_TELL}",
    ),
    ChainCheck.LOST: (
        "签名有效；本窗口用备份恢复过，这一张出具时的记录没有恢复回来。",
        "请与窗口留存的那一联逐项核对，一样的照办，告诉值班负责人补录；没有留存的，先请值班负责人看过。",
    ),
}
"""Where it does not fit: what is said first, and what to do. None of these papers holds by itself."""
