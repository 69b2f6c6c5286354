"""处理矛盾 by keys: both records are told with window, person and time; a supervisor says which stands."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit

from counter.domain.case.events import PaperIssued
from counter.domain.case.item_events import ItemTold, NotifiedGap
from counter.domain.case.item_state import ItemState
from counter.ui.kit.controls.choices import Choices
from tests.services.case.test_windows_of_a_case import wrote_elsewhere
from tests.stories import due
from tests.ui.case.acts.conftest import At

FOOD = "food_small_catering"


def test_that_a_supervisor_settles_what_two_windows_recorded(at: At) -> None:
    case = at.filed(at.visit())
    office, item, opened = at.office, case.item(FOOD), at.office.app.journal.entries(case.id)[0]
    assert item is not None
    gap = NotifiedGap(case.lines[0].id, case.lines[0].name, "missing", "", due("2026-12-04"))
    told = ItemTold(FOOD, item.asked.name, item.asked.organ, (gap,), 1, due("2026-12-04"))
    first = wrote_elsewhere(office, case, told, opened.id)
    paper = PaperIssued("p9", "correction_notice", "补正通知书", "乌食补〔2026〕9号", "局", (FOOD,), "00")
    wrote_elsewhere(office, case, paper, first)
    at.opened(case)
    assert at.focus().objectName() == "actSettle"
    at.open_act("V", "settleForm")
    choices = at.see(Choices, "settleStands")
    choices.take_focus()
    at.keys("1")
    words = "".join(w.text() for w in at.window.findChildren(QLabel) if w.isVisible())
    assert "两边互不知情" in words
    at.see(QLineEdit, "settleReason").setFocus()
    at.write("已与对方窗口核对")
    at.see(Choices, "settlePapers").take_focus()
    at.keys("1")
    at.see(QLineEdit, "supervisorCode").setFocus()
    at.write("S01")
    at.see(QLineEdit, "supervisorPin").setFocus()
    at.write("9876")
    at.confirm("settleForm")
    after = at.now(case)
    settled = after.item(FOOD)
    assert settled is not None
    assert (settled.state, after.conflicts) == (ItemState.ACCEPTED, ())
    notice = after.paper("p9")
    assert notice is not None
    assert (notice.station, notice.stage.binding) == (case.owner, False)
