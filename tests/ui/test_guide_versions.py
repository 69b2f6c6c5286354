"""A new version of the guide reaches whoever sits at the window: told once, read by keyboard, used between visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from counter.domain.guide_change import GuideChange
from counter.domain.guide_publication import Transition
from counter.ui.guide_following import GuideFollowing
from counter.ui.widgets.change_strip import ChangeStrip
from counter.ui.widgets.guide_changes_view import GuideChangesView
from counter.ui.widgets.text_label import TextLabel
from tests.ui.conftest import open_window
from tests.ui.fake_desk import FakeDesk
from tests.ui.fake_versions import TODAY, known
from tests.ui.hands import Hands, Key


def following(hands: Hands) -> GuideFollowing:
    found = hands.window.shell.following
    assert found is not None
    return found


def at_work(qtbot: QtBot, desk: FakeDesk) -> Hands:
    """Somebody has signed on, and what is new has been asked for."""
    hands = open_window(qtbot, desk)
    hands.sign_on()
    qtbot.waitUntil(lambda: hands.window.shell.following is not None)
    hands.settle()
    return hands


def view(hands: Hands) -> GuideChangesView:
    return hands.see(GuideChangesView, "guideChanges")


def sentences(hands: Hands) -> list[str]:
    return [c.sentence for c in view(hands).lines.changes if c is not None]


def test_that_a_new_version_is_told_until_each_clerk_has_read_it(qtbot: QtBot, desk: FakeDesk) -> None:
    desk.guide_versions.take(
        known(3, desk.guide.version, TODAY, transition=Transition.LIGHTER, notes="国庆后改。")
    )
    hands = at_work(qtbot, desk)
    qtbot.waitUntil(lambda: hands.shows("changeStrip"))
    strip = hands.see(ChangeStrip, "changeStrip")
    assert strip.words == "办事指南今天起用第3版，变化 3 处"
    hands.key(Key.Key_B, Hands.CONTROL)
    assert len(sentences(hands)) == 3
    about = hands.see(TextLabel, "changesAbout").text()
    assert "新版不再要的材料" in about
    assert "国庆后改。" in about
    assert "公钥指纹" in about
    hands.key(Key.Key_F, Hands.CONTROL)
    hands.write("健康")
    assert sentences(hands) == ["不再要“健康证明”。"]
    hands.key(Key.Key_F9)
    assert desk.guide_versions.versions.has_seen("W01", 3)
    assert not hands.shows("changeStrip")
    assert not view(hands).isVisible()
    hands.key(Key.Key_L, Hands.CONTROL)
    hands.key(Key.Key_Tab, Hands.SHIFT)
    hands.key(Key.Key_A, Hands.CONTROL)
    hands.sign_on("W02", "2345")
    qtbot.waitUntil(lambda: strip.isVisible())
    hands.window.close()


def test_that_it_can_wait_but_comes_again_with_the_next_sign_on(qtbot: QtBot, desk: FakeDesk) -> None:
    desk.guide_versions.take(known(1, desk.guide.version, TODAY - timedelta(days=40)))
    hands = at_work(qtbot, desk)
    qtbot.waitUntil(lambda: hands.shows("changeStrip"))
    hands.button("changesLater").click()
    following(hands).ask()
    hands.settle()
    assert not hands.shows("changeStrip")
    hands.begin()
    assert not hands.shows("bundleChanges")  # forty days are no news
    hands.key(Key.Key_L, Hands.CONTROL)
    hands.write("1234")
    hands.key(Key.Key_Return)
    qtbot.waitUntil(lambda: hands.shows("changeStrip"))
    hands.window.close()


def test_that_a_visit_keeps_its_guide_and_the_next_one_has_the_new(qtbot: QtBot, desk: FakeDesk) -> None:
    hands = at_work(qtbot, desk)
    hands.begin()
    versions = desk.guide_versions
    versions.take(known(1, "Gnew", TODAY), use=False)
    following(hands).ask()
    hands.settle()
    assert versions.news.waiting
    hands.key(Key.Key_N, Hands.CONTROL)
    assert versions.in_use == "Gnew"
    qtbot.waitUntil(lambda: hands.shows("changeStrip"))
    hands.begin()
    assert hands.button("bundleChanges").words == "新版有变化 3 处"
    hands.button("bundleChanges").click()
    hands.settle()
    assert len(sentences(hands)) == 3
    assert view(hands).bundles.currentItem().text().startswith("8 ")
    hands.window.close()


def test_that_thousands_of_changes_are_searched_while_typing(qtbot: QtBot, desk: FakeDesk) -> None:
    many = (GuideChange((n % 103 + 1,), f"第{n}处", f"第{n}样材料改了。") for n in range(5000))
    desk.guide_versions.changes = tuple(many)
    desk.guide_versions.take(known(1, desk.guide.version, TODAY))
    hands = at_work(qtbot, desk)
    hands.key(Key.Key_B, Hands.CONTROL)
    qtbot.waitUntil(lambda: len(sentences(hands)) == 5000)
    hands.key(Key.Key_F, Hands.CONTROL)
    hands.write("第4321样")
    assert sentences(hands) == ["第4321样材料改了。"]
    hands.window.close()


def test_that_what_is_to_come_can_be_read_early(qtbot: QtBot, desk: FakeDesk) -> None:
    desk.guide_versions.take(replace(known(4, "Gnext", TODAY + timedelta(days=11))), use=False)
    hands = at_work(qtbot, desk)
    hands.key(Key.Key_K, Hands.CONTROL)
    source = hands.see(TextLabel, "guideSource").text()
    assert source.startswith("随程序带的示范指南，不是部门正式发布的")
    assert hands.button("guideVersionOpen").words == "12月1日起用第4版"
    hands.button("guideVersionOpen").click()
    hands.settle()
    assert "12月1日起用第4版，变化 3 处" in hands.see(TextLabel, "changesTitle").text()
    assert hands.button("changesSeen").isHidden()
    hands.key(Key.Key_Escape)
    assert hands.see(TextLabel, "guideSource").isVisible()
    hands.window.close()
