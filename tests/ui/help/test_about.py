"""The support file is seen before it is saved, and saved as it was seen."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from counter.bootstrap.about import about_tools
from counter.domain.reading.news import VersionNews
from counter.ui.facades.about import AboutTools
from counter.ui.facades.help import HelpFacade
from counter.ui.help.about_page import AboutPage
from counter.ui.kit.background import Background
from counter.ui.kit.controls.labels import LongText, TextLabel
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from tests.facades import facade_on
from tests.services.office import office_on


class Tools(HelpFacade):
    """The real facade with a support file that needs no probes."""

    news: tuple[VersionNews, ...] = (VersionNews("Unreleased", ("按 ? 看全部按键。",)),)

    @property
    def about(self) -> AboutTools:
        real = about_tools(Path())
        news = self.news
        return AboutTools(
            lambda: "0.1.0", real.platform, real.libraries, lambda: news, lambda: "支持文件\n没有人名"
        )


def test_that_the_support_file_is_read_before_it_is_saved(qtbot: QtBot, tmp_path: Path) -> None:
    def fail(error: Exception) -> None:
        raise error

    with office_on(tmp_path / "profile") as office:
        facade = facade_on(office.app)
        background = Background(fail)
        page = AboutPage(Tools(facade), background, Look(facade.resources, facade.preferences))
        qtbot.addWidget(page, before_close_func=lambda _: background.close())
        said: list[Message] = []
        page.announced.connect(said.append)
        page.show()
        page.on_shown()
        qtbot.waitUntil(lambda: "版本 0.1.0" in page.versions.text())
        assert page.news.text() == "这一版\n· 按 ? 看全部按键。"
        assert not page.more.isVisible()
        assert "LGPL" in page.licences.text()
        page.save.click()  # nothing is there to be saved yet
        assert not page.save.isVisible()
        page.make.click()
        qtbot.waitUntil(page.support.isVisible)
        assert page.support.toPlainText() == "支持文件\n没有人名"
        assert page.support.isReadOnly()
        file = tmp_path / "支持文件.txt"
        page.write(file)
        qtbot.waitUntil(file.exists)
        qtbot.waitUntil(lambda: not background.busy)
        assert file.read_text(encoding="utf-8") == page.support.toPlainText()
        assert "和眼前的一样" in said[-1].sentence


def test_that_the_newest_twenty_lines_are_shown_and_the_rest_once_asked_for(
    qtbot: QtBot, tmp_path: Path
) -> None:
    lines = tuple(f"第{n}条" for n in range(1, 31))
    with office_on(tmp_path / "profile") as office:
        facade = facade_on(office.app)
        background = Background(lambda error: None)
        tools = Tools(facade)
        tools.news = (VersionNews("Unreleased", lines[:15]), VersionNews("0.2", lines[15:]))
        page = AboutPage(tools, background, Look(facade.resources, facade.preferences))
        qtbot.addWidget(page, before_close_func=lambda _: background.close())
        page.show()
        page.on_shown()
        qtbot.waitUntil(lambda: "第1条" in page.news.text())
        assert page.news.text().startswith("这一版\n· 第1条\n")
        assert page.news.text().endswith("0.2\n" + "\n".join(f"· {line}" for line in lines[15:20]))
        assert "还有10条" in page.more.words
        page.more.click()
        assert page.news.text().endswith("· 第30条")
        page.more.click()
        assert page.news.text().endswith("· 第20条")


def test_that_long_news_are_measured_anew_with_each_text_and_size_of_letters(qtbot: QtBot) -> None:
    ours, qts = LongText(), TextLabel("", wrap=True)
    for label in (ours, qts):
        qtbot.addWidget(label)
    for text in ("一行", "很多行\n" * 40 + "一句很长很长的话" * 30):
        for label in (ours, qts):
            label.setText(text)
        assert [ours.heightForWidth(wide) for wide in (200, 400, 200)] == [
            qts.heightForWidth(wide) for wide in (200, 400, 200)
        ]
    before = ours.heightForWidth(200)
    larger = ours.font()
    larger.setPixelSize(40)
    for label in (ours, qts):
        label.setFont(larger)
    assert ours.heightForWidth(200) == qts.heightForWidth(200) != before
