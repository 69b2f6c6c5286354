"""Captions of what is done about a matter of 待办."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.domain.tasks.by_case import Listed, Matter
from counter.domain.tasks.next_step import Step, step_of
from counter.domain.tasks.task import TaskKind


def step_word(matter: Matter[Listed]) -> str:
    """The button of a row: what its key does."""
    translate = QCoreApplication.translate
    step, number = step_of(matter), len(matter.tasks)
    if matter.first.station:
        return translate("tasks", "打开办件")
    if step is Step.PRINT:
        again = matter.kind is TaskKind.FAILED
        return translate("tasks", "再送 {0} 份" if again else "打印 {0} 份").format(number)
    if step is Step.OUT:
        return translate("tasks", "{0} 份都出来了").format(number)
    if step is Step.STAMP:
        return translate("tasks", "{0} 份都盖章了").format(number)
    if step is Step.SHELF:
        return translate("tasks", "去出件")
    return _words().get(matter.kind, translate("tasks", "打开办件"))


def _words() -> dict[TaskKind, str]:
    translate = QCoreApplication.translate
    return {
        TaskKind.CONFLICT: translate("tasks", "处理矛盾"),
        TaskKind.HANDED_OVER: translate("tasks", "接收移交"),
        TaskKind.REASSIGN: translate("tasks", "移交出去"),
        TaskKind.FINDING: translate("tasks", "答复评查"),
        TaskKind.TAKEN_ELSEWHERE: translate("tasks", "核对代收"),
        TaskKind.NOTICE: translate("tasks", "接着办"),
        TaskKind.DEEMED: translate("tasks", "接着办"),
        TaskKind.DEEMED_PASSED: translate("tasks", "登记视为受理"),
        TaskKind.PLEDGE: translate("tasks", "签承诺书"),
        TaskKind.WITHDRAWAL: translate("tasks", "登记签字"),
        TaskKind.CORRECTION: translate("tasks", "补交材料"),
        TaskKind.LAPSED: translate("tasks", "代机关拟稿"),
        TaskKind.GAP: translate("tasks", "补交材料"),
        TaskKind.GAP_EXPIRED: translate("tasks", "代机关拟稿"),
        TaskKind.PROPOSAL: translate("tasks", "登记结果"),
        TaskKind.DECISION: translate("tasks", "登记结果"),
        TaskKind.PAUSED: translate("tasks", "恢复计时"),
        TaskKind.GO_ON: translate("tasks", "接着办"),
        TaskKind.AGAINST: translate("tasks", "看过，告知机关"),
        TaskKind.GIVE_BACK: translate("tasks", "退还材料"),
        TaskKind.DELIVERY: translate("tasks", "证照到柜"),
        TaskKind.CALL_IN: translate("tasks", "追回证照"),
        TaskKind.IN_TRANSIT: translate("tasks", "登记签收"),
        TaskKind.ORIGINAL_OUT: translate("tasks", "去取原件"),
        TaskKind.MISMATCH: translate("tasks", "了结不符"),
        TaskKind.REMIND: translate("tasks", "打电话"),
        TaskKind.PHONE: translate("tasks", "更正号码"),
        TaskKind.UNSERVED: translate("tasks", "登记送达"),
        TaskKind.PUBLISHED: translate("tasks", "登记送达"),
        TaskKind.DATES: translate("tasks", "确定日期"),
        TaskKind.HELD: translate("tasks", "接着办"),
        TaskKind.ENDING: translate("tasks", "看登记册"),
        TaskKind.CONFIRM: translate("tasks", "去确认"),
        TaskKind.DAY_CLOSE: translate("tasks", "打日结单"),
        TaskKind.COUNT_DIFFERS: translate("tasks", "说明实点"),
        TaskKind.RESTORED: translate("tasks", "看缺什么"),
        TaskKind.KEY_REQUEST: translate("tasks", "答复申请"),
    }
