"""Which chapter of the manual speaks of the page at hand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class ManualPlace:
    """A book (its file without the ending) and how the heading begins; "" for the book's beginning."""

    book: str
    heading: str = ""


_DESK = QT_TRANSLATE_NOOP("manual", "操作手册")
_FIRST_VISIT = QT_TRANSLATE_NOOP("manual", "第一次来访")
_HALL = QT_TRANSLATE_NOOP("manual", "大厅")
_REPORTING = QT_TRANSLATE_NOOP("manual", "上报")
_ROOM = QT_TRANSLATE_NOOP("manual", "值班主管室")
_REVIEWS = QT_TRANSLATE_NOOP("manual", "评查与对账")
_BUREAU = QT_TRANSLATE_NOOP("manual", "指南编辑手册")
_OFFICE = QT_TRANSLATE_NOOP("manual", "差评处理室手册")

_FIRST = {"window": _DESK, "office": _OFFICE, "bureau": _BUREAU, "oversight": _ROOM}

_HELP = (_DESK, QT_TRANSLATE_NOOP("manual", "帮助和设置"))
_REPORTING_PAGE = (_REPORTING, QT_TRANSLATE_NOOP("manual", "“上报”页"))
_CARRIED = (QT_TRANSLATE_NOOP("manual", "U盘上报"), QT_TRANSLATE_NOOP("manual", "三步"))
_LEDGER = (_DESK, QT_TRANSLATE_NOOP("manual", "台账"))

EVERYWHERE: dict[str, tuple[object, object]] = {"keys": _HELP, "settings": _HELP, "about": _HELP}
"""Pages of help itself, the same in every kind of profile."""

PLACES: dict[tuple[str, str], tuple[object, object]] = {
    ("window", "intake"): (_FIRST_VISIT, ""),
    ("window", "todo"): (_DESK, QT_TRANSLATE_NOOP("manual", "14 待办")),
    ("window", "find_case"): (_DESK, QT_TRANSLATE_NOOP("manual", "13 查件")),
    ("window", "hand_out"): (_DESK, QT_TRANSLATE_NOOP("manual", "出件")),
    ("window", "rounds"): (_DESK, QT_TRANSLATE_NOOP("manual", "流转")),
    ("window", "verify"): (_DESK, QT_TRANSLATE_NOOP("manual", "15 验真")),
    ("window", "guide"): (_DESK, QT_TRANSLATE_NOOP("manual", "16 指南")),
    ("window", "day"): (_DESK, QT_TRANSLATE_NOOP("manual", "日结")),
    ("window", "ledger"): _LEDGER,
    ("window", "reminders"): (_DESK, QT_TRANSLATE_NOOP("manual", "告知申请人")),
    ("window", "training"): (QT_TRANSLATE_NOOP("manual", "培训"), QT_TRANSLATE_NOOP("manual", "练一课")),
    ("window", "self_test"): (
        QT_TRANSLATE_NOOP("manual", "安装与设置"),
        QT_TRANSLATE_NOOP("manual", "自检"),
    ),
    ("window", "reporting"): _REPORTING_PAGE,
    ("window", "courier"): _CARRIED,
    ("office", "reporting"): _REPORTING_PAGE,
    ("bureau", "reporting"): _REPORTING_PAGE,
    ("office", "rectify"): (_OFFICE, QT_TRANSLATE_NOOP("manual", "4 整改")),
    ("office", "ratings"): (_OFFICE, QT_TRANSLATE_NOOP("manual", "3 评价")),
    ("bureau", "editor"): (_BUREAU, QT_TRANSLATE_NOOP("manual", "二、编辑")),
    ("bureau", "lint"): (_BUREAU, QT_TRANSLATE_NOOP("manual", "三、检查")),
    ("bureau", "versions"): (_BUREAU, QT_TRANSLATE_NOOP("manual", "四、版本")),
    ("oversight", "board"): (_ROOM, QT_TRANSLATE_NOOP("manual", "总览")),
    ("oversight", "reviews"): (_REVIEWS, QT_TRANSLATE_NOOP("manual", "案卷评查")),
    ("oversight", "days"): (_REVIEWS, QT_TRANSLATE_NOOP("manual", "对账")),
    ("oversight", "find_case"): (_ROOM, QT_TRANSLATE_NOOP("manual", "查件")),
    ("oversight", "ledger"): _LEDGER,
    ("oversight", "reporting"): _REPORTING_PAGE,
    ("oversight", "courier"): _CARRIED,
}
"""By kind of profile and page; what is not here opens the kind's own book."""

