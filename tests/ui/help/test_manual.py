"""Help from where one stands: the chapter of this page, searched and left again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextListFormat
from pytestqt.qtbot import QtBot

from counter.domain.reading.manual import chapter_at, chapters
from counter.services.context.preferences import Preferences
from counter.ui.facades.help import FIRST_BOOK
from counter.ui.help import manual_pictures
from counter.ui.help.manual_page import ManualPage
from counter.ui.help.manual_pictures import Fitting, draw_picture
from counter.ui.help.manual_text import ManualText
from counter.ui.help.places import EVERYWHERE, HALL_PARTS, PARTS, PLACES, place_of
from counter.ui.kit.theme import Look
from tests.settings import RESOURCES
from tests.ui.hands import Hands, Key

MANUAL = RESOURCES.parent / "docs" / "manual"


def page_of(hands: Hands) -> ManualPage:
    """The manual, opened by Shift+F1 from the page in sight, its books read."""
    hands.key(Key.Key_F1, hands.SHIFT)
    page = hands.window.shell.late_page("manual")
    assert isinstance(page, ManualPage)
    hands.qtbot.waitUntil(lambda: page.chapter is not None)
    return page


def title(page: ManualPage) -> str:
    """Heading of the chapter that is shown."""
    assert page.chapter is not None
    return page.chapter.title


def test_that_the_points_of_lists_are_filled(qtbot: QtBot) -> None:
    text = ManualText(Look(RESOURCES, Preferences()))
    qtbot.addWidget(text)
    text.show_markdown("* 一\n* 二\n  * 里面\n")
    block = text.document().begin()
    styles = set()
    while block.isValid():
        styles.add(block.textList().format().style())
        block = block.next()
    assert styles == {QTextListFormat.Style.ListDisc}


def test_that_every_page_has_its_chapter_in_the_manual() -> None:
    books = {file.stem: chapters(file.stem, file.read_text(encoding="utf-8")) for file in MANUAL.glob("*.md")}
    every = tuple(chapter for book in books.values() for chapter in book)
    places = [place_of(kind, page, None) for kind, page in PLACES]
    places += [place_of(kind, "", None) for kind in FIRST_BOOK]
    places += [place_of("window", page, None) for page in EVERYWHERE]
    places += [place_of("window", "hall", None, part) for part in HALL_PARTS]
    lost = [
        place
        for place in places
        if place.book not in books
        or not every[chapter_at(every, place.book, place.heading)].title.startswith(place.heading)
    ]
    assert lost == []
    desk = books["操作手册"]
    assert [
        str(part) for part in PARTS.values() if not any(c.title.startswith(str(part)) for c in desk)
    ] == []


def test_that_help_opens_at_this_page_and_goes_back_to_it(hands: Hands) -> None:
    hands.key(Key.Key_F2)
    page = page_of(hands)
    assert title(page) == "14 待办"
    assert "最上面是已超期的" in page.text.toPlainText()
    hands.key(Key.Key_Escape)
    assert hands.window.shell.page_in_sight == "todo"
    hands.key(Key.Key_F6)
    assert title(page_of(hands)) == "15 验真"


def test_that_help_with_nothing_begun_is_the_first_visit_on_one_page(hands: Hands) -> None:
    page = page_of(hands)
    assert title(page) == "第一次来访"
    assert "接下一位" in page.text.toPlainText()


def test_that_a_message_is_found_by_what_it_says(hands: Hands) -> None:
    page = page_of(hands)
    page.search.setFocus()
    hands.write("打印服务没有运行")
    hands.key(Key.Key_Return)
    assert page.chapter is not None
    assert (page.chapter.book, title(page)) == ("提示怎么办", "打印的提示")


def test_that_help_at_the_checklist_opens_the_chapter_of_the_papers(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    assert title(page_of(hands)) == "5 收材料"
    hands.key(Key.Key_Escape)
    assert hands.focus() is hands.window.intake.middle.list  # type: ignore[union-attr]


def test_that_a_word_is_found_and_shown_where_it_stands(hands: Hands) -> None:
    page = page_of(hands)
    page.search.setFocus()
    hands.write("卡纸")
    hands.key(Key.Key_Return)
    assert title(page) == "8 打印与盖章"
    assert page.text.hasFocus()
    assert [s.cursor.selectedText() for s in page.text.extraSelections()] == ["卡纸"]
    page.search.setFocus()
    hands.write("天书")
    hands.key(Key.Key_Return)
    assert page.contents.count() == 0
    assert hands.shows("manualNone")
    hands.key(Key.Key_Escape)  # the search first, then the page
    assert page.contents.count() > 50
    assert hands.window.shell.page_in_sight == "manual"


def test_that_a_link_opens_the_other_book_and_nothing_outside_the_manual(hands: Hands) -> None:
    page = page_of(hands)
    page.text.anchorClicked.emit(QUrl("大厅.md"))
    assert title(page) == "大厅：值班负责人手册"
    page.text.anchorClicked.emit(QUrl("https://example.org/a.md"))
    assert title(page) == "大厅：值班负责人手册"
    kind = QTextDocument.ResourceType.ImageResource.value
    assert page.text.loadResource(kind, QUrl("https://example.org/a.png")) is None
    assert (MANUAL.parent / "map.png").is_file()
    assert page.text.loadResource(kind, QUrl("../map.png")) is None
    assert page.text.loadResource(kind, QUrl.fromLocalFile(str(MANUAL.parent / "map.png"))) is None


def test_that_a_picture_fits_the_page(hands: Hands) -> None:
    page = page_of(hands)
    picture = page.text.loadResource(
        QTextDocument.ResourceType.ImageResource.value, QUrl("pictures/todo.png")
    )
    assert 0 < picture.width() <= page.text.viewport().width()  # type: ignore[attr-defined]


def test_that_a_picture_comes_into_its_room_and_stays_for_the_next_look_at_it(hands: Hands) -> None:
    page = page_of(hands)
    image, url = QTextDocument.ResourceType.ImageResource.value, QUrl("pictures/todo.png")
    room = page.text.loadResource(image, url)
    assert isinstance(room, QImage)
    assert room.allGray()  # nothing yet but the ground
    page.text.show_markdown("![待办](pictures/todo.png)")
    hands.look(page.text)
    hands.qtbot.waitUntil(lambda: not page.text.loadResource(image, url).allGray())  # type: ignore[attr-defined]
    picture = page.text.loadResource(image, url)
    assert isinstance(picture, QImage)
    assert picture.size() == room.size()  # no word moves
    assert picture.devicePixelRatio() == room.devicePixelRatio()


def test_that_a_picture_is_drawn_when_it_comes_in_sight_and_not_before(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(file: Path, fitting: Fitting) -> QImage:
        drawn.append(file.stem)
        return draw_picture(file, fitting)

    monkeypatch.setattr(manual_pictures, "draw_picture", draw)
    page = page_of(hands)
    page.text.show_markdown(
        "\n\n".join(
            (
                "![待办](pictures/todo.png)",
                *("一段话。" for _ in range(80)),
                "![受理](pictures/case-detail.png)",
            )
        )
    )
    hands.look(page.text)
    hands.qtbot.waitUntil(lambda: "todo" in drawn)
    hands.settle()
    assert "case-detail" not in drawn
    page.text.verticalScrollBar().setValue(page.text.verticalScrollBar().maximum())
    hands.look(page.text)
    hands.qtbot.waitUntil(lambda: "case-detail" in drawn)
    assert drawn.count("todo") == drawn.count("case-detail") == 1


def test_that_a_long_chapter_is_laid_out_once_and_not_after_each_paragraph(hands: Hands) -> None:
    page = page_of(hands)
    document, changes = page.text.document(), list[int]()
    document.contentsChange.connect(lambda *change: changes.append(change[0]))
    page.text.show_markdown("一段。\n\n" * 5)
    short = len(changes)
    changes.clear()
    page.text.show_markdown("一段。\n\n" * 50)
    assert document.blockCount() >= 50
    assert len(changes) == short


def test_that_a_chapter_shows_its_own_pictures_after_another_width(hands: Hands) -> None:
    page = page_of(hands)
    image = QTextDocument.ResourceType.ImageResource.value
    url = QUrl("pictures/todo.png")
    page.text.show_markdown("![待办](pictures/todo.png)")
    document = page.text.document()
    hands.look(page.text)
    hands.qtbot.waitUntil(lambda: not document.resource(image, url).allGray())
    before = document.resource(image, url).width()
    hands.window.resize(hands.window.width() - 200, hands.window.height())
    hands.look(page.text)
    hands.qtbot.waitUntil(lambda: not document.resource(image, url).allGray())
    assert document.resource(image, url).width() < before


def test_that_a_chapter_stands_there_once_however_the_window_changes(hands: Hands) -> None:
    page = page_of(hands)
    assert page.chapter is not None
    for width in (1024, 1500, 1200):
        hands.window.resize(width, 700)
        hands.look()
        hands.key(Key.Key_Down)
        assert page.text.toPlainText().count(title(page)) == 1
        assert page.text.toPlainText().startswith(title(page))
