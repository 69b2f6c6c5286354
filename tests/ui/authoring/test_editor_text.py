"""Text fields of the guide's editor take a paste as every other field does."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.ui.authoring.editor.text import MOST, EditorLine, EditorText

COPIED = "\u3000\u3000第一\u200b条\r\n第二条\t附\u00a0件\u202e\n"


def texts() -> dict[str, EditorText]:
    return {
        "paragraph": EditorText("one", "办理地点"),
        "lines": EditorText("lines", "依据", lines=True),
        "table": EditorText("cells", "材料清单", lines=True, table=True),
    }


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("paragraph", "第一条第二条 附 件"),
        ("lines", " 第一条\n第二条 附 件"),
        ("table", " 第一条\n第二条\t附 件"),
    ],
)
def test_that_a_paste_is_cleaned_as_the_field_is_meant(qtbot: QtBot, kind: str, meant: str) -> None:
    field = texts()[kind]
    qtbot.addWidget(field)
    QGuiApplication.clipboard().setText(COPIED)
    field.paste()
    assert field.words() == meant


def test_that_a_line_of_the_editor_takes_breaks_as_blanks(qtbot: QtBot) -> None:
    field = EditorLine("line", "事项名称")
    qtbot.addWidget(field)
    field.paste_text(COPIED)
    assert field.words() == "第一条 第二条 附 件"


def test_that_what_has_no_room_in_a_text_is_left_out_and_said(qtbot: QtBot) -> None:
    field = EditorText("long", "说明")
    qtbot.addWidget(field)
    field.show()
    QGuiApplication.clipboard().setText("字" * (MOST + 7))
    field.paste()
    assert len(field.words()) == MOST
    note = field.window().findChild(QLabel, "fieldNote")
    assert note is not None
    assert "多出来的没有写进去" in note.text()
