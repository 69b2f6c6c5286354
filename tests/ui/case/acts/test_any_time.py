"""官方编号, 换跟踪人 and 进度提醒 by keys, in the page of a case; the page shows what was recorded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from counter.domain.case.official_events import official_words
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.kit.controls.choices import Choices
from tests.ui.case.acts.conftest import At

NUMBER = "11150000MB0000000X0000123456789202611200001"
OTHER = f"{NUMBER[:-1]}2"


def words(at: At, name: str) -> str:
    return next((one.text() for one in at.window.findChildren(QLabel, name) if one.isVisible()), "")


def shown(at: At, number: str) -> bool:
    """Whether the line of an item says that number."""
    return any(f"官方编号 {official_words(number)}" in text for text in at.items())


def fill(at: At, field: str, text: str) -> None:
    one = at.see(QLineEdit, field)
    one.setFocus()
    one.selectAll()
    at.write(text)


def test_that_a_number_is_typed_put_right_and_the_case_found_by_it(at: At) -> None:
    case = at.filed(at.visit(), FilingMode.KEEP)
    at.opened(case)
    assert words(at, "detailOfficial") == ""
    at.open_act("\\", "officialForm")
    fill(at, "officialNumber", official_words(NUMBER)[:-1])
    at.confirm("officialForm")
    assert "43位，这里有42位" in words(at, "actProblem")
    fill(at, "officialNumber", official_words(NUMBER))
    at.confirm("officialForm")
    first = case.items[0]
    assert at.now(case).official_of(first.id) == NUMBER
    assert shown(at, NUMBER)  # with the item
    assert words(at, "detailOfficial") == ""
    at.open_act("\\", "officialForm")
    assert at.see(Choices, "officialOf").chosen == (case.items[1].id,)  # the next that has none
    at.see(Choices, "officialOf").take_focus()
    at.keys("1")
    assert NUMBER in words(at, "officialKnown").replace(" ", "")
    fill(at, "officialNumber", OTHER)
    fill(at, "officialReason", "抄错一位")
    at.confirm("officialForm")
    assert at.now(case).official_of(first.id) == OTHER
    at.key(Qt.Key.Key_Escape)
    at.key(at.F3)
    at.write(OTHER)
    at.key(at.RETURN)
    at.qtbot.waitUntil(lambda: at.shows("caseDetail"))
    assert shown(at, OTHER)
    at.open_act("\\", "officialForm")
    at.see(Choices, "officialOf").take_focus()
    at.keys(str(len(case.items) + 1))  # the whole case
    fill(at, "officialNumber", NUMBER)
    at.confirm("officialForm")
    at.facts()
    assert official_words(NUMBER) in words(at, "detailOfficial")


def test_that_a_case_is_passed_on_and_reminders_are_changed(at: At) -> None:
    case = at.filed(at.visit(), FilingMode.KEEP)
    at.opened(case)
    about = at.facts()
    assert any("跟踪人 阿木古郎（W01）" in text for text in about)
    assert any("经办 阿木古郎（W01）" in text for text in about)  # both alike: a code alone says nothing
    at.open_act("Home", "passOnForm")
    assert at.see(Choices, "passOnTo").chosen == ("S01",)  # the only other one on duty
    fill(at, "passOnReason", "休假")
    at.confirm("passOnForm")
    assert at.now(case).follower == "S01"
    about = at.facts()
    assert any("跟踪人 苏日娜（S01）" in text for text in about)
    at.open_act("End", "remindersForm")
    assert at.see(Choices, "remindersAgreed").chosen == ("yes",)  # what is not so yet
    assert "100****5678" in at.see(QLineEdit, "remindersNumber").placeholderText()  # never in full unasked
    fill(at, "remindersNumber", "10000005679")
    at.confirm("remindersForm")
    assert (at.now(case).reminding.wanted, at.now(case).reminding.number) == (True, "10000005679")