HALL_PARTS: dict[str, tuple[object, object]] = {
    "register": (_HALL, QT_TRANSLATE_NOOP("manual", "1 改一处")),
    "register/window": (_HALL, QT_TRANSLATE_NOOP("manual", "4 带到别的窗口")),
    "register/staff": (_HALL, QT_TRANSLATE_NOOP("manual", "6 人来了")),
    "register/mandate": (_HALL, QT_TRANSLATE_NOOP("manual", "2 两个人签")),
    "register/agreement": (_HALL, QT_TRANSLATE_NOOP("manual", "5 快到期")),
    "keys": (_HALL, QT_TRANSLATE_NOOP("manual", "8 密钥")),
    "keys/opening": (
        QT_TRANSLATE_NOOP("manual", "安装与设置"),
        QT_TRANSLATE_NOOP("manual", "开机口令词"),
    ),
    "keys/renewal": (QT_TRANSLATE_NOOP("manual", "密钥换新"), QT_TRANSLATE_NOOP("manual", "先看是哪一种")),
    "keys/ring": (_HALL, QT_TRANSLATE_NOOP("manual", "看别的窗口的件")),
    "keys/answering": (_HALL, QT_TRANSLATE_NOOP("manual", "看别的窗口的件")),
    "records": (_HALL, QT_TRANSLATE_NOOP("manual", "9 记录")),
    "archive": (QT_TRANSLATE_NOOP("manual", "归档"), QT_TRANSLATE_NOOP("manual", "归档（档案员）")),
    "retention": (QT_TRANSLATE_NOOP("manual", "归档"), QT_TRANSLATE_NOOP("manual", "1 先有保管期限表")),
    "takeover": (QT_TRANSLATE_NOOP("manual", "接转"), QT_TRANSLATE_NOOP("manual", "一步一步")),
    "closing": (_HALL, QT_TRANSLATE_NOOP("manual", "12 撤窗")),
    "rights": (_HALL, QT_TRANSLATE_NOOP("manual", "6 人来了")),
}
"""Of the page 大厅, in every kind of profile that has it: by ``HallPage.part_in_sight``; what is shown in a part and is
not here is in the part's own chapter."""

PARTS: dict[str, object] = {
    "situationColumn": QT_TRANSLATE_NOOP("manual", "3 问情形"),
    "applicantCard": QT_TRANSLATE_NOOP("manual", "4 登记"),
    "checklist": QT_TRANSLATE_NOOP("manual", "5 收材料"),
    "verdictCard": QT_TRANSLATE_NOOP("manual", "6 看结论"),
    "decidePanel": QT_TRANSLATE_NOOP("manual", "7 出具"),
    "resultPanel": QT_TRANSLATE_NOOP("manual", "8 打印"),
    "guideSheetPanel": QT_TRANSLATE_NOOP("manual", "9 一次性"),
}
"""Of the page 受理: by the part that has the focus (object name)."""


def place_of(kind: str, page: str, focus: QWidget | None, part_in_sight: str = "") -> ManualPlace:
    """The chapter for that page of that kind of profile; on the page 受理, of the part that has the focus, on the page
    大厅 of the part in sight.
    """
    part = focus
    while part is not None and page == "intake":
        if part.objectName() in PARTS:
            return ManualPlace(str(_DESK), str(PARTS[part.objectName()]))
        part = part.parentWidget()
    named = (
        EVERYWHERE.get(page)
        or (HALL_PARTS.get(part_in_sight) or HALL_PARTS.get(part_in_sight.partition("/")[0]))
        or PLACES.get((kind, page))
    )
    book, heading = named or (_FIRST.get(kind, _DESK), "")
    return ManualPlace(str(book), str(heading))
