"""One thing to be done, and the kinds of such things in plain Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TaskKind(StrEnum):
    """待办种类. ``passed`` kinds are never stored: a stored one is shown as its ``passed`` once its day is over."""

    CONFLICT = "conflict"
    HANDED_OVER = "handed_over"
    HANDED_ON = "handed_on"
    FORGET_ASKED = "forget_asked"
    REASSIGN = "reassign"
    FINDING = "finding"
    TAKEN_ELSEWHERE = "taken_elsewhere"
    FOR_OTHER = "for_other"
    NOTICE = "notice"
    DEEMED = "deemed"
    DEEMED_PASSED = "deemed_passed"
    PLEDGE = "pledge"
    WITHDRAWAL = "withdrawal"
    CORRECTION = "correction"
    LAPSED = "lapsed"
    GAP = "gap"
    GAP_EXPIRED = "gap_expired"
    PROPOSAL = "proposal"
    DECISION = "decision"
    PAUSED = "paused"
    GO_ON = "go_on"
    AGAINST = "against"
    GIVE_BACK = "give_back"
    DELIVERY = "delivery"
    CALL_IN = "call_in"
    UNCOLLECTED = "uncollected"
    IN_TRANSIT = "in_transit"
    ORIGINAL_OUT = "original_out"
    MISMATCH = "mismatch"
    REMIND = "remind"
    PHONE = "phone"
    UNPRINTED = "unprinted"
    FAILED = "failed"
    UNSTAMPED = "unstamped"
    UNSERVED = "unserved"
    PUBLISHED = "published"
    DATES = "dates"
    UPGRADE = "upgrade"
    HELD = "held"
    ENDING = "ending"
    CONFIRM = "confirm"
    DAY_CLOSE = "day_close"
    COUNT_DIFFERS = "count_differs"
    RESTORED = "restored"
    KEY_REQUEST = "key_request"

    @property
    def label(self) -> str:
        """The kind in plain Chinese, short enough for a tag."""
        return _LABELS[self]

    @property
    def passed(self) -> TaskKind:
        """The kind it becomes once its day is over."""
        return _PASSED.get(self, self)

    @property
    def waits(self) -> bool:
        """True where, without a day, nobody here has to act now: the clock is paused, or no day is set."""
        return self in (
            TaskKind.PAUSED,
            TaskKind.DECISION,
            TaskKind.NOTICE,
            TaskKind.CORRECTION,
            TaskKind.GAP,
            TaskKind.FOR_OTHER,
            TaskKind.HANDED_ON,
            TaskKind.FORGET_ASKED,
            TaskKind.ORIGINAL_OUT,
        )


_LABELS = {
    TaskKind.CONFLICT: "记录有矛盾",
    TaskKind.HANDED_OVER: "移交来的件",
    TaskKind.HANDED_ON: "移交待接收",
    TaskKind.FORGET_ASKED: "请求清除",
    TaskKind.REASSIGN: "要求移交",
    TaskKind.FINDING: "评查发现",
    TaskKind.TAKEN_ELSEWHERE: "外窗口代收",
    TaskKind.FOR_OTHER: "代收材料",
    TaskKind.NOTICE: "待告知是否受理",
    TaskKind.DEEMED: "即将视为受理",
    TaskKind.DEEMED_PASSED: "视为受理待登记",
    TaskKind.PLEDGE: "待签承诺书",
    TaskKind.WITHDRAWAL: "待签撤回申请书",
    TaskKind.CORRECTION: "补正期限",
    TaskKind.LAPSED: "补正逾期待拟稿",
    TaskKind.GAP: "容缺补交期限",
    TaskKind.GAP_EXPIRED: "容缺逾期待拟稿",
    TaskKind.PROPOSAL: "代拟稿待确认",
    TaskKind.DECISION: "办结期限",
    TaskKind.PAUSED: "特别程序中",
    TaskKind.GO_ON: "前序已办结",
    TaskKind.AGAINST: "与规则不符待阅",
    TaskKind.GIVE_BACK: "材料待退还",
    TaskKind.DELIVERY: "结果未送达",
    TaskKind.CALL_IN: "追回证照",
    TaskKind.UNCOLLECTED: "没人领取或签收",
    TaskKind.IN_TRANSIT: "流转待签收",
    TaskKind.ORIGINAL_OUT: "原件在部门",
    TaskKind.MISMATCH: "交接不符",
    TaskKind.REMIND: "待告知",
    TaskKind.PHONE: "电话不对待更正",
    TaskKind.UNPRINTED: "未出纸",
    TaskKind.FAILED: "没打出来",
    TaskKind.UNSTAMPED: "未盖章",
    TaskKind.UNSERVED: "未送达",
    TaskKind.PUBLISHED: "公告送达",
    TaskKind.DATES: "日期未定",
    TaskKind.UPGRADE: "需升级",
    TaskKind.HELD: "收件未出凭证",
    TaskKind.ENDING: "授权到期",
    TaskKind.CONFIRM: "登记册待确认",
    TaskKind.DAY_CLOSE: "没有日结",
    TaskKind.COUNT_DIFFERS: "实点不符",
    TaskKind.RESTORED: "恢复后缺的待查",
    TaskKind.KEY_REQUEST: "申请查看待答复",
}

_PASSED = {
    TaskKind.DEEMED: TaskKind.DEEMED_PASSED,
    TaskKind.CORRECTION: TaskKind.LAPSED,
    TaskKind.GAP: TaskKind.GAP_EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be done. ``item`` and ``paper`` are ids, empty where it is about neither.

    ``day``: by when, inclusive; None where no day is set. ``provisional``: a year not yet arranged may move it (L7).
    ``words``: what exactly, in plain Chinese; never a person's name.
    """

    case: str
    item: str
    paper: str
    kind: TaskKind
    day: date | None
    words: str
    provisional: bool = False
