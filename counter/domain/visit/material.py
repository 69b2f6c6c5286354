"""States of one paper at the counter (材料状态), and the record of what was brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    RELIEVED = "relieved"  # 新版指南不再要，过渡规则从轻，不用再交（``acts/relief``）


class Shared(StrEnum):
    """Result of looking a shareable paper up (共享核验的结果, S001 10(四))."""

    CONSISTENT = "consistent"  # 一致：申请人核对无误
    CHANGED = "changed"  # 已变更：以申请人说明的变更后的为准
    NOT_FOUND = "not_found"  # 查无：机关书面答复查不到


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """The result; for 查无 with the organ, number and day of its written reply.

    What has changed is in the note of the line: it may name somebody.
    """

    answer: Shared
    organ: str = ""
    document: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What the clerk recorded for one line. ``copies`` counts sheets kept (份数).

    A bulk key never sets ``original_seen``. ``shared``: result of looking a shareable paper up; None before that
    (待联网核验), and for every other paper.
    """

    state: MaterialState = MaterialState.MISSING
    original_seen: bool = False
    copies: int = 0
    note: str = ""
    shared: SharedAnswer | None = None


@dataclass(frozen=True, slots=True)
class Unasked:
    """A received paper that changed answers no longer ask for (待退还).

    ``name``: from the former checklist; ``returned``: the clerk confirmed that the applicant has it back.
    """

    name: str
    brought: Brought
    returned: bool = False


HELD_STATES = (MaterialState.RECEIVED, MaterialState.DEFECTIVE, MaterialState.PLEDGED)
"""States in which the applicant handed something over or signed it."""


def held_at_window(brought: Brought, *, never_kept: bool) -> bool:
    """True where the window holds it: an identity paper that was only shown went back at once (L12)."""
    return brought.state in HELD_STATES and not (never_kept and brought.copies == 0)


def has_letters(words: str) -> bool:
    """True where a note has letters: digits alone are keys struck by mistake and explain nothing."""
    return any(c.isalpha() for c in words)
