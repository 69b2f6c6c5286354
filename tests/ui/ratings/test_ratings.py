"""评价 at the office: packs come in, numbers are told, and small groups are not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from counter.bootstrap.opening import create_profile
from counter.bootstrap.window import facade_and_window
from counter.domain.hall.hall import StaffSeed
from counter.domain.ratings.accounts import PackedAccount, RatingsAccounted, account_digest
from counter.domain.ratings.clerks import (
    OTHERS,
    ClerkCounts,
    ClerksAccounted,
    PackedMonth,
    PackedMonths,
)
from counter.domain.ratings.figures import HIDDEN
from counter.domain.ratings.pack import pack_text
from counter.domain.ratings.rating import Grade
from counter.services.ratings.office.compare_accounts import window_accounts
from counter.ui.kit.charts.trend_line import TrendLine
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.window.main_window import MainWindow
from tests import rated as ratings
from tests.services.rating_office import RatingOffice, Station, anonymous, named
from tests.settings import demo_hall
from tests.ui.dragging import drag_over_and_drop
from tests.ui.hands import Key
from tests.ui.ratings.office_hands import CTRL, SHIFT, OfficeHands

Open = Callable[..., OfficeHands]


def year(office: RatingOffice) -> None:
    """A year of a busy hall, and three ratings of a small one."""
    journal = office.app.journal
    ratings.register(journal, ratings.many(120))
    small = [ratings.rating(9_000 + n, hall="小镇便民服务中心（演示）") for n in range(3)]
    ratings.register(journal, small)
    ratings.take_pack(journal, 150)


def words(hands: OfficeHands, name: str) -> str:
    return hands.see(TextLabel, name).text()


def test_that_a_profile_with_the_handlers_key_opens_the_office_and_another_the_counter(
    tmp_path: Path, open_office: Open
) -> None:
    open_office()
    create_profile(tmp_path / "window", demo_hall(), (StaffSeed("W01", "阿木古郎", "clerk", "1234"),))
    titles = {}
    for name in ("office", "window"):
        facade, window = facade_and_window(tmp_path / name)
        assert isinstance(window, MainWindow)
        titles[name] = window.windowTitle()
        window.deleteLater()
        facade.close()
    assert titles == {"office": "差评处理室", "window": "一件事一次办 · 综合窗口"}


def test_that_an_empty_office_says_what_to_do(open_office: Open) -> None:
    hands = open_office()
    hands.sign_on()
    assert words(hands, "noRatings").startswith("还没有收到评价包。")
    assert not hands.shows("headFigures")
    assert hands.focus().objectName() == "takeInButton"
    hands.key(Key.Key_U, CTRL | SHIFT)  # packs come there where the office is joined to the hub
    hands.settle()
    assert "还没有接汇聚库" in words(hands, "reportingWords")
    hands.key(Key.Key_F1)
    assert hands.focus().objectName() == "takeInButton"


def test_that_an_unknown_window_is_asked_for_by_its_fingerprint_and_a_supervisor_answers(
    open_office: Open,
) -> None:
    hands = open_office()
    hands.sign_on("C03", "3456")
    file = hands.pack(named(), anonymous())
    hands.take(file)
    assert words(hands, "takeInHead") == "先核对窗口的密钥"
    assert "指纹：" in words(hands, "takeInWords")
    hands.write("C01")
    hands.key(Key.Key_Return)
    hands.write("0000")
    hands.key(Key.Key_Return)
    assert "口令不对" in words(hands, "takeInWords")
    hands.write("8642")
    hands.key(Key.Key_Return)
    assert words(hands, "takeInHead").endswith("新评价 2 件。")
    assert "差评 2 件，已立案整改，按 F2 去办。" in words(hands, "takeInWords")
    hands.key(Key.Key_Escape)
    assert not hands.shows("takeIn")
    hands.take(file)
    assert "以前收过" in words(hands, "takeInHead")


def test_that_what_does_not_agree_with_a_windows_accounts_is_told_and_stays_on_the_page(
    open_office: Open,
) -> None:
    hands = open_office()
    hands.sign_on("C03", "3456")
    account = RatingsAccounted(1, "", "2026-11-20", 9, 2, 2, 0, 1, 0, 0, ("ab" * 32, "cd" * 32), ("ef" * 32,))
    file = hands.pack(named(), account=1, accounts=(PackedAccount(1, 99, "12" * 32, account),))
    hands.take_trusted(file)
    assert "和窗口的账对不上：2026-11-20：账上有的实名封件少了2份。" in words(hands, "takeInWords")
    assert "办出结果 9 次，没有请过评价的 7 次，提前结束的邀请 1 次" in words(hands, "takeInWords")
    hands.key(Key.Key_Escape)
    kept = words(hands, "accountsWords")
    assert "03 窗口对不上：2026-11-20：结束的邀请2次，匿名封件却有1份" in kept
    assert "没有请过评价的 7 次" in kept
    hands.settle()
    page = hands.ratings
    below = page.findChild(QWidget, "noRatings")
    assert below is not None
    hands.qtbot.waitUntil(lambda: page.accounts.y() < below.y())  # seen without scrolling
    (window,) = window_accounts(hands.office.app.journal)
    other = replace(window, hall="扎赉特旗政务服务中心（演示）", faults=())
    page.accounts.show_accounts([window, other])
    late = replace(window.days[0], number=2, outcomes=0, asked=0)  # what came to that day late
    page.accounts.show_accounts([replace(window, days=(*window.days, late))])
    assert "最近 1 天：办出结果 9 次" in words(hands, "accountsWords")
    page.accounts.show_accounts([window, other])
    assert "乌兰浩特市政务服务中心（演示） 03 窗口对不上" in words(hands, "accountsWords")


def test_that_the_page_tells_by_clerk_and_month_who_asked_and_what_the_hall_comes_to(
    open_office: Open,
) -> None:
    hands = open_office()
    hands.sign_on("C03", "3456")
    day = RatingsAccounted(1, "", "2026-10-20", 60, 44, 40, 4, 2, 0, 0, (), ())
    rows = (
        ClerkCounts("W01", 40, 36, 4, 0, mixed=True),
        ClerkCounts("W02", 15, 3, 0, 2),
        ClerkCounts(OTHERS, 5, 5, 0, 0),
    )
    told = PackedMonth(1, 100, "34" * 32, ClerksAccounted("2026-10", account_digest(day), "", rows))
    file = hands.pack(
        account=1,
        accounts=(PackedAccount(1, 99, "12" * 32, day),),
        clerks=PackedMonths((told,)),
    )
    hands.take_trusted(file)
    hands.key(Key.Key_Escape)
    assert words(hands, "accountsWords").split("\n")[1:] == [
        "2026年10月按人（没有请过评价的比例从高到低）：",
        "03 窗口 W02：办出结果 15 次，没有请过评价的 12 次（80.0%，本大厅 26.7%）；"
        "请过 3 次，提前结束 2 次（66.7%，本大厅 4.5%），评价条 0 次。",
        "03 窗口 W01（含其他人不足5次）：办出结果 40 次，没有请过评价的 4 次（10.0%，本大厅 26.7%）；"
        "请过 36 次，提前结束 0 次（0.0%，本大厅 4.5%），评价条 4 次。",
        "03 窗口 其他（每人不足5次）：办出结果 5 次，没有请过评价的 0 次（0.0%，本大厅 26.7%）；"
        "请过 5 次，提前结束 0 次（0.0%，本大厅 4.5%），评价条 0 次。",
    ]


def test_that_the_page_says_which_window_tells_nothing_by_clerk(open_office: Open) -> None:
    hands = open_office()
    hands.sign_on("C03", "3456")
    account = RatingsAccounted(1, "", "2026-10-20", 9, 9, 9, 0, 0, 0, 0, (), ())
    hands.take_trusted(hands.pack(account=1, accounts=(PackedAccount(1, 99, "12" * 32, account),)))
    hands.key(Key.Key_Escape)
    assert words(hands, "accountsWords").endswith("03 窗口：旧版程序，没有按人的账。")


def test_that_what_is_no_pack_is_refused_in_words(open_office: Open) -> None:
    hands = open_office()
    hands.sign_on()
    for name, content in (("a.json", b"{}"), ("b.json", b"\xff\xfe"), ("c.json", b"")):
        file = hands.folder / name
        file.write_bytes(content)
        hands.take(file)
        assert words(hands, "takeInHead") == "没有收。"
        assert words(hands, "takeInWords")
    hands.take(hands.folder / "nowhere.json")
    assert "没有这个文件" in words(hands, "takeInWords")


def test_that_a_pack_dropped_on_the_page_is_taken_in(open_office: Open) -> None:
    hands = open_office()
    hands.sign_on()
    pack = QUrl.fromLocalFile(str(hands.pack(named())))
    *_, drop = drag_over_and_drop(hands.ratings, [pack], Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)
    hands.settle()
    assert words(hands, "takeInHead") == "先核对窗口的密钥"
    assert drop.dropAction() == Qt.DropAction.CopyAction, "a pack that is moved is gone from the stick"


def test_that_packs_dropped_together_are_taken_in_one_after_the_other_with_one_summary(
    open_office: Open,
) -> None:
    hands = open_office()
    hands.sign_on()
    hands.take_trusted(hands.pack(named(), name="0.json"))
    first = hands.pack(named(case="15220103-2026-0101"), name="b.json")
    second = hands.pack(named(case="15220103-2026-0102"), name="a.json")  # of later, and first by its name
    stranger = hands.folder / "other.json"
    other = Station("15220104")
    pack = other.pack(hands.handler, (named(station="15220104", case="15220104-2026-0103"),), window="04")
    stranger.write_text(pack_text(pack), encoding="utf-8")
    broken = hands.folder / "broken.json"
    broken.write_text("{}", encoding="utf-8")
    dropped = [QUrl.fromLocalFile(str(file)) for file in (broken, stranger, second, first)]
    drag_over_and_drop(hands.ratings, dropped, Qt.DropAction.CopyAction)
    hands.settle()
    assert words(hands, "takeInHead") == "先核对窗口的密钥"
    asked = words(hands, "takeInWords")
    assert "other.json" in asked
    assert "收了 2 个评价包：新评价 2 件。没有收 1 个。还有 1 个要先核对密钥。" in asked
    assert "没有收 broken.json：" in asked
    assert "缺一段" not in asked, "the older one is taken first"
    hands.write("C01")
    hands.key(Key.Key_Return)
    hands.write("0000")
    hands.key(Key.Key_Return)
    hands.settle()
    assert "口令不对" in words(hands, "takeInWords")
    hands.write("8642")
    hands.key(Key.Key_Return)
    hands.settle()
    assert words(hands, "takeInHead") == "收了 3 个评价包：新评价 3 件。没有收 1 个。"
    assert "04 窗口" in words(hands, "takeInWords") or "04号窗口" in words(hands, "takeInWords")
    assert hands.message() == "", "nothing is left to be dropped again"


def test_that_the_heads_are_the_services_numbers_and_what_counts_not_stands_apart(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    figures = hands.ratings.figures
    assert figures is not None
    assert figures.total.satisfied is not None
    assert words(hands, "number_satisfied") == figures.total.satisfied.percent
    assert words(hands, "number_counted") == str(figures.total.counted)
    assert f"代录未核实 {figures.apart.proxy} 件" in words(hands, "apartFigures")
    assert list(hands.bars("gradeBars")) == [g.value for g in Grade]


def test_that_a_small_group_is_told_by_no_number_and_opens_nothing(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    assert hands.bars("hallBars")["小镇便民服务中心（演示）"] == HIDDEN
    halls = hands.ratings.charts.halls
    halls.setFocus()
    hands.key(Key.Key_End)
    hands.key(Key.Key_Return)
    assert "不能逐件看" in hands.message()
    assert not hands.shows("ratingGroup")


def test_that_a_supervisor_opens_a_group_by_key_and_its_list_names_nobody(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    assert hands.focus().objectName() == "gradeBars"
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    listed = hands.rows("groupList")
    assert {r.step for r in listed} == {"满意"}
    assert not any("巴图吉雅" in f"{r.about}{r.where}" for r in listed)
    hands.key(Key.Key_Return)
    assert hands.shows("ratedCard")
    hands.key(Key.Key_Escape)
    assert hands.focus().objectName() == "gradeBars"


def test_that_only_a_supervisor_opens_ratings_one_by_one(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on("C03", "3456")
    hands.key(Key.Key_Return)
    assert not hands.shows("ratingGroup")
    assert hands.message() == "逐件看评价要由值班负责人来做。"


def test_that_a_bad_one_of_a_group_leads_to_where_it_is_put_right(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    for _ in range(3):
        hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    rating = hands.ratings.group.list.rating
    hands.key(Key.Key_T, CTRL)
    assert hands.rectify.isVisible()
    assert hands.rectify.detail.rating == rating == hands.rectify.list.rating


def test_that_the_mode_narrows_the_numbers_by_key(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    whole = int(words(hands, "number_counted"))
    hands.ratings.filters.mode.setFocus()
    hands.key(Key.Key_Down)
    assert 0 < int(words(hands, "number_counted")) < whole
    assert words(hands, "number_rated") == "—"  # packs tell invitations in all only


def test_that_charts_read_themselves_out(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    first = hands.spoken("gradeBars")[0]
    assert first.startswith("非常满意，")
    assert first.endswith("%，回车看是哪些")
    trend = hands.see(TrendLine, "trendLine")
    assert "；" in trend.accessibleDescription()
    before = trend.accessibleName()
    trend.setFocus()
    hands.key(Key.Key_Left)
    assert trend.accessibleName() != before


def test_that_figures_leave_as_a_workbook_where_a_person_says(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    for page, name in ((Key.Key_F1, "figures.xlsx"), (Key.Key_F2, "ledger.xlsx")):
        hands.key(page)
        hands.key(Key.Key_E, CTRL)
        dialog = hands.see(QFileDialog, "excelDialog")
        dialog.fileSelected.emit(str(hands.folder / name))
        dialog.close()
        hands.settle()
        assert zipfile.is_zipfile(hands.folder / name)
        assert hands.message() == f"已导出：{hands.folder / name}"
        hands.window.activateWindow()


def test_that_every_control_has_a_name_and_keys_reach_it(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    for key in (Key.Key_F1, Key.Key_F2):
        hands.key(key)
        nameless = [
            f"{type(w).__name__} {w.objectName()}"
            for w in hands.window.findChildren(QWidget)
            if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not w.accessibleName()
        ]
        assert nameless == []


def test_that_f11_and_f12_turn_the_open_window_and_are_remembered(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    hands.key(Key.Key_F11)
    hands.key(Key.Key_F12)
    kept = hands.office.preferences
    assert (kept.theme, kept.letters) == ("dark", 115)


def test_that_a_locked_window_leaves_no_dialog_in_the_name_of_who_left(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    hands.key(Key.Key_E, CTRL)
    dialog = hands.see(QFileDialog, "excelDialog")
    with hands.qtbot.waitSignal(dialog.rejected):
        hands.shell.lock()
    assert hands.shows("signOnCard")


def test_that_a_day_that_is_none_is_told_at_its_field_until_it_is_mended(open_office: Open) -> None:
    hands = open_office(year)
    hands.sign_on()
    hands.ratings.filters.period.setFocus()
    hands.key(Key.Key_End)  # 自己写日期
    field = hands.see(Field, "filterSince")
    assert field.hasFocus()
    hands.write("2026-13-01")
    hands.key(Key.Key_Return)
    assert field.accessibleDescription() == hands.message() != ""
    field.clear()
    hands.write("2026-06-01")
    hands.key(Key.Key_Return)
    assert (field.accessibleDescription(), hands.message()) == ("6月1日 周一", "")
    assert hands.ratings.figures is not None
    assert hands.ratings.figures.trend[0].label.startswith("2026-0")
