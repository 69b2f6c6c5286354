"""A new version of the guide reaches whoever sits at the window: told once, read by keyboard, used between visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.domain.errors import WorldTrouble
from counter.domain.guide.diff.change import GuideChange, GuideDiff
from counter.domain.guide.publication import Transition
from counter.domain.journal import codec
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Visit
from counter.services.context.ports import DraftRow
from counter.ui.guide.change_strip import ChangeStrip
from counter.ui.guide.changes_view import GuideChangesView
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.question_box import QuestionBox
from counter.ui.visit.panels.draft_strip import DraftStrip
from counter.ui.window.guide_version_watch import GuideVersionWatch
from tests.ui.conftest import open_window
from tests.ui.fake_facade import FakeFacade
from tests.ui.fake_versions import CHANGES, TODAY, known
from tests.ui.hands import Hands, Key


def following(hands: Hands) -> GuideVersionWatch:
    found = hands.window.shell.following
    assert found is not None
    return found


def at_work(qtbot: QtBot, facade: FakeFacade) -> Hands:
    """Somebody has signed on, and what is new has been asked for."""
    hands = open_window(qtbot, facade)
    hands.sign_on()
    qtbot.waitUntil(lambda: hands.window.shell.following is not None)
    hands.settle()
    return hands


def view(hands: Hands) -> GuideChangesView:
    return hands.see(GuideChangesView, "guideChanges")


def sentences(hands: Hands) -> list[str]:
    return [c.sentence for c in view(hands).lines.changes if c is not None]


def test_that_a_new_version_is_told_until_each_clerk_has_read_it(qtbot: QtBot, facade: FakeFacade) -> None:
    facade.guide_versions.take(
        known(3, facade.guide.version, TODAY, transition=Transition.LIGHTER, notes="国庆后改。")
    )
    hands = at_work(qtbot, facade)
    qtbot.waitUntil(lambda: hands.shows("changeStrip"))
    strip = hands.see(ChangeStrip, "changeStrip")
    assert strip.words == "办事指南今天起用第3版，变化 3 处"
    hands.key(Key.Key_B, Hands.CONTROL)
    assert len(sentences(hands)) == 3
    about = hands.see(TextLabel, "changesAbout").text()
    assert "新版不再要的材料" in about
    assert "国庆后改。" in about
    assert "公钥指纹" in about
    view(hands).line_wanted.emit(8, "")  # Enter on a change: the place itself, and not read yet
    assert strip.isVisible()
    hands.key(Key.Key_B, Hands.CONTROL)
    hands.settle()
    hands.key(Key.Key_F, Hands.CONTROL)
    hands.write("健康")
    assert sentences(hands) == ["不再要“健康证明”。"]
    hands.key(Key.Key_F9)
    assert facade.guide_versions.versions.has_seen("W01", 3)
    assert not hands.shows("changeStrip")
    assert not view(hands).isVisible()
    hands.key(Key.Key_L, Hands.CONTROL)
    hands.key(Key.Key_Tab, Hands.SHIFT)
    hands.key(Key.Key_A, Hands.CONTROL)
    hands.sign_on("W02", "2345")
    qtbot.waitUntil(lambda: strip.isVisible())
    hands.window.close()


def test_that_it_can_wait_but_comes_again_with_the_next_sign_on(qtbot: QtBot, facade: FakeFacade) -> None:
    facade.guide_versions.take(known(1, facade.guide.version, TODAY - timedelta(days=40)))
    hands = at_work(qtbot, facade)
    qtbot.waitUntil(lambda: hands.shows("changeStrip"))
    hand = hands.focus()
    qtbot.mouseClick(hands.button("changesLater"), Qt.MouseButton.LeftButton)
    assert hands.focus() is hand
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


def test_that_a_visit_keeps_its_guide_and_the_next_one_has_the_new(qtbot: QtBot, facade: FakeFacade) -> None:
    hands = at_work(qtbot, facade)
    hands.begin()
    versions = facade.guide_versions
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


def test_that_thousands_of_changes_are_searched_while_typing(qtbot: QtBot, facade: FakeFacade) -> None:
    many = (GuideChange((n % 103 + 1,), f"第{n}处", f"第{n}样材料改了。") for n in range(5000))
    facade.guide_versions.changes = tuple(many)
    facade.guide_versions.take(known(1, facade.guide.version, TODAY))
    hands = at_work(qtbot, facade)
    hands.key(Key.Key_B, Hands.CONTROL)
    qtbot.waitUntil(lambda: len(sentences(hands)) == 5000)
    hands.key(Key.Key_F, Hands.CONTROL)
    hands.write("第4321样")
    assert sentences(hands) == ["第4321样材料改了。"]
    hands.window.close()


def test_that_what_is_to_come_can_be_read_early(qtbot: QtBot, facade: FakeFacade) -> None:
    facade.guide_versions.take(known(4, "Gnext", TODAY + timedelta(days=11)), use=False)
    hands = at_work(qtbot, facade)
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


def test_that_a_draft_of_an_older_version_opens_as_far_as_it_fits(qtbot: QtBot, facade: FakeFacade) -> None:
    moment = facade.now().isoformat()
    visits = {
        "kept": Visit(
            8,
            answers={"q_entity": ("individual",), "q_gone": ("yes",)},
            brought={"gone_paper": Brought(MaterialState.RECEIVED, copies=1)},
            dropped=("gone_item",),
        ),
        "lost": Visit(999),
    }
    for key, visit in visits.items():
        facade.saved[key] = DraftRow(key, "W01", "Gold", moment, moment, codec.write(visit))
    hands = at_work(qtbot, facade)
    qtbot.waitUntil(lambda: hands.shows("draftStrip"))
    kept, lost = (
        next(s for s in hands.window.findChildren(DraftStrip) if s.draft == key) for key in ("kept", "lost")
    )
    lost.stops[0].click()
    assert hands.message() == "第 999 件在现行指南里没有了，不能接着办；草稿留着，已收的材料请退还申请人。"
    kept.stops[0].click()
    assert hands.message() == (
        "办事指南已经换了新的，请核对清单。1道情形题的回答在新版里用不上，请看一遍左边的题。"
        "新版清单里没有“gone_paper”，已收的请退还申请人。"
    )
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    assert (visit.answers, visit.brought, visit.dropped) == ({"q_entity": ("individual",)}, {}, ())
    assert set(facade.saved) == {"kept", "lost"}
    hands.window.close()


def test_that_a_visit_names_its_guide_by_number_and_day_and_its_code_only_in_the_tooltip(
    qtbot: QtBot, facade: FakeFacade
) -> None:
    hands = at_work(qtbot, facade)
    hands.begin()
    source = hands.see(TextLabel, "bundleSource")
    assert source.text() == "第 8 件 · 随程序带的指南"
    assert source.toolTip() == f"指南编号 {facade.guide.version}"
    facade.guide_versions.take(known(2, facade.guide.version, date(2026, 9, 1)))
    hands.key(Key.Key_N, Hands.CONTROL)
    hands.begin()
    assert source.text() == "第 8 件 · 指南第2版（9月1日起）"
    assert source.toolTip() == f"指南编号 {facade.guide.version}"
    hands.window.close()


def test_that_a_filed_case_says_by_which_version_it_is_done(qtbot: QtBot, facade: FakeFacade) -> None:
    versions = facade.guide_versions
    versions.take(known(2, facade.guide.version, date(2026, 9, 1)))
    hands = at_work(qtbot, facade)
    hands.ready_to_decide()
    hands.press_twice()
    hands.settle()
    versions.take(known(3, "Gnew", TODAY, transition=Transition.LIGHTER))
    versions.since = GuideDiff("", "", CHANGES[1:])
    hands.key(Key.Key_F3)
    hands.key(Key.Key_Return)
    hands.settle()
    words = hands.see(TextLabel, "caseGuideWords").text()
    assert words == "本件按指南第2版（9月1日起）办；现行第3版，这件事有 2 处变化。"
    assert not hands.shows("caseGuideChanges")
    hands.button("caseGuideMore").click()
    told = hands.see(TextLabel, "caseGuideChanges").text()
    assert "承诺时限由3个工作日改为1个工作日。" in told
    assert told.endswith(Transition.LIGHTER.words)
    versions.take(known(4, "Gnext", TODAY), use=False)  # while it is looked at
    following(hands).ask()
    hands.settle()
    words = hands.see(TextLabel, "caseGuideWords").text()
    assert words == "本件按指南第2版（9月1日起）办；现行第4版，这件事有 2 处变化。"
    hands.window.close()


def test_that_a_guide_that_is_being_read_is_read_on_in_the_new_version(
    qtbot: QtBot, facade: FakeFacade
) -> None:
    hands = at_work(qtbot, facade)
    hands.key(Key.Key_K, Hands.CONTROL)
    hands.keys("xcg")
    hands.key(Key.Key_Return)
    lines = hands.window.shell.pages.guide.lines
    lines.go_to(12)
    assert lines.line is not None
    before = lines.line.id
    facade.guide_versions.take(known(1, "Gnew", TODAY), use=False)
    following(hands).ask()
    hands.settle()
    assert facade.guide_versions.in_use == "Gnew"
    assert lines.line is not None
    assert lines.line.id == before
    hands.window.close()


def test_that_a_lost_file_is_said_where_the_changes_would_stand(qtbot: QtBot, facade: FakeFacade) -> None:
    facade.guide_versions.take(known(1, facade.guide.version, TODAY))
    facade.guide_versions.trouble = WorldTrouble("指南第1版的文件不在了，请重新导入。")
    hands = at_work(qtbot, facade)
    qtbot.waitUntil(lambda: hands.shows("changeStrip"))
    following(hands).ask()
    hands.settle()
    assert hands.message() == ""  # not said anew every minute
    hands.key(Key.Key_B, Hands.CONTROL)
    assert hands.see(TextLabel, "noChanges").text() == "指南第1版的文件不在了，请重新导入。"
    hands.window.close()


def test_that_an_answer_worded_anew_is_read_as_the_new_guide_words_it(hands: Hands) -> None:
    hands.begin()
    box = hands.see(QuestionBox, "q_entity")
    asked = hands.window.shell.intake.visits.assessment.asked[0]
    assert asked.id == "q_entity"
    first = replace(asked.options[0], label="个体工商户（含农户）")
    box.show_asked(1, replace(asked, options=(first, *asked.options[1:])))
    assert box.chips[0].text() == "个体工商户（含农户）"


def test_that_the_key_for_changes_says_so_where_no_version_was_taken_in(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: hands.window.shell.following is not None)
    hands.key(Key.Key_B, Hands.CONTROL)
    assert hands.message() == "这里还没有导入过指南的新版，没有变化可看。"
