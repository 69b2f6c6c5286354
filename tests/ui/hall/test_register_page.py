"""登记册: a supervisor changes the register, signs it, and carries it, by hand and by keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.services.profile.join_card import read_join_card
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.hall import HallFacade
from counter.ui.facades.window import WindowFacade
from counter.ui.hall.items_field import ItemsField
from counter.ui.hall.picture_field import PictureField
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from tests.drawn_pictures import emblem_file
from tests.facades import facade_of
from tests.settings import demo_hall
from tests.ui.hall.conftest import KEEPERS, Shown
from tests.ui.tabbing import tabs_through


def test_that_a_phone_is_changed_and_signed_by_keyboard_and_counts_at_once(shown: Shown) -> None:
    shown.type(shown.field("phone"), "0482-0000007")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert shown.page.sign.isVisible()
    assert shown.page.sign.by.code.text() == "S01"
    assert not shown.page.sign.agreed.isVisible()
    shown.sign()
    shown.qtbot.waitUntil(lambda: shown.number == 2)
    shown.settled()
    assert shown.facade.app.hall.phone == "0482-0000007"
    assert not shown.page.sign.isVisible()
    assert "第 2 号已签发" in shown.messages[-1].sentence


def test_that_what_stands_beside_a_field_is_read_with_it(shown: Shown) -> None:
    name, phone = shown.field("name"), shown.field("complaint")
    assert name.accessibleDescription() == "必填"
    assert phone.accessibleDescription() == "投诉电话和方式；留空的按地区规定"
    phone.show_problem("写错了。")
    assert phone.accessibleDescription() == "写错了。"
    phone.show_problem("")
    assert phone.accessibleDescription() == "投诉电话和方式；留空的按地区规定"


def test_that_what_is_wrong_is_told_at_its_field_and_not_kept(shown: Shown) -> None:
    shown.type(shown.field("phone"), "abc")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert shown.page.draft == ()
    assert "只写号码" in shown.field("phone").accessibleDescription()
    assert shown.page.half_done == "登记册的改动"


def test_that_an_agreement_is_signed_by_two(shown: Shown) -> None:
    shown.choose("授权协议")
    shown.type(shown.field("until"), "2028-01-31")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert shown.page.sign.agreed.isVisible()
    shown.sign()
    shown.settled()
    assert shown.number == 0
    shown.sign(second=("S02", "8765"))
    shown.qtbot.waitUntil(lambda: shown.number == 2)
    shown.settled()


def test_that_a_person_is_added_and_one_who_left_is_taken_off_with_one_signature(shown: Shown) -> None:
    shown.choose("人员")
    shown.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    shown.type(shown.field("code"), "W09")
    shown.field("name").setText("图雅")  # an input method's work: QTest types Latin letters only
    role = shown.page.form.field("role")
    assert isinstance(role, Choices)
    role.choose(("clerk",))
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.page.list.show_rows(shown.page.list.records, "W01")
    shown.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [(c.key, c.record is None) for c in shown.page.draft] == [("W09", False), ("W01", True)]
    shown.sign()
    shown.qtbot.waitUntil(lambda: shown.number == 2)
    shown.settled()
    assert set(shown.page.view_of_today.staff) == {"S01", "S02", "W09"}


def test_that_taking_a_supervisors_rights_asks_for_the_second_person(shown: Shown) -> None:
    shown.choose("人员")
    shown.page.list.show_rows(shown.page.list.records, "S02")
    role = shown.page.form.field("role")
    assert isinstance(role, Choices)
    role.choose(("clerk",))
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert shown.page.sign.agreed.isVisible()


def come_back(shown: Shown) -> None:
    shown.page.on_shown()
    shown.settled()


def test_that_esc_puts_away_what_was_not_signed_until_the_page_is_opened_again(shown: Shown) -> None:
    shown.type(shown.field("phone"), "0482-0000007")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.type(shown.page.sign.reason, "moved")
    shown.page.sign.by.pin.setText("9876")
    shown.type(shown.field("address"), "2")
    shown.press(Qt.Key.Key_Escape)
    assert shown.page.draft == ()
    assert shown.page.half_done == ""
    assert shown.field("phone").text() == ""
    assert "填的还在" in shown.messages[-1].sentence
    assert shown.page.put_aside == ("登记册的改动", "登记册的这一条")
    come_back(shown)
    assert [c.section for c in shown.page.draft] == ["hall"]
    assert shown.page.sign.isVisible()
    assert shown.page.sign.reason.text() == "moved"
    assert shown.page.sign.by.pin.text() == "", "no PIN waits"
    assert shown.field("phone").text() == "0482-0000007"
    assert shown.field("address").text() == "2"
    assert "接着填" in shown.messages[-1].sentence
    assert shown.page.put_aside == ()


def test_that_changes_go_with_no_other_clerk_and_only_by_their_button(shown: Shown) -> None:
    shown.type(shown.field("phone"), "0482-0000007")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.page.set_clerk(Clerk("S02", "乌云", supervisor=True))
    come_back(shown)
    assert shown.page.draft == ()
    assert shown.field("phone").text() == ""
    shown.page.set_clerk(Clerk("S01", "苏日娜", supervisor=True))
    come_back(shown)
    assert len(shown.page.draft) == 1
    shown.page.sign.drop.click()
    come_back(shown)
    assert shown.page.draft == ()
    assert shown.page.put_aside == ()


def test_that_what_is_typed_in_a_record_waits_while_another_is_looked_at(shown: Shown) -> None:
    shown.choose("人员")
    shown.page.list.show_rows(shown.page.list.records, "W01")
    shown.type(shown.field("phone"), "13900000001")
    shown.page.list.show_rows(shown.page.list.records, "S02")
    assert shown.field("phone").text() != "13900000001"
    shown.page.list.show_rows(shown.page.list.records, "W01")
    assert shown.field("phone").text() == "13900000001"
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.page.list.show_rows(shown.page.list.records, "S02")
    assert shown.page.put_aside == (), "what is among the changes waits no more"


def test_that_a_workbook_is_compared_before_it_is_signed(shown: Shown, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    file = tmp_path / "登记册.xlsx"
    file.write_bytes(HallFacade(shown.facade).workbook())
    book = load_workbook(file)
    book["大厅"]["B2"] = "五一南路88号"
    book.save(file)
    shown.page.files.read(file)
    shown.settled()
    assert len(shown.page.draft) == 1
    book["人员"]["C2"] = "主任"
    book.save(file)
    shown.page.files.read(file)
    shown.settled()
    problem = shown.page.findChild(QWidget, "registerProblem")
    assert "“人员”表第2行C列" in problem.text()  # type: ignore[union-attr]


def test_that_another_windows_file_is_taken_in_by_code_and_pin_and_a_wrong_one_refused(
    shown: Shown, tmp_path: Path
) -> None:
    wrong = tmp_path / "x.json"
    wrong.write_text("{}", encoding="utf-8")
    shown.page.taker.ask_to_take(wrong)
    shown.type(shown.page.taker.person.code, "S01")
    shown.type(shown.page.taker.person.pin, "9876")
    shown.press(Qt.Key.Key_F8)
    shown.settled()
    assert shown.page.taker.isVisible()
    assert any("不是大厅登记册" in label.text() for label in shown.page.taker.findChildren(ProblemLabel))
    shown.type(shown.field("phone"), "0482-0000007")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.sign()
    shown.qtbot.waitUntil(lambda: shown.number == 2)
    shown.settled()
    good = tmp_path / "好.json"
    good.write_bytes(HallFacade(shown.facade).signed_file())
    shown.page.taker.ask_to_take(good)
    shown.type(shown.page.taker.person.code, "S01")
    shown.type(shown.page.taker.person.pin, "9876")
    shown.press(Qt.Key.Key_F8)
    shown.settled()
    assert not shown.page.taker.isVisible()
    assert "本窗口已经有了" in shown.messages[-1].sentence


def test_that_who_is_alone_sees_that_the_second_is_awaited_and_the_second_confirms(
    qtbot: QtBot, tmp_path: Path
) -> None:
    create_profile(tmp_path / "profile", demo_hall(), KEEPERS[:2])
    facade = facade_of(WindowFacade, tmp_path / "profile")
    facade.ready()
    shown = Shown(qtbot, facade)
    shown.type(shown.field("phone"), "0482-0000007")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.sign()
    shown.settled()
    assert shown.page.confirm.isVisible()
    shown.press(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    shown.type(shown.page.taker.person.code, "S01")
    shown.type(shown.page.taker.person.pin, "9876")
    shown.press(Qt.Key.Key_F8)
    shown.settled()
    assert any("另一个人" in label.text() for label in shown.page.taker.findChildren(ProblemLabel))
    shown.background.close()
    facade.close()


def test_that_a_card_for_a_new_window_is_written_by_a_supervisor_with_the_fingerprint_to_tell(
    shown: Shown, tmp_path: Path
) -> None:
    shown.type(shown.field("phone"), "0482-0000007")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.sign()
    shown.qtbot.waitUntil(lambda: shown.number == 2)
    shown.settled()
    assert not shown.page.joining.isVisible()
    shown.choose("窗口")
    assert shown.page.joining.isVisible()
    shown.page.joining.write_card(tmp_path / "入厅卡.json")
    shown.type(shown.page.taker.person.code, "S01")
    shown.type(shown.page.taker.person.pin, "9876")
    shown.press(Qt.Key.Key_F8)
    shown.settled()
    given = read_join_card((tmp_path / "入厅卡.json").read_text(encoding="utf-8"))
    told = shown.page.joining.findChild(TextLabel, "hallFingerprint")
    assert told is not None
    assert given.fingerprint in told.text()


def test_that_a_file_that_is_no_request_admits_nobody(shown: Shown, tmp_path: Path) -> None:
    wrong = tmp_path / "x.json"
    wrong.write_bytes(b"\xff\xfe")
    shown.page.joining.admit_to([wrong], tmp_path / "答复.json")
    assert shown.page.taker.second.isVisible()
    shown.type(shown.page.taker.person.code, "S01")
    shown.type(shown.page.taker.person.pin, "9876")
    shown.press(Qt.Key.Key_F8)
    shown.settled()
    assert any("不是入厅申请" in label.text() for label in shown.page.taker.findChildren(ProblemLabel))
    assert not (tmp_path / "答复.json").exists()


def test_that_items_of_an_agreement_are_found_by_pinyin_and_named_and_unknown_ones_told(shown: Shown) -> None:
    shown.choose("授权协议")
    items = shown.page.form.field("items")
    assert isinstance(items, ItemsField)
    known = next(i for i in shown.facade.guide.items.values() if i.organ == shown.field("organ").text())
    found = HallFacade(shown.facade).find_items(known.organ, known.name[:4])
    assert (known.id, known.name) in found
    shown.type(items, known.id[:4])
    assert items.offers.isVisible()
    rows = [items.offers.item(n).text() for n in range(items.offers.count())]
    for _ in range(rows.index(f"{known.name}　{known.id}")):
        shown.qtbot.keyClick(items, Qt.Key.Key_Down)
    shown.qtbot.keyClick(items, Qt.Key.Key_Return)
    assert not items.offers.isVisible()
    assert items.text() == known.id
    assert items.names.text() == known.name
    shown.type(items, f"{known.id},nothing_such")
    shown.field("until").setFocus()
    assert "办事指南里没有：nothing_such" in items.unknown.text()
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert shown.page.draft == ()
    assert "nothing_such" in items.accessibleDescription()


def test_that_an_emblem_is_chosen_signed_and_shown_and_a_bad_file_is_told_at_its_field(
    shown: Shown, tmp_path: Path
) -> None:
    """S001 Art. 29."""
    (tmp_path / "none.png").write_bytes(b"no picture")
    (tmp_path / "emblem.png").write_bytes(emblem_file())
    field = shown.page.form.field("emblem")
    assert isinstance(field, PictureField)
    field.read(tmp_path / "none.png")
    shown.settled()
    shown.qtbot.waitUntil(lambda: any("另存为 PNG 或 JPEG" in said for said in shown.problems()))
    assert shown.page.half_done == ""
    field.read(tmp_path / "emblem.png")
    shown.qtbot.waitUntil(lambda: field.text() != "")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.sign()
    shown.qtbot.waitUntil(lambda: shown.number == 2)
    shown.settled()
    hall = shown.facade.app.hall
    assert (hall.emblem[:2], shown.facade.emblem) == ("1:", hall.emblem_picture)
    field.drop.click()
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [c.section for c in shown.page.draft] == ["hall"]


def test_that_tab_goes_as_the_eye_does_in_every_section(shown: Shown) -> None:
    shown.page.activateWindow()
    shown.qtbot.waitUntil(shown.page.isActiveWindow)
    page = shown.page
    for title in ("hall", "window", "hall"):
        shown.choose(title)
        shown.qtbot.waitUntil(lambda: page.list.record is not None)
        fields = [part.objectName() for part in page.form.findChildren(Field) if part.isVisible()]
        seen = tabs_through(page.search, 5 + len(fields) + 2)
        assert seen[:3] == ["registerFind", "registerList", "addRecord"]
        assert [name for name in seen if name in fields] == fields
        assert seen.index(fields[-1]) < seen.index("keepRecord"), "and goes on"
        assert len(set(seen)) == len(seen), "nothing is a ring of its own"


def test_that_tab_passes_a_picture_that_may_only_be_looked_at(shown: Shown) -> None:
    """Its buttons are hidden then: the focus was sent to one of them, and stayed where it was for good."""
    shown.page.activateWindow()
    shown.qtbot.waitUntil(shown.page.isActiveWindow)
    picture = shown.page.form.field("emblem")
    assert isinstance(picture, PictureField)
    picture.set_read_only(True)
    seen = tabs_through(shown.field("report_day"), 3)
    assert len(set(seen)) == len(seen)
    picture.set_read_only(False)
    assert f"{picture.objectName()}_choose" in tabs_through(shown.field("report_day"), 3)


def test_that_the_button_that_keeps_a_record_stays_in_sight_under_its_fields(shown: Shown) -> None:
    shown.page.resize(1290, 560)
    shown.choose("人员")
    area = shown.page.findChild(QScrollArea, "registerDetail")
    assert area is not None
    shown.qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    keep = shown.page.keep
    assert keep.visibleRegion().boundingRect().size() == keep.size()
    assert keep.mapTo(shown.page, keep.rect().bottomLeft()).y() < shown.page.height()
