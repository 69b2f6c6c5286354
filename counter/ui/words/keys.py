"""Words of keys that no button names. Everything else on the sheet of keys comes from the buttons themselves."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

EVERYWHERE = "everywhere"
"""The group of keys that count on every page."""

ENTER, SPACE = str(QT_TRANSLATE_NOOP("keys", "回车")), str(QT_TRANSLATE_NOOP("keys", "空格"))
_AGAIN = QT_TRANSLATE_NOOP("keys", "再读一次，看最新的")
_CASES = "find_case"

_NAMED: dict[str, dict[str, object]] = {
    EVERYWHERE: {
        "Esc": QT_TRANSLATE_NOOP("keys", "收起提示、退回一步；要看的提示先收起"),
        "Ctrl+B": QT_TRANSLATE_NOOP("keys", "看指南新版的变化"),
    },
    "intake": {
        "Ctrl+O": QT_TRANSLATE_NOOP("keys", "打开这份材料的空白表"),
        "Ctrl+Shift+O": QT_TRANSLATE_NOOP("keys", "打印这份材料的空白表"),
        "F8": QT_TRANSLATE_NOOP("keys", "改不符的原因"),
    },
    "todo": {"F7": QT_TRANSLATE_NOOP("keys", "换看谁的：我的、本窗口、全厅")},
    _CASES: {
        "F9": QT_TRANSLATE_NOOP("keys", "办这一步，按两次"),
        "Alt+-": QT_TRANSLATE_NOOP("keys", "申请查看、答复别的窗口的申请"),
        "Alt+6": QT_TRANSLATE_NOOP("keys", "请主办窗口清除个人信息"),
        "Alt+↓": QT_TRANSLATE_NOOP("keys", "少用的几步：列出来，收起来"),
    },
    "hand_out": {
        "F5": _AGAIN,
        "F9": QT_TRANSLATE_NOOP("keys", "打回证；签好了按两次，登记领取"),
        "Alt+Y": QT_TRANSLATE_NOOP("keys", "怎么给：窗口、邮寄、电子送达……"),
    },
    "rounds": {
        "F5": _AGAIN,
        "F9": QT_TRANSLATE_NOOP("keys", "打流转单；签好了按两次，登记签收"),
        "Ctrl+S": QT_TRANSLATE_NOOP("keys", "存成 PDF"),
    },
    "guide": {
        "Ctrl+Shift+O": QT_TRANSLATE_NOOP("keys", "打印这一行的空白表"),
        "Ctrl+E": QT_TRANSLATE_NOOP("keys", "在问题反映里：写成一封信"),
        "Ctrl+F": QT_TRANSLATE_NOOP("keys", "在这份指南里找"),
        "F8": QT_TRANSLATE_NOOP("keys", "按来人的情形答题"),
    },
    "hall": {"F5": _AGAIN, "F7": QT_TRANSLATE_NOOP("keys", "归档：已移交的也列、不列")},
    "ledger": {"Ctrl+F": QT_TRANSLATE_NOOP("keys", "到筛选条件"), "F5": _AGAIN},
    "editor": {
        "Ctrl+F": QT_TRANSLATE_NOOP("keys", "找"),
        "Ctrl+S": QT_TRANSLATE_NOOP("keys", "马上存一次（本来就自己存）"),
        "Ctrl+Shift+Z": QT_TRANSLATE_NOOP("keys", "重做"),
        "F6": QT_TRANSLATE_NOOP("keys", "到下一栏"),
    },
    "lint": {"Ctrl+F": QT_TRANSLATE_NOOP("keys", "到筛选条件")},
    "versions": {"F9": QT_TRANSLATE_NOOP("keys", "这一步的大按钮：送审、同意、发布")},
    "board": {
        "Alt+1": QT_TRANSLATE_NOOP("keys", "列出超期的"),
        "Alt+2": QT_TRANSLATE_NOOP("keys", "列出快到期的"),
        "Alt+3": QT_TRANSLATE_NOOP("keys", "列出在办的"),
        "Alt+4": QT_TRANSLATE_NOOP("keys", "列出没有消息的窗口"),
        "Alt+5": QT_TRANSLATE_NOOP("keys", "列出今天收的"),
        "Alt+6": QT_TRANSLATE_NOOP("keys", "列出今天答复的"),
        "Alt+7": QT_TRANSLATE_NOOP("keys", "列出今天补正的"),
        "Alt+8": QT_TRANSLATE_NOOP("keys", "列出等来取的"),
        "Ctrl+1": QT_TRANSLATE_NOOP("keys", "按窗口看"),
        "Ctrl+2": QT_TRANSLATE_NOOP("keys", "按部门看"),
        "Ctrl+3": QT_TRANSLATE_NOOP("keys", "按经办人看"),
        "Ctrl+4": QT_TRANSLATE_NOOP("keys", "按一件事看"),
        "F5": _AGAIN,
    },
    "reviews": {"F5": _AGAIN, "F9": QT_TRANSLATE_NOOP("keys", "这一步的大按钮")},
    "days": {
        "Alt+←": QT_TRANSLATE_NOOP("keys", "前一天"),
        "Alt+→": QT_TRANSLATE_NOOP("keys", "后一天"),
        "F5": _AGAIN,
        "F9": QT_TRANSLATE_NOOP("keys", "签认这一天"),
    },
    "reminders": {"Ctrl+Z": QT_TRANSLATE_NOOP("keys", "刚才记错了，改回"), "F5": _AGAIN},
}

_LISTS: dict[str, tuple[tuple[str, object], ...]] = {
    "intake": (
        ("1 … 9", QT_TRANSLATE_NOOP("keys", "光标在问题：选这个答案")),
        ("1 2 3 4", QT_TRANSLATE_NOOP("keys", "光标在材料：已收、缺、不符、容缺")),
        ("+ −", QT_TRANSLATE_NOOP("keys", "光标在材料：份数")),
    ),
    "todo": (
        ("← →", QT_TRANSLATE_NOOP("keys", "换一种待办")),
        (SPACE, QT_TRANSLATE_NOOP("keys", "办这一行的下一步；在组头上展开、收起")),
        ("+ −", QT_TRANSLATE_NOOP("keys", "展开、收起这一件")),
        (ENTER, QT_TRANSLATE_NOOP("keys", "打开这一件")),
    ),
    _CASES: ((f"↑ ↓ {ENTER}", QT_TRANSLATE_NOOP("keys", "走列表，打开这一件")),),
    "hand_out": (
        (f"↑ ↓ {ENTER}", QT_TRANSLATE_NOOP("keys", "走列表，到右边")),
        (SPACE, QT_TRANSLATE_NOOP("keys", "这一样领、不领")),
    ),
    "rounds": (
        (f"↑ ↓ {ENTER}", QT_TRANSLATE_NOOP("keys", "走列表，到右边")),
        (SPACE, QT_TRANSLATE_NOOP("keys", "这一份送、不送")),
        (f"Shift+{SPACE}", QT_TRANSLATE_NOOP("keys", "这整件送、不送")),
    ),
    "guide": (("← →", QT_TRANSLATE_NOOP("keys", "上下一个事项、一节")),),
    "ledger": (
        (ENTER, QT_TRANSLATE_NOOP("keys", "列这个数后面的行；在一行上，打开那一件")),
        ("Shift+←", QT_TRANSLATE_NOOP("keys", "在一格里看前一期，回车列那一期的")),
        ("Shift+→", QT_TRANSLATE_NOOP("keys", "在一格里看后一期")),
    ),
    "board": ((ENTER, QT_TRANSLATE_NOOP("keys", "列这个数后面的件")),),
}


def named_keys(page: str) -> Mapping[str, str]:
    """Words of the page's shortcuts that have no button, by key."""
    named = {
        key: QCoreApplication.translate("keys", str(words)) for key, words in _NAMED.get(page, {}).items()
    }
    if page == _CASES:
        from counter.ui.words.acts import WORDS, act_word  # a start loads nothing of a case

        words = (act_word(kind) for kind in WORDS)
        named |= {f"Alt+{word.letter}": word.label for word in words}
    return named


def keys_of_lists(page: str) -> tuple[tuple[str, str], ...]:
    """Keys that a list or field of the page takes while the focus is there."""
    return tuple((key, QCoreApplication.translate("keys", str(words))) for key, words in _LISTS.get(page, ()))
