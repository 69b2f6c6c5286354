"""再发 on the page 上报, by keys: a file that was sent from here goes once more."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.domain.journal.exchange.parcels import ParcelKind
from counter.services.exchange.round_marks import begin_marks
from counter.services.exchange.send_parcel import send_parcel
from tests.services.exchange.test_parcels import arrangement
from tests.ui.exchange.test_let_in import press
from tests.ui.exchange.test_let_in import reporting as reporting
from tests.ui.exchange.test_reporting_page import ALT, Reporting

Key = Qt.Key


def test_that_a_sent_file_goes_once_more_by_a_persons_pin(reporting: Reporting) -> None:
    page, app = reporting.page, reporting.facade.app
    press(reporting, Key.Key_G, ALT)
    assert "没有从这里发过文件" in reporting.messages[-1].sentence
    begin_marks(app, "hub")
    send_parcel(app, ParcelKind.CALENDAR, arrangement(2027), title="2027年放假安排", number=2027)
    reporting.shown()
    assert page.again.accessibleName() == "再发…，Alt+G"
    assert page.again.toolTip()
    press(reporting, Key.Key_G, ALT)
    assert "2027年放假安排" in reporting.text("resendTitle")
    assert page.half_done == "再发"
    press(reporting, Key.Key_F8)
    assert "谁再发的" in reporting.told()
    reporting.type(page.resend.by.code, "S01")
    reporting.type(page.resend.by.pin, "0000")
    press(reporting, Key.Key_F8)
    assert reporting.told()
    assert page.resend.by.pin.text() == ""
    reporting.type(page.resend.by.pin, "9876")
    press(reporting, Key.Key_F8)
    assert "再发一次" in reporting.messages[-1].sentence
    assert page.half_done == ""
    (kept,) = app.journal.exchange().parcels().every()
    assert (kept.state.value, kept.by) == ("to_send", "S01")
