"""What can be said of one paper at the counter (材料状态) and what was brought."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MaterialState(StrEnum):
    """材料状态 (DESIGN §2.4)."""

    MISSING = "missing"  # 未交
    RECEIVED = "received"  # 已收
    SHARED = "shared"  # 共享获取：只核对，不索要 (L2)
    AWAITING = "awaiting"  # 待前序：本次前面事项的结果
    E_LICENCE = "e_licence"  # 电子证照
    PLEDGED = "pledged"  # 告知承诺
    DEFERRED = "deferred"  # 容缺
    DEFECTIVE = "defective"  # 不符合（须有原因）
    LATER = "later"  # 受理时不收，以后再交
    RELIEVED = "relieved"  # 新版指南不再要，过渡规则从轻，不用再交（``guide_transition``）


@dataclass(frozen=True, slots=True)
class Brought:
    """What the clerk recorded for one line. ``copies`` counts sheets kept (份数).

    A bulk key never sets ``original_seen``.
    """

    state: MaterialState = MaterialState.MISSING
    original_seen: bool = False
    copies: int = 0
    note: str = ""
