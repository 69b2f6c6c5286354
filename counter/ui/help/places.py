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

PLACES: dict[tuple[str, str], tuple[object, object]] = {
    ("window", "settings"): (_DESK, QT_TRANSLATE_NOOP("manual", "帮助和设置")),
    ("window", "intake"): (_FIRST_VISIT, ""),
    ("window", "todo"): (_DESK, QT_TRANSLATE_NOOP("manual", "14 待办")),
    ("window", "find_case"): (_DESK, QT_TRANSLATE_NOOP("manual", "13 查件")),
    ("window", "hand_out"): (_DESK, QT_TRANSLATE_NOOP("manual", "出件")),
    ("window", "rounds"): (_DESK, QT_TRANSLATE_NOOP("manual", "流转")),
    ("window", "verify"): (_DESK, QT_TRANSLATE_NOOP("manual", "15 验真")),
    ("window", "guide"): (_DESK, QT_TRANSLATE_NOOP("manual", "16 指南")),
    ("window", "hall"): (_HALL, ""),
    ("window", "day"): (_DESK, QT_TRANSLATE_NOOP("manual", "日结")),
    ("window", "ledger"): (_DESK, QT_TRANSLATE_NOOP("manual", "台账")),
    ("window", "reminders"): (_DESK, QT_TRANSLATE_NOOP("manual", "告知申请人")),
    ("window", "training"): (QT_TRANSLATE_NOOP("manual", "培训"), QT_TRANSLATE_NOOP("manual", "练一课")),
    ("window", "self_test"): (
        QT_TRANSLATE_NOOP("manual", "安装与设置"),
        QT_TRANSLATE_NOOP("manual", "自检"),
    ),
    ("window", "reporting"): (_REPORTING, ""),
    ("window", "courier"): (QT_TRANSLATE_NOOP("manual", "U盘上报"), ""),
    ("office", "rectify"): (_OFFICE, QT_TRANSLATE_NOOP("manual", "4 整改")),
    ("office", "ratings"): (_OFFICE, QT_TRANSLATE_NOOP("manual", "3 评价")),
    ("bureau", "editor"): (_BUREAU, QT_TRANSLATE_NOOP("manual", "二、编辑")),
    ("bureau", "lint"): (_BUREAU, QT_TRANSLATE_NOOP("manual", "三、检查")),
    ("bureau", "versions"): (_BUREAU, QT_TRANSLATE_NOOP("manual", "四、版本")),
    ("oversight", "reviews"): (_REVIEWS, QT_TRANSLATE_NOOP("manual", "案卷评查")),
    ("oversight", "days"): (_REVIEWS, QT_TRANSLATE_NOOP("manual", "对账")),
    ("oversight", "find_case"): (_ROOM, QT_TRANSLATE_NOOP("manual", "查件")),
    ("oversight", "reporting"): (_REPORTING, ""),
}
"""By kind of profile and page; what is not here opens the kind's own book."""

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


def place_of(kind: str, page: str, focus: QWidget | None) -> ManualPlace:
    """The chapter for that page of that kind of profile; on the page 受理, of the part that has the focus."""
    part = focus
    while part is not None and page == "intake":
        if part.objectName() in PARTS:
            return ManualPlace(str(_DESK), str(PARTS[part.objectName()]))
        part = part.parentWidget()
    book, heading = PLACES.get((kind, page), (_FIRST.get(kind, _DESK), ""))
    return ManualPlace(str(book), str(heading))
