"""A supervisor takes a new version in at the window: whose key signed it is settled first, then it is in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from counter.domain.guide.details import MaterialDetails
from counter.domain.guide.model import Guide
from counter.domain.guide.publication import BureauCard
from counter.domain.guide.terms import AttachedFile
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.reading.lines import ReadLine
from counter.services.guide.preview_pack import PackPreview
from counter.ui.guide import files
from counter.ui.guide.pack_panel import PackPanel
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from tests.settings import demo_guide
from tests.ui.conftest import open_window
from tests.ui.dragging import drag_over_and_drop
from tests.ui.fake_facade import FakeFacade
from tests.ui.fake_versions import KEY, TODAY, known
from tests.ui.hands import Hands, Key
from tests.ui.told import told

PACK, CARD = Path("第4版.指南包"), Path("指南编辑室公钥.json")


def panel(hands: Hands) -> PackPanel:
    """The panel, its file dialog put aside: a test has the file."""
    hands.key(Key.Key_K, Hands.CONTROL)
    hands.button("guideTakeIn").click()
    for dialog in hands.window.findChildren(QFileDialog):
        dialog.close()
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    found = hands.window.shell.pages.guide.versions.panel
    assert found is not None
    return found


def supervise(hands: Hands, pin: str = "9876") -> None:
    hands.see(Field, "supervisorCode").setText("s01")
    hands.see(Field, "supervisorPin").setText(pin)
    hands.button("packGo").click()
    hands.settle()


def test_that_a_pack_of_an_unknown_key_is_taken_in_after_its_fingerprint_was_compared(
    hands: Hands, heard: list[str]
) -> None:
    versions = hands.facade.guide_versions
    signed = known(4, "Gnext", TODAY + timedelta(days=11), notes="新增两样证照共享。").signed
    versions.pack = PackPreview(signed, believed=False, already=False, changes=5)
    shown = panel(hands)
    shown.open(PACK)
    hands.settle()
    assert hands.see(TextLabel, "packTitle").text() == "第4版 · 12月1日起 · 兴安盟行政审批和政务服务局"
    assert "变化 5 处" in hands.see(TextLabel, "packWords").text()
    assert "还没有采用，先不能导入" in hands.see(TextLabel, "packTrust").text()
    assert heard[-1].startswith("第4版 · 12月1日起 · 兴安盟行政审批和政务服务局。和这里上一版比，变化 5 处。")
    assert "还没有采用，先不能导入" in heard[-1]
    assert hands.button("packGo").isHidden()
    shown.open_key(Path("别家.json"))
    hands.settle()
    assert "和包上的不是同一把公钥" in hands.see(ProblemLabel, "packProblem").text()
    assert hands.button("packGo").isHidden()
    shown.open_key(CARD)
    hands.settle()
    assert readable_fingerprint(KEY) in hands.see(TextLabel, "packTrust").text()
    assert readable_fingerprint(KEY) in heard[-1]
    supervise(hands, pin="0000")
    assert hands.see(ProblemLabel, "packProblem").text() == "工号或口令不对，请再输一次。"
    assert hands.focus().objectName() == "supervisorPin"
    supervise(hands)
    assert versions.trusted == [CARD]
    assert hands.button("packGo").words == "导入第4版"
    supervise(hands)
    assert hands.message() == "已导入：12月1日起用第4版。"
    assert versions.versions.last is not None
    assert not shown.isVisible()
    assert hands.button("guideVersionOpen").words == "12月1日起用第4版"
    assert hands.see(Field, "supervisorPin").text() == ""


def test_that_a_pack_of_another_key_or_changed_says_so_and_one_taken_in_before_mends_its_files(
    hands: Hands, heard: list[str]
) -> None:
    versions = hands.facade.guide_versions
    one = known(4, "Gnext", TODAY)
    mine = BureauCard("兴安盟行政审批和政务服务局", "兴安盟", "cd" * 32, TODAY.isoformat(), demo=True)
    versions.pack = PackPreview(one.signed, believed=False, already=False, held=mine)
    shown = panel(hands)
    shown.open(PACK)
    hands.settle()
    said = hands.see(TextLabel, "packTrust").text()
    assert readable_fingerprint("cd" * 32) in said
    assert readable_fingerprint(KEY) in said
    versions.pack = replace(versions.pack, held=replace(mine, public_key=KEY))
    shown.open(PACK)
    hands.settle()
    assert hands.see(TextLabel, "packTrust").text().startswith("签名不对")
    assert "签名不对" in heard[-1]
    assert shown.open_card.isHidden()
    versions.pack = replace(versions.pack, believed=True, already=True)
    shown.open(PACK)
    hands.settle()
    assert hands.focus().objectName() == "packBack"
    supervise(hands)
    assert hands.message() == "这一版的文件已补齐。"


def test_that_a_pack_dragged_onto_the_page_is_read_and_stays_where_it_was(hands: Hands) -> None:
    versions = hands.facade.guide_versions
    signed = known(4, "Gnext", TODAY + timedelta(days=11)).signed
    versions.pack = PackPreview(signed, believed=True, already=False, changes=5)
    hands.key(Key.Key_K, Hands.CONTROL)
    page = hands.window.shell.pages.guide
    drag_over_and_drop(page, [QUrl.fromLocalFile(f"/media/{PACK}")], Qt.DropAction.CopyAction)
    hands.settle()
    assert hands.shows("packPanel")
    assert "变化 5 处" in hands.see(TextLabel, "packWords").text()


def test_that_the_button_stays_beside_the_fields_when_their_refusal_shows_under_them(hands: Hands) -> None:
    versions = hands.facade.guide_versions
    signed = known(4, "Gnext", TODAY + timedelta(days=11)).signed
    versions.pack = PackPreview(signed, believed=True, already=False, changes=5)
    panel(hands).open(PACK)
    hands.settle()
    go, field = hands.button("packGo"), hands.see(Field, "supervisorCode")

    def on_one_edge() -> bool:
        ends = [part.mapTo(hands.window, part.rect().bottomLeft()).y() for part in (go, field)]
        return abs(ends[0] - ends[1]) <= 1

    hands.qtbot.waitUntil(on_one_edge)
    go.click()
    hands.settle()
    assert told(hands.window)
    hands.qtbot.waitUntil(lambda: go.height() > 0 and on_one_edge())


def test_that_a_pin_typed_half_is_gone_when_the_window_is_locked(hands: Hands) -> None:
    hands.facade.guide_versions.pack = PackPreview(
        known(4, "Gnext", TODAY).signed, believed=True, already=False
    )
    shown = panel(hands)
    shown.open(PACK)
    hands.settle()
    hands.see(Field, "supervisorPin").setText("98")
    hands.window.shell.lock()
    assert hands.see(Field, "supervisorPin").text() == ""


def test_that_another_file_is_refused_in_one_sentence(hands: Hands) -> None:
    shown = panel(hands)
    shown.open(Path("照片.jpg"))
    hands.settle()
    assert hands.see(TextLabel, "packWords").text() == "这不是指南包（在指南编辑室导出的）。"
    assert hands.button("packGo").isHidden()
    shown.back.setFocus()
    hands.key(Key.Key_Escape)
    assert not shown.isVisible()


def test_that_a_blank_form_opens_where_the_guide_came_with_it(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(files.QDesktopServices, "openUrl", lambda url: shown.append(url.fileName()) or True)
    held = (AttachedFile("申请表.docx", "0" * 64, 10),)
    hands.facade.guide_versions.take(known(1, hands.facade.guide.version, TODAY, files=held))
    hands.key(Key.Key_K, Hands.CONTROL)
    page = hands.window.shell.pages.guide
    line = next(line for line in hands.facade.reading.read(8).lines if line.id.startswith("material:"))
    page.files.show_line(
        ReadLine(
            line.id,
            line.kind,
            line.text,
            line.where,
            files=(("空白表", "申请表.docx"), ("样表", "样表.docx")),
        )
    )
    assert hands.button("guideFile").words == "打开空白表"
    words = [label.text() for label in page.files.bar.findChildren(TextLabel)]
    assert "样表没有随指南发到这里" in words
    both = (("空白表", "申请表.docx"), ("样表", "样表.docx"))
    page.files.bar.show_files(both, held=("申请表.docx", "样表.docx"))
    names = [part.accessibleName() for part in page.files.bar.findChildren(ActButton)[-2:]]
    assert ["Ctrl+O" in name for name in names] == [True, False]
    hands.key(Key.Key_O, Hands.CONTROL)
    assert shown == ["申请表.docx"]


class NamesForms(FakeFacade):
    """The shipped guide, every material of it with a blank form."""

    def __init__(self, form: str = "申请表.docx") -> None:
        super().__init__()
        self.form = form

    @property
    def guide(self) -> Guide:
        known = demo_guide()
        said = MaterialDetails(blank=self.form, defer_days=7)
        items = {
            key: replace(item, materials=tuple(replace(m, details=said) for m in item.materials))
            for key, item in known.items.items()
        }
        return replace(known, items=items)


def test_that_the_blank_form_stands_beside_the_why_of_a_paper(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(files.QDesktopServices, "openUrl", lambda url: shown.append(url.fileName()) or True)
    facade = NamesForms()
    held = (AttachedFile("申请表.docx", "0" * 64, 10),)
    facade.guide_versions.take(known(1, facade.guide.version, TODAY, files=held))
    hands = open_window(qtbot, facade)
    hands.sign_on()
    qtbot.waitUntil(lambda: hands.window.shell.following is not None)
    hands.ready_typed()
    assert hands.window.intake is not None
    hands.window.intake.middle.list.press_why()
    hands.key(Key.Key_O, Hands.CONTROL)
    assert shown == ["申请表.docx"]
    bar = hands.window.shell.following.forms.files.bar
    assert bar.findChildren(ActButton, "guideFilePrint") == []  # no printer takes it as it is
    told = [label.text() for label in bar.findChildren(TextLabel)]
    assert any("不是PDF（文字文档）" in words and "在打开它的程序里打印" in words for words in told)
    hands.window.close()


def test_that_a_blank_form_is_printed_from_its_line_by_key_and_counted(qtbot: QtBot) -> None:
    facade = NamesForms("申请表.pdf")
    held = (AttachedFile("申请表.pdf", "0" * 64, 10),)
    facade.guide_versions.take(known(1, facade.guide.version, TODAY, files=held))
    hands = open_window(qtbot, facade)
    hands.sign_on()
    qtbot.waitUntil(lambda: hands.window.shell.following is not None)
    hands.ready_typed()
    assert hands.window.intake is not None
    hands.window.intake.middle.list.press_why()
    hands.key(Key.Key_O, Hands.CONTROL | Hands.SHIFT)
    hands.settle()
    ((material, name, clerk),) = facade.guide_versions.printed
    assert (name, clerk) == ("申请表.pdf", "W01")
    assert facade.guide.items[material.partition("/")[0]]
    assert "今天第1份" in hands.message()
    assert "容缺补交期限：7个工作日" in hands.see(TextLabel, "whyText").text()
    hands.window.close()
