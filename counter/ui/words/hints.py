"""One sentence for who opens a page for the first time: what it is for, and the first key."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_HINTS: dict[str, object] = {
    "intake": QT_TRANSLATE_NOOP(
        "hints", "左边找一件事（首字母就行），回车；问题按数字答，材料按 1 已收、2 缺；最后按两次 F9 出具。"
    ),
    "result": QT_TRANSLATE_NOOP(
        "hints", "蓝色的按钮就是下一步：打印，看着纸出来按 F4，盖好章按两次 F10，交给他；Esc 接下一位。"
    ),
    "todo": QT_TRANSLATE_NOOP("hints", "要办的都在这里，最急的在最上面；回车打开那一件，左右键换一种。"),
    "find_case": QT_TRANSLATE_NOOP(
        "hints", "输编号后几位、姓名或首字母，也可以扫文书上的码；打开以后按 Alt 加字母办理。"
    ),
    "hand_out": QT_TRANSLATE_NOOP(
        "hints", "扫身份证或回执，这个人能领的全在右边；F9 打回证，签了字再按两次 F9。"
    ),
    "rounds": QT_TRANSLATE_NOOP("hints", "一个部门一张流转单：上下键选部门，F9 打单子，签了字扫单子上的码。"),
    "verify": QT_TRANSLATE_NOOP("hints", "扫文书右下角的二维码，就知道是不是真的、改过没有。"),
    "guide": QT_TRANSLATE_NOOP("hints", "一件事的办事指南全文；指南不对的那一行，按 Ctrl+J 记下来报主管局。"),
    "hall": QT_TRANSLATE_NOOP(
        "hints", "大厅的人员、部门、协议、密钥都在这里改；改什么都要签字，有的要两个人。"
    ),
    "day": QT_TRANSLATE_NOOP("hints", "下班前照右边的清单点一遍，填上实点，按 F8 打日结单。"),
    "ledger": QT_TRANSLATE_NOOP(
        "hints", "左边是数，走到一个数上回车，右边只列它后面的行；Ctrl+E 导出 Excel。"
    ),
    "reminders": QT_TRANSLATE_NOOP("hints", "今天要打的电话：按住 V 看号码，打完按 1 到 6 记结果。"),
}


def page_hint(page: str) -> str:
    """The sentence of that page; "" where it needs none."""
    return QCoreApplication.translate("hints", str(_HINTS[page])) if page in _HINTS else ""
