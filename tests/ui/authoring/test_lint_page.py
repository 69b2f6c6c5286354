"""检查: the draft measured in bars, findings by hand, and what a person confirms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from counter.domain.authoring.lint.finding import Severity
from counter.services.context.preferences import Preferences
from counter.ui.authoring.lint.filters import LintFilters
from counter.ui.authoring.lint.page import LintPage
from counter.ui.authoring.lint.rows import CheckHead, CheckOutcome, CheckRow
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from tests.guide_files import small
from tests.settings import RESOURCES
from tests.ui.authoring.bureau_room import WindowKind, room_on, words_of

Key = Qt.Key


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowKind[LintPage]]:
    with room_on(qtbot, tmp_path, LintPage) as made:
        yield made


def row_of(page: LintPage, check: str) -> CheckRow:
    assert page.view is not None
    return next(row for row in page.view.checks if isinstance(row, CheckRow) and row.id == check)


@pytest.mark.parametrize("letters", [100, 150])
def test_that_a_box_that_narrows_nothing_says_so_whole_and_the_find_box_gives_way(
    qtbot: QtBot, letters: int
) -> None:
    look = Look(RESOURCES, Preferences(letters=letters))
    look.load_fonts()
    filters = LintFilters(look)
    qtbot.addWidget(filters)
    filters.setFont(look.font())
    filters.setStyleSheet(look.style_sheet())
    filters.show_choices((), ())
    filters.resize(letters * 4, 200)
    filters.show()
    qtbot.waitExposed(filters)
    parts = QStyle.SubControl
    for box in (filters.bundle, filters.organ):
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        words = box.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, parts.SC_ComboBoxEditField, box
        )
        assert words.width() >= box.fontMetrics().horizontalAdvance(box.currentText())
    assert filters.width() == letters * 4


def test_that_every_indicator_has_a_bar_under_its_heading_and_says_in_words_what_it_shows(
    room: WindowKind[LintPage],
) -> None:
    page = room.page
    assert page.view is not None
    heads = [row.title for row in page.view.checks if isinstance(row, CheckHead)]
    groups = ("在线服务成效度", "办理成熟度", "事项覆盖度", "指南准确度")
    assert heads == [*(f"24项指标 · {one}" for one in groups), "办法和许可法的条款", "情形规则"]
    numbers = [row.number for row in page.view.checks if isinstance(row, CheckRow) and row.number]
    assert numbers == [str(n) for n in range(1, 25)]
    blanks = row_of(page, "i23")
    assert (blanks.words, blanks.state, blanks.standing) == (
        "达到 100% / 目标 100%",
        "达到",
        CheckOutcome.REACHED,
    )
    phone = row_of(page, "i16")
    assert (phone.words, phone.state) == ("至少 50% / 目标 100%", "未知")
    assert (phone.met, phone.unknown, phone.target) == (0.5, 0.5, 1.0)
    assert row_of(page, "i14").words == "至多 50% / 目标 100%"
    assert row_of(page, "i13").words == "没有写明 / 目标 100%"
    assert row_of(page, "i07").state == "需人工确认"
    model = page.bars.model()
    spoken = [
        str(model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())
    ]
    assert "指标16，咨询方式，至少 50% / 目标 100%，未知，1 处" in spoken


def test_that_a_check_shows_its_findings_and_enter_leads_to_the_place(room: WindowKind[LintPage]) -> None:
    page = room.page
    wanted: list[object] = []
    page.location_wanted.connect(wanted.append)
    assert page.bars.hasFocus()
    page.bars.go_to("a10.1.words")
    assert {flaw.check for flaw in page.pane.list.flaws} <= {"a10.1.words"}
    page.bars.go_to("i16")
    room.key(Key.Key_Return)
    assert page.pane.list.hasFocus()
    flaw = page.pane.list.flaw
    assert flaw is not None
    assert flaw.place.item == "sign_board"
    room.key(Key.Key_Return)
    assert wanted == [flaw.place]
    room.key(Key.Key_Escape)
    assert page.bars.hasFocus()


def test_that_findings_are_narrowed_by_severity_bundle_organ_and_words(room: WindowKind[LintPage]) -> None:
    page = room.page
    whole = len(page.pane.list.flaws)
    assert page.pane.list.flaws[0].severity is Severity.MUST  # what must be mended stands first
    page.pane.filters.severity.take_focus()
    room.key(Key.Key_2)
    assert {flaw.severity for flaw in page.pane.list.flaws} == {Severity.MUST}
    page.pane.filters.bundle.setCurrentIndex(page.pane.filters.bundle.findData("2"))
    page.pane.filters.bundle.activated.emit(0)
    assert "register" not in {flaw.place.item for flaw in page.pane.list.flaws}
    page.pane.filters.text.setFocus()
    room.write("没有这几个字")
    room.key(Key.Key_Return)
    assert not page.pane.list.flaws
    assert room.see(TextLabel, "nothingFound").text().startswith("没有这样的发现。")
    room.key(Key.Key_Escape)
    assert len(page.pane.list.flaws) == whole


def test_that_bundles_and_items_are_counted_and_lead_to_their_own_findings(
    room: WindowKind[LintPage],
) -> None:
    page = room.page
    page.which.take_focus()
    room.key(Key.Key_2)
    assert page.bundles.hasFocus()
    room.key(Key.Key_Down)
    assert page.bundles.key == "2"
    assert {flaw.place.item for flaw in page.pane.list.flaws} == {"sign_board"}
    page.which.take_focus()
    room.key(Key.Key_3)
    assert page.items.key == "register"
    row = page.items.row
    assert row is not None
    assert row.must + row.facts + row.notes == len(page.pane.list.flaws)


def test_that_what_no_guide_shows_is_confirmed_by_hand_with_name_and_day(room: WindowKind[LintPage]) -> None:
    page = room.page
    page.bars.go_to("i07")
    room.key(Key.Key_Return)
    room.key(Key.Key_Return)
    form = page.evidence.form
    assert form.isVisible()
    form.press()
    assert form.problem == "请先选达到没有。"
    room.key(Key.Key_1)
    room.write("101")
    room.key(Key.Key_Return)
    room.write("逐项看过，136项都有")
    form.press()
    assert form.problem == "份额要在0到100之间。"
    room.key(Key.Key_Backspace)
    form.press()
    room.qtbot.waitUntil(lambda: form.confirm.property("armed") is True)
    form.press()
    room.settle()
    assert words_of(room.heard) == ["已记下：达到，萨仁高娃 2026-11-20 确认。"]
    assert row_of(page, "i07").standing is CheckOutcome.REACHED
    assert "136项都有" in room.see(TextLabel, "evidenceLast").text()
    assert page.bars.hasFocus()


def test_that_a_changed_draft_is_measured_anew_and_a_faulty_one_is_told(room: WindowKind[LintPage]) -> None:
    page = room.page
    before = page.view
    page.on_shown()
    room.settle()
    assert page.view is before
    library = small()
    library["items"]["sign_board"]["name"] = "其他有关事项"
    room.save(library)
    page.on_shown()
    room.settle()
    assert page.view is not before
    assert any("其他有关事项" in flaw.place.words for flaw in page.pane.list.flaws)
    del library["items"]["sign_board"]
    room.save(library)
    page.on_shown()
    room.settle()
    assert "没有检查成，下面是" in room.see(TextLabel, "lintState").text()
    assert "sign_board" in room.see(TextLabel, "noFindings").text()


def test_that_the_findings_in_sight_leave_as_a_workbook(room: WindowKind[LintPage]) -> None:
    page = room.page
    page.bars.go_to("i16")
    page.export(these=True)
    dialog = page.findChild(QFileDialog, "excelDialog")
    assert dialog is not None
    file = room.folder / "检查.xlsx"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    room.settle()
    assert words_of(room.heard) == [f"已导出 {len(page.pane.list.flaws)} 处：{file}"]
    book = load_workbook(file, read_only=True)
    rows = list(book["发现（演示 无效）"].iter_rows(values_only=True))
    book.close()
    assert sum(row[-1] == "i16" for row in rows) == len(page.pane.list.flaws)
