"""Record an attempt to rate that does not count (L9)."""

from __future__ import annotations

from enum import StrEnum

from counter.domain.journal.entries import NewEntry
from counter.domain.ratings.sealed_box import RatingRefused
from counter.services.context.ports import Journal

SUBJECT = "ratings"
LOG = "rating_log"
"""Subject of refused invitations because of the page log: few, and found without reading the boxes."""


class RefusalCause(StrEnum):
    """Why an attempt does not count."""

    KEYBOARD = "keyboard"  # 按了键盘
    SCANNER = "scanner"  # 扫了码
    OTHER_POINTER = "other_pointer"  # 用的不是评价屏自己的触摸
    TWICE = "twice"  # 又评一次
    SessionClosed = "closed"  # 邀请已经结束
    BEFORE_OUTCOME = "before_outcome"  # 还没有办出结果
    CODE_USED = "code_used"  # 评价条用过了
    CODE_EXPIRED = "code_expired"  # 评价条过期
    WATCHED = "watched"  # 有程序一直在读数据文件，没有邀请
    CLOCK = "clock"  # 电脑的时间待核，没有邀请
    CODE_UNKNOWN = "code_unknown"  # 不是发出的编码


def refuse_rating(journal: Journal, cause: RefusalCause, *, actor: str) -> None:
    """Record the attempt; the entry names no case and no choice."""
    subject = LOG if cause is RefusalCause.WATCHED else SUBJECT
    with journal.transaction() as tx:
        tx.append(NewEntry(subject, RatingRefused(cause.value), tx.last_id(subject)), actor=actor)
        tx.commit()
