"""版本: the draft's way into force by hand, what is published, and files in and out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QListWidget
from pytestqt.qtbot import QtBot

from counter.domain.guide.entries import Library
from counter.domain.guide.library import canonical
from counter.domain.guide.pack import HEADER, read_header
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.authoring import draft as drafts
from counter.services.keys.back_offices import bureau_public_key
from counter.ui.authoring.versions.form import VersionAct, VersionOffer
from counter.ui.authoring.versions.import_faults import FaultTable
from counter.ui.authoring.versions.page import VersionsPage
from counter.ui.authoring.versions.version_state import VersionState
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.labels import TextLabel
from tests.guide_files import changed, small
from tests.ui.authoring.bureau_room import (
    CHECKER,
    EDITOR,
    PIN,
    WindowKind,
    changed_library,
    room_on,
    words_of,
)

Key = Qt.Key
Versions = WindowKind[VersionsPage]
VersionActForm = ActForm[VersionState, VersionOffer, VersionAct]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Versions]:
    with room_on(qtbot, tmp_path, VersionsPage, changed_library()) as made:
        yield made


@pytest.fixture
def unchanged(qtbot: QtBot, tmp_path: Path) -> Iterator[Versions]:
    with room_on(qtbot, tmp_path, VersionsPage, fresh=True) as made:
        yield made


def words(room: Versions, name: str) -> str:
    return room.see(TextLabel, name).text()


def press(room: Versions, button: ActButton) -> None:
    """F9, wait until the button is armed, F9."""
    room.key(Key.Key_F9)
    room.qtbot.waitUntil(lambda: button.property("armed") is True)
    room.key(Key.Key_F9)


def sign(room: Versions, code: str, pin: str) -> VersionActForm:
    """Code and PIN in the form in hand, and both presses."""
    form = room.page.acts.form
    assert form is not None
    fields = form.findChild(SupervisorFields)
    assert fields is not None
    fields.code.setText(code)
    fields.pin.setText(pin)
    press(room, form.confirm)
    return form


def save_as(room: Versions, name: str) -> Path:
    """Answer the dialog that is open."""
    dialog = room.page.window().findChild(QFileDialog, "guideFileDialog")
    assert dialog is not None
    file = room.folder / name
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    room.page.activateWindow()
    room.qtbot.waitUntil(room.page.isActiveWindow)
    room.settle()
    return file


def test_that_a_draft_goes_from_editing_to_a_pack_for_the_windows_by_two_people(room: Versions) -> None:
    page = room.page
    assert words(room, "draftState") == "编辑中"
    assert "萨仁高娃 B03" in words(room, "draftWho")
    assert words(room, "draftChanges").startswith("和随程序带的指南相比，变化 ")
    assert words(room, "draftLacking").endswith("还没有附上这个文件。另有 1 个文件也没有附上。")
    assert page.stand.act.hasFocus()
    press(room, page.stand.act)
    assert words(room, "draftState") == "待核对"
    room.key(Key.Key_F9)
    form = sign(room, "B01", "0000")
    assert "口令不对" in form.problem
    assert [f.text() for f in form.findChildren(PinField)] == [""]
    sign(room, "B01", PIN)
    assert "处必改" in form.problem
    form.take_focus()
    room.write("演示用，逐处看过")
    sign(room, "B01", PIN)
    assert words(room, "draftState") == "已核对，待发布"
    assert "保留必改的理由：演示用，逐处看过" in words(room, "draftWho")
    room.key(Key.Key_F9)
    form = page.acts.form
    assert form is not None
    form.press()
    assert form.problem == "请选已经收的件怎么办。"
    room.key(Key.Key_2)
    sign(room, "B01", PIN)
    known = page.now.versions.known if page.now else ()
    assert [k.publication.title for k in known] == ["第1版"]
    assert known[0].publication.effective.isoformat() == "2026-11-21"
    assert words_of(room.heard)[-1].startswith("已发布第1版，2026-11-21起用。")
    listed = room.see(QListWidget, "publishedList").item(0).text()
    first, changes, transition, *_ = listed.splitlines()
    assert first == "第1版　11月21日起用 · 还没到日子"
    assert changes.startswith("变化 ")
    assert transition.startswith("已经收件的，按收件时的版本办；")
    room.key(Key.Key_F9)
    file = save_as(room, "第1版.指南包")
    with zipfile.ZipFile(file) as pack:
        assert read_header(pack.read(HEADER).decode()) == known[0].signed
    page.list.take_focus()
    room.key(Key.Key_Return)
    assert words(room, "changesTitle").startswith("第1版：变化 ")
    room.key(Key.Key_Escape)
    assert words(room, "changesTitle") == "草稿的变化"


def test_that_few_changes_are_on_a_card_that_ends_with_them_on_a_tall_screen(room: Versions) -> None:
    changes = room.page.changes
    room.page.resize(1850, 1030)
    room.settle()
    changes.field.setText(changes.list.lines[1].text)
    rows = changes.list.model().rowCount()
    assert 0 < rows < 10
    end = QPoint(0, changes.list.visualRect(changes.list.model().index(rows - 1, 0)).bottom())
    room.qtbot.waitUntil(lambda: changes.height() - changes.list.mapTo(changes, end).y() < 60)


def test_that_nothing_is_submitted_while_something_is_begun_in_the_editor(room: Versions) -> None:
    room.page.half_edited = lambda: "装修效果图：只在什么情形"
    press(room, room.page.stand.act)
    assert "“装修效果图：只在什么情形”还没有办完，提交不会带上它" in room.page.stand.problem
    assert words(room, "draftState") == "编辑中"
    room.page.half_edited = lambda: ""
    press(room, room.page.stand.act)
    assert words(room, "draftState") == "待核对"


def test_that_what_was_sent_back_says_why_and_who_edited_cannot_check(qtbot: QtBot, tmp_path: Path) -> None:
    with room_on(qtbot, tmp_path, VersionsPage) as room:
        room.save(changed_library(), CHECKER)
        room.page.on_shown()
        room.settle()
        press(room, room.page.stand.act)
        room.key(Key.Key_F9)
        room.write("演示用")
        form = sign(room, "B01", PIN)
        assert form.problem.startswith("改过这份草稿的人不能自己核对")
        room.key(Key.Key_Escape)
        room.key(Key.Key_F8)
        form = room.page.acts.form
        assert form is not None
        form.press()
        assert form.problem.startswith("请写明退回的理由")
        room.write("份数没有依据")
        sign(room, "B02", "7135")
        assert words(room, "draftState") == "编辑中"
        assert "份数没有依据" in words(room, "draftBack")
        room.page.list.which.take_focus()
        room.key(Key.Key_2)
        acts = room.see(QListWidget, "actList")
        assert acts.item(0).text().endswith("那日苏 B02\n退回：份数没有依据")


def test_that_a_draft_without_changes_says_what_to_do_and_leaves_as_a_file(unchanged: Versions) -> None:
    page = unchanged.page
    assert not page.stand.act.isEnabled()
    assert page.stand.act.words == "没有改动，不用提交"
    assert "导入一份工作簿（Ctrl+O）" in words(unchanged, "noChanges")
    assert words(unchanged, "noVersions").startswith("还没有发布过。")
    page.files.export_draft()
    file = save_as(unchanged, "草稿.json")
    assert file.read_bytes() == canonical(unchanged.facade.library_of(0))
    assert words_of(unchanged.heard) == [f"已导出到 {file}"]


def test_that_the_key_leaves_with_a_fingerprint_to_read_out(unchanged: Versions) -> None:
    unchanged.page.files.write_card()
    save_as(unchanged, "公钥.json")
    key = bureau_public_key(unchanged.facade.app.journal)
    assert words(unchanged, "keyFingerprint").split() == readable_fingerprint(key).split()
    unchanged.key(Key.Key_Escape)
    assert not unchanged.page.card.isVisible()


def test_that_a_faulty_workbook_changes_nothing_and_its_faults_can_be_carried_home(
    unchanged: Versions,
) -> None:
    room = unchanged
    page = room.page
    taken: list[object] = []
    page.library_wanted.connect(lambda library, _: taken.append(library))

    def spoil(book: object) -> None:
        sheet = book["材料"]  # type: ignore[index]
        sheet["A2"] = "不是 编号"

    file = room.folder / "办公室.xlsx"
    file.write_bytes(changed(spoil))
    page.read(file)
    room.settle()
    table = room.see(FaultTable, "faultTable")
    first = [str(table.model().index(0, n).data()) for n in range(4)]
    assert first[:3] == ["材料", "2", "A 事项号"]
    assert words(room, "importTitle").startswith("没有导入：办公室.xlsx 里有 ")
    room.key(Key.Key_F9)
    page.panel.save_faults()
    told = save_as(room, "错误.txt").read_text(encoding="utf-8").splitlines()
    assert told[0].startswith("“材料”表第2行A列“事项号”：")
    page.panel.save_faults()
    book = load_workbook(save_as(room, "错误.xlsx"), read_only=True)
    assert [sheet.title for sheet in book.worksheets] == ["错误清单（演示 无效）"]
    book.close()
    room.key(Key.Key_Escape)
    assert not page.panel.isVisible()
    assert taken == []


def test_that_a_good_file_says_what_it_would_change_and_goes_to_the_editor_as_one_edit(
    room: Versions,
) -> None:
    page = room.page
    taken: list[tuple[object, str]] = []
    page.library_wanted.connect(lambda library, said: taken.append((library, said)))
    library = small()
    del library["bundles"]["2"]
    file = room.folder / "来件.json"
    file.write_bytes(canonical(library))
    page.read(file)
    room.settle()
    assert words(room, "importTitle").startswith("来件.json 可以用：1 件事、2 个事项")
    room.key(Key.Key_2)
    assert page.panel.take.words == "全部替换"
    assert "一件事：原有2，以后1（去掉1）" in words(room, "importTally")
    press(room, page.panel.take)
    assert taken == [(library, "用 来件.json 全部替换")]
    page.read(file)
    room.settle()
    press(room, page.panel.take)
    joined = taken[1][0]
    assert taken[1][1] == "并入 来件.json"
    assert isinstance(joined, dict)
    assert sorted(joined["bundles"]) == ["1", "2"]
    page.read(file)
    room.key(Key.Key_Escape)  # while it is read
    assert not page.panel.isVisible()
    page.read(room.folder / "没有.xlsx")
    room.settle()
    said = words(room, "importWords")
    assert said.startswith(
        "读不了“没有.xlsx”：没有这个文件或文件夹。文件在U盘上的，请看看U盘插好没有，再选一次。"
    )
    assert said.endswith("草稿没有动。")
    assert len(taken) == 2


def test_that_what_goes_in_bulk_goes_only_with_the_word(room: Versions) -> None:
    page = room.page
    taken: list[object] = []
    page.library_wanted.connect(lambda library, _: taken.append(library))
    library = small()
    for bundle in library["bundles"].values():
        bundle.pop("refuse", None)
    file = room.folder / "少了表.json"
    file.write_bytes(canonical(library))
    page.read(file)
    room.settle()
    assert "成批去掉：不能办2" in words(room, "importLost")
    room.key(Key.Key_F9)
    assert (page.panel.take.isEnabled(), taken) == (False, [])
    page.panel.tally.word.setText("好的")
    assert not page.panel.take.isEnabled()
    page.panel.tally.word.setText("删去")
    room.key(Key.Key_2)  # another choice asks anew
    assert not page.panel.take.isEnabled()
    page.panel.tally.word.setText("删去")
    press(room, page.panel.take)
    assert len(taken) == 1


def test_that_a_draft_handed_in_while_another_was_read_is_shown_before_it_is_checked(room: Versions) -> None:
    press(room, room.page.stand.act)
    room.key(Key.Key_F9)
    room.write("演示用")
    again = changed_library()
    again["bundles"]["1"]["name"] = "我要开后来的店"
    room.save(again)
    room.facade.submit(EDITOR)
    sign(room, "B01", PIN)
    room.settle()
    assert "提交了一次" in words_of(room.heard)[-1]
    assert room.page.acts.form is None
    assert room.page.now is not None
    assert room.page.now.draft.library["bundles"]["1"]["name"] == "我要开后来的店"


def test_that_a_draft_that_nobody_saved_since_is_not_read_again(
    room: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = room.page.now
    assert shown is not None
    counted: list[object] = []

    def count(library: Library) -> bytes:
        counted.append(library)
        return canonical(library)

    monkeypatch.setattr(drafts, "canonical", count)
    room.page.on_shown()
    room.settle()
    assert room.page.now is not None
    assert room.page.now.draft is shown.draft
    assert counted == []  # its version and digest are known
    room.save(small())
    room.page.on_shown()
    room.settle()
    assert room.page.now.draft.library == small()
    assert len(counted) == 1
