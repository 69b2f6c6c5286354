"""Names of the acts of 整改, and their keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from counter.domain.ratings.office.acts import (
    Assign,
    CallBack,
    Close,
    ConfirmProxy,
    Contact,
    Find,
    Measure,
    RectifyAct,
    Reply,
)

RECTIFY_ACTS: tuple[type[RectifyAct], ...] = (
    ConfirmProxy,
    Assign,
    Contact,
    Find,
    Measure,
    Reply,
    CallBack,
    Close,
)
"""In the order of a rectification."""


@dataclass(frozen=True, slots=True)
class Word:
    """``letter``: with Alt; ``step``: the short word of lists; ``again``: the name of a repeated act."""

    label: str
    letter: str
    step: str
    again: str = ""


def rectify_word(kind: type[RectifyAct]) -> Word:
    """The name of an act."""
    translate = QCoreApplication.translate
    words: dict[type[RectifyAct], Word] = {
        Assign: Word(
            translate("rectify", "定承办人"),
            "R",
            translate("rectify", "待定承办人"),
            translate("rectify", "换承办人"),
        ),
        Contact: Word(
            translate("rectify", "联系评价人"),
            "L",
            translate("rectify", "待联系"),
            translate("rectify", "再联系"),
        ),
        Find: Word(
            translate("rectify", "写核实结论"),
            "H",
            translate("rectify", "待核实"),
            translate("rectify", "改核实结论"),
        ),
        Measure: Word(
            translate("rectify", "写整改措施"),
            "Z",
            translate("rectify", "待整改"),
            translate("rectify", "再写一项措施"),
        ),
        Reply: Word(translate("rectify", "答复，出反馈单"), "D", translate("rectify", "待答复")),
        CallBack: Word(
            translate("rectify", "回访"), "F", translate("rectify", "待回访"), translate("rectify", "再回访")
        ),
        Close: Word(translate("rectify", "办结"), "J", translate("rectify", "待办结")),
        ConfirmProxy: Word(translate("rectify", "代录核实"), "Q", translate("rectify", "代录待核实")),
    }
    return words[kind]
