"""What gives way where there is little room: places, columns, keys, sizes; never a letter."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.guide.bundle_search import FoundBy, Hit
from counter.domain.hall.consent import Consent
from counter.domain.visit.material import Brought, MaterialState
from counter.services.context.preferences import Preferences
from counter.ui.checklist.checklist_delegate import ChecklistDelegate
from counter.ui.checklist.checklist_model import ROW_ROLE
from counter.ui.checklist.checklist_row import ChecklistPaper, GroupRow
from counter.ui.checklist.segments import segments_of
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_foot import ActFoot
from counter.ui.kit.controls.act_row import ActRow
from counter.ui.kit.controls.even_grid import EvenGrid
from counter.ui.kit.controls.labels import NumberLabel, TextLabel
from counter.ui.kit.lists.hit_list import HitList
from counter.ui.kit.theme import Look
from counter.ui.results.person_head import PersonHead
from counter.ui.rounds.signing_card import SigningCard
from tests.builders import line
from tests.ui.kit.test_act_host import Lend, LendForm, Shelf
from tools.all_looks import short_of_room


class Place:
    """A window that gives a part so much of its width."""

    def __init__(self, qtbot: QtBot, part: QWidget, width: int) -> None:
        self.window, self.part = QWidget(), part
        qtbot.addWidget(self.window)
        part.setParent(self.window)
        self.window.resize(1000, 400)
        self.window.show()
        self.give(width)

    def give(self, width: int) -> None:
        """That width, and everything in the part has its place."""
        self.part.setGeometry(0, 0, width, 300)
        for _ in range(3):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents()


def buttons() -> list[ActButton]:
    """As long as those of a form."""
    captions = ("再打一张", "存成 PDF…", "没有交接，作废")
    return [ActButton(f"one{n}", words, "Alt+X") for n, words in enumerate(captions)]


def widest(*parts: ActButton) -> int:
    """What the longest of them asks for."""
    return max(one.sizeHint().width() for one in parts)


def whole(part: ActButton) -> bool:
    """It has the room that it asks for."""
    return part.width() >= part.sizeHint().width()


def test_that_what_a_card_is_for_stands_under_the_others_where_one_of_them_would_lose_letters(
    qtbot: QtBot,
) -> None:
    others, go = buttons(), ActButton("go", "登记签收", "F9", role="primary", writes=True)
    foot = ActFoot(others, go)
    place = Place(qtbot, foot, 700)
    assert foot.beside
    place.give(widest(*others) + widest(go) + 8)
    assert not foot.beside
    assert go.y() > max(one.y() for one in others)
    assert all(whole(one) for one in (*others, go))
    place.give(700)
    assert foot.beside


def test_that_a_number_goes_under_a_name_before_the_name_is_torn(qtbot: QtBot) -> None:
    name, number = TextLabel("巴图吉雅", "title", wrap=True), TextLabel("证件 999999********1238", wrap=True)
    head = PersonHead(name, number, ActButton("open", "打开办件", "Alt+O", role="quiet"))
    place = Place(qtbot, head, 700)
    assert number.y() < name.y() + name.height()
    place.give(300)
    assert name.width() >= name.fontMetrics().horizontalAdvance(name.text())
    assert number.y() >= name.y() + name.height()
    place.give(700)
    assert number.x() > name.x()


def test_that_equal_buttons_stand_in_fewer_columns_before_one_loses_letters(qtbot: QtBot) -> None:
    outcomes = buttons()
    grid = EvenGrid(outcomes, 3)
    place = Place(qtbot, grid, 900)
    assert grid.across == 3
    place.give(2 * widest(*outcomes) + 10)
    assert grid.across == 2
    assert all(whole(one) for one in outcomes)
    place.give(widest(*outcomes) + 10)
    assert grid.across == 1
    assert len({one.width() for one in outcomes}) == 1


def test_that_keys_go_before_words_and_their_tips_have_them(qtbot: QtBot) -> None:
    row = buttons()
    holder = ActRow(row)
    place = Place(qtbot, holder, 900)
    assert all(one.shows_key and not one.toolTip() for one in row)
    place.give(holder.minimumSizeHint().width())
    assert not any(one.shows_key for one in row)
    assert [one.toolTip() for one in row] == ["Alt+X"] * 3
    assert all(whole(one) for one in row)
    place.give(900)
    assert all(one.shows_key for one in row)


def test_that_a_number_without_room_is_smaller_and_not_broken(qtbot: QtBot) -> None:
    look = Look(config.resources_folder(), Preferences())
    look.load_fonts()
    look.apply(Preferences())
    number = NumberLabel("15220103A 261125 0001 8")
    place = Place(qtbot, number, 600)
    assert number.property("role") == "number"
    large = number.fontMetrics().horizontalAdvance(number.text())
    place.give(large - 20)
    assert number.property("role") == "title"
    assert number.fontMetrics().horizontalAdvance(number.text()) <= number.width()
    place.give(600)
    assert number.property("role") == "number"


@pytest.mark.parametrize("letters", [100, 115, 130, 150])
def test_that_a_number_has_one_line_in_exactly_its_width(qtbot: QtBot, letters: int) -> None:
    """A line is broken by parts of a pixel, and measured in whole ones."""
    look = Look(config.resources_folder(), Preferences(letters=letters))
    look.load_fonts()
    look.apply(look.preferences)
    number = NumberLabel("15220103A 261120 0001 3")
    place = Place(qtbot, number, 900)
    large = number.fontMetrics().horizontalAdvance(number.text())
    for width in range(large + 3, large - 4, -1):
        place.give(width)
        assert number.heightForWidth(width) < 2 * number.fontMetrics().height()
    look.apply(Preferences())  # the letters are the program's


def test_that_two_fields_of_a_line_stand_under_each_other_in_a_narrow_card(qtbot: QtBot) -> None:
    look = Look(config.resources_folder(), Preferences())
    card = SigningCard(look)
    card.begin(date(2026, 11, 25), certificates=False)
    first, second = card.name, card.day
    place = Place(qtbot, card, 700)
    assert first.y() == second.y()
    place.give(280)
    assert first.y() < second.y()
    assert first.x() == second.x()
    place.give(700)
    assert first.y() == second.y()


def test_that_every_state_of_a_paper_stands_in_its_row_and_is_pressed_where_it_is_painted(
    qtbot: QtBot,
) -> None:
    look = Look(config.resources_folder(), Preferences(letters=150))
    view = QListView()
    qtbot.addWidget(view)
    delegate = ChecklistDelegate(look, view)
    states = (
        MaterialState.RECEIVED,
        MaterialState.MISSING,
        MaterialState.DEFECTIVE,
        MaterialState.DEFERRED,
        MaterialState.E_LICENCE,
    )
    paper = ChecklistPaper(1, line(allowed=states), MaterialState.MISSING, Brought(), recorded=False)
    every = segments_of(paper.line, paper.state)
    for width, high in ((240, 160), (900, 60)):
        rect = QRect(0, 0, width, high)
        reached = {
            delegate.segment_at(rect, paper, QPointF(x, y))
            for x in range(0, width, 4)
            for y in range(0, high, 4)
        }
        assert reached - {None} == set(every), width
    in_a_line = {delegate.segment_at(rect, paper, QPointF(x, 30)) for x in range(0, 900, 4)}
    assert in_a_line - {None} == set(every)


def test_that_the_name_of_a_group_touches_no_frame_in_high_contrast(qtbot: QtBot) -> None:
    look = Look(config.resources_folder(), Preferences(theme="contrast"))
    view, rows = QListView(), QStandardItemModel(1, 1)
    qtbot.addWidget(view)
    rows.setData(rows.index(0, 0), GroupRow("申请人", 1, 0, 1), ROW_ROLE)
    shown = QImage(300, 30, QImage.Format.Format_RGB32)
    shown.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.rect = shown.rect()  # type: ignore[attr-defined]
    painter = QPainter(shown)
    ChecklistDelegate(look, view).paint(painter, option, rows.index(0, 0))
    painter.end()
    inked = {x for x in range(300) for y in range(26) if shown.pixelColor(x, y).lightness() < 128}
    assert 6 <= min(inked) < 20
    assert 280 < max(inked) <= 300 - 6


@pytest.mark.parametrize("letters", [100, 150])
def test_that_a_number_of_three_digits_is_whole_before_its_name(qtbot: QtBot, letters: int) -> None:
    look = Look(config.resources_folder(), Preferences(letters=letters))
    look.load_fonts()
    hits = HitList(look)
    qtbot.addWidget(hits)
    hits.resize(300, 200)
    hits.show_hits([Hit(888, "", FoundBy.NUMBER)])
    hits.show()
    row = hits.visualRect(hits.model().index(0, 0))
    shown = hits.viewport().grab(row).toImage()
    inked = [
        x
        for x in range(60)
        if any(
            shown.pixelColor(x, y).lightness() < 160 < shown.pixelColor(x, y).alpha()
            for y in range(row.height())
        )
    ]
    assert min(inked) >= 2


class SaysAll(LendForm):
    """An act whose button says a whole sentence."""

    def build(self) -> Lend:
        return Lend(Consent("S01", "9876"))

    def will(self) -> str:
        return "按现在的情况决定并出具文书，2026年11月20日（周五）"


def test_that_a_button_that_says_a_sentence_says_all_of_it_in_a_narrow_form(qtbot: QtBot) -> None:
    form = SaysAll(Look(config.resources_folder(), Preferences(letters=150)))
    form.open_for(Shelf(3), AvailableAct(Lend, why="有书可借。"), date(2026, 11, 20))
    place = Place(qtbot, form, 900)
    for width, beside in ((900, True), (300, False)):
        place.give(width)
        form.press()
        qtbot.waitUntil(lambda: form.confirm.property("armed") is True)
        place.give(width)
        said = form.confirm.words, form.confirm.extra, form.confirm.below
        assert (said == (form.will(), "再按一次 F9", "")) is beside
        assert form.will() in form.confirm.accessibleName()
        assert list(short_of_room(form)) == []
        if not beside:
            (below,) = (one for one in form.confirm.findChildren(TextLabel) if one.text() == form.will())
            assert below.height() >= below.heightForWidth(below.width()) > below.fontMetrics().height()
        form.disarm()
        assert form.confirm.below == ""
