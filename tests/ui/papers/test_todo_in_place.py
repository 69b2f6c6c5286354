"""Papers done from their row in 待办: sent by Space, called out and stamped by two presses, at a real print system."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.domain.case.case import Case
from counter.domain.case.paper_events import PaperStage
from counter.ui.tasks.task_list import TaskList
from tests.printing.cups import Cups
from tests.ui.case.acts.conftest import LATER_HERE, At
from tests.ui.hands import Key
from tests.ui.papers.conftest import PATIENCE


def row(at: At) -> str:
    """The current row, as it is read aloud."""
    return str(at.see(TaskList, "taskList").currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def stages(at: At, case: Case) -> set[PaperStage]:
    return {paper.stage for paper in at.now(case).papers}


def confirm(at: At) -> None:
    """Space twice, as the row asks."""
    at.key(Key.Key_Space)
    at.qtbot.waitUntil(lambda: at.see(TaskList, "taskList").delegate.armed)
    at.key(Key.Key_Space)


def test_that_the_papers_of_a_case_are_sent_called_out_and_stamped_from_its_row(cups: Cups, at: At) -> None:
    tray = cups.printer("window")
    case = at.filed(at.visit())
    number = len(case.papers)
    at.key(Key.Key_F2)
    assert f"{number}份未出纸" in row(at)
    at.key(Key.Key_Space)
    at.qtbot.waitUntil(lambda: "已送打印" in at.message(), timeout=PATIENCE)
    assert stages(at, case) == {PaperStage.QUEUED}
    at.qtbot.waitUntil(lambda: len(list(tray.glob("*.pdf"))) == 2 * number, timeout=PATIENCE)
    at.key(Key.Key_Space)
    assert stages(at, case) == {PaperStage.QUEUED}  # one press only says it
    at.key(Key.Key_F2)
    confirm(at)
    at.qtbot.waitUntil(lambda: stages(at, case) == {PaperStage.PRINTED}, timeout=PATIENCE)
    at.qtbot.waitUntil(lambda: f"{number}份未盖章" in row(at), timeout=PATIENCE)
    confirm(at)
    at.qtbot.waitUntil(lambda: all(p.stamped for p in at.now(case).papers), timeout=PATIENCE)
    at.qtbot.waitUntil(lambda: "未盖章" not in row(at), timeout=PATIENCE)


def test_that_without_a_printer_it_is_said_and_nothing_is_called_sent(at: At) -> None:
    case = at.filed(at.visit())
    at.key(Key.Key_F2)
    assert row(at).endswith(f"空格：打印 {len(case.papers)} 份")  # what the eye finds on the button
    at.key(Key.Key_Space)
    assert "没有送去打印" in at.message()
    assert stages(at, case) == {PaperStage.MADE}
    assert f"{len(case.papers)}份未出纸" in row(at)


def test_that_space_goes_on_to_the_form_of_the_act(at: At) -> None:
    case = at.filed(at.visit(missing=(LATER_HERE,)))
    at.key(Key.Key_F2)
    at.key(Key.Key_Plus)
    for _ in range(10):
        if row(at).startswith("补正期限"):
            break
        at.key(Key.Key_Down)
    at.key(Key.Key_Space)
    at.qtbot.waitUntil(lambda: at.shows("supplementForm"))
    assert at.now(case).number
