"""The middle column: the checklist, with the reason of the current line below; why a paper is asked for stands beside
it on a wide screen, else below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.visit.checklist import Line
from counter.domain.visit.looked_at import unseen_lines
from counter.domain.visit.material import Brought, MaterialState, Shared, Unasked
from counter.domain.visit.visit import Assessment
from counter.ui.checklist.checklist_head import ChecklistHead
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.checklist.originals_panel import OriginalsPanel
from counter.ui.checklist.reason_editor import ReasonEditor
from counter.ui.checklist.shared_editor import SharedEditor
from counter.ui.checklist.why_panel import WhyPanel
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.theme import Look

_WITH_WHY = 960
"""Logical pixels of the column."""
_LIST, _WHY = 2, 1
"""Shares of its width."""


class MiddleColumn(QFrame):
    """Signals: ``recorded(line, brought)``, ``all_received``, ``rest_missing``, ``originals_seen(lines)``,
    ``refused(sentence)``.
    """

    recorded = Signal(str, Brought)
    all_received = Signal()
    rest_missing = Signal()
    originals_seen = Signal(tuple)
    refused = Signal(str)

    def __init__(self, look: Look, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("middle")
        self._today = today
        self._found: Assessment | None = None
        self.head = ChecklistHead()
        self.list = ChecklistView(look)
        self.back = ReturnNote()
        self.moved = TextLabel("", "gap", wrap=True)
        self.moved.setObjectName("movedNote")
        self.empty = TextLabel("", "second", wrap=True)
        self.empty.setObjectName("emptyNote")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.why = WhyPanel()
        self.reason = LazyPart(self._make_reason, self)
        self.shared = LazyPart(self._make_shared, self)
        self.originals = LazyPart(self._make_originals, self)
        self._to_see: tuple[Line, ...] = ()
        self._why_area = FittingScrollArea("whyScroll", self.why)
        self._wide = self._put_away = False
        self._arrange()
        self._connect()
        self.show_assessment(None, ())

    def show_assessment(
        self,
        found: Assessment | None,
        moved: tuple[str, ...],
        to_see: tuple[Line, ...] = (),
        covered: int = 0,
    ) -> None:
        """Show the checklist; ``moved``: sentences about lines the last answer moved.

        ``to_see``: lines whose originals one key may record as seen; ``covered``: number of lines marked only by
        其余都没带.
        """
        self._found = found
        lines = found.checklist.lines if found else ()
        self._to_see = to_see
        self.head.enable(bool(lines), len(to_see))
        self.head.show_unmarked(len(unseen_lines(lines, found.visit.brought)) if found else 0, covered)
        asked = self.originals.made
        if asked is not None and asked.lines != tuple(line.id for line in to_see):
            asked.hide()  # its list is no longer what would be recorded
        self.list.show_assessment(found)
        self.list.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.empty.setText(self._empty_words(found))
        self.back.show_unasked(found.visit.unasked if found else {})
        self.moved.setText("\n".join(moved[:4]))  # papers to return are listed in full above
        self.moved.setVisible(bool(moved))
        for editor in (self.reason.made, self.shared.made):
            if editor is not None and editor.line and not (found and found.checklist.line(editor.line)):
                editor.hide()
        if not self.why.isHidden() or self._stays:
            self._show_why(self.list.current_line())

    def focus_line(self, line: str) -> None:
        """Make a line current and take the focus."""
        self.list.go_to(line)

    def jump(self, field: str) -> None:
        """Focus what resolves an obstacle: a line (``materials.…``), or the papers to return (``unasked``)."""
        head, _, tail = field.partition(".")
        if head == "unasked":
            self.back.take_focus()
        else:
            self.focus_line(tail)

    def take_all(self) -> None:
        """Record everything as received and focus the list."""
        self._all_received()

    def press_reason(self) -> None:
        """Open the reason editor for the current line."""
        self.list.press_reason()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _WITH_WHY
        if wide is not self._wide:
            self._wide = wide
            if wide:
                self._beside.addWidget(self._why_area, _WHY, Qt.AlignmentFlag.AlignTop)
            else:
                self._column.insertWidget(self._column.indexOf(self.list) + 1, self._why_area)
            if self._stays:
                self._show_why(self.list.current_line())
            else:
                self._hide_why()

    @property
    def _stays(self) -> bool:
        """There is room for it beside the list, and nobody put it away."""
        return self._wide and not self._put_away

    def _arrange(self) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        for part in (self.back, self.moved, self.empty, self.list, self._why_area):
            self._column.addWidget(part, 1 if part in (self.list, self.empty) else 0)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(16)
        self._beside.addLayout(self._column, _LIST)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 8)
        whole.setSpacing(6)
        whole.addWidget(self.head)
        whole.addLayout(self._beside, 1)

    def _connect(self) -> None:
        self.head.all_received.connect(self._all_received)
        self.head.rest_missing.connect(self._rest_missing)
        self.list.rest_missing.connect(self._rest_missing)
        self.head.original_seen.connect(lambda: self._act(self.list.press_original))
        self.head.originals_seen.connect(self._ask_originals)
        self.head.without_paper.connect(lambda: self._act(self.list.press_without_paper))
        self.head.why.connect(lambda: self._act(self.list.press_why))
        self.list.recorded.connect(self.recorded)
        self.list.all_received.connect(self._all_received)
        self.list.originals_seen.connect(self._ask_originals)
        self.list.refused.connect(self.refused)
        self.list.reason_wanted.connect(self._ask_reason)
        self.list.answer_wanted.connect(self._ask_answer)
        self.list.why_wanted.connect(self._toggle_why)
        self.list.moved.connect(self._follow)
        self.why.closed.connect(self._close_why)

    def _make_reason(self) -> ReasonEditor:
        made = ReasonEditor()
        made.given.connect(self._take_reason)
        made.closed.connect(self._close_reason)
        self._column.addWidget(made)
        self.list.follow(made.field)
        return made

    def _make_shared(self) -> SharedEditor:
        made = SharedEditor()
        made.given.connect(self._take_answer)
        made.closed.connect(self._close_answer)
        self._column.addWidget(made)
        for field in made.fields:
            self.list.follow(field)
        return made

    def _make_originals(self) -> OriginalsPanel:
        made = OriginalsPanel()
        made.confirmed.connect(self._take_originals)
        made.closed.connect(self._close_originals)
        self._column.addWidget(made)
        return made

    def _empty_words(self, found: Assessment | None) -> str:
        if found is None:
            return self.tr("先在左边找到要办的“一件事”，按回车。\n也可以先扫申请人的身份证。")
        if found.checklist.stops and not found.checklist.lines:
            reasons = "\n".join(one.reason for one in found.checklist.stops)
            return self.tr("按现在的回答不能办。\n{0}\n申请人坚持提交的，也可以收件。").format(reasons)
        if found.checklist.nothing_needed and not any(asked.open for asked in found.asked):
            if found.checklist.not_here:
                reasons = "\n".join(x.reason for x in found.checklist.warnings if x.kind != "not_needed")
                return self.tr("按现在的回答，不在这里办，不用交材料。\n{0}").format(reasons)
            return self.tr("按现在的回答，没有要办的事项，不用交材料。")
        return self.tr("回答左边的问题，材料清单就在这里。")

    def _act(self, press: object) -> None:
        assert callable(press)
        press()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _all_received(self) -> None:
        before = self._unmarked()
        self.all_received.emit()
        if (marked := before - self._unmarked()) > 0:
            announce(self.list, self.tr("{0}份记为已收。").format(marked))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unmarked(self) -> int:
        found = self._found
        return len(unseen_lines(found.checklist.lines, found.visit.brought)) if found else 0

    def _rest_missing(self) -> None:
        before = self._unmarked()
        self.rest_missing.emit()
        marked = before - self._unmarked()
        if marked:
            words = self.tr("{0}份记为没带。") if marked > 0 else self.tr("{0}份不再记为没带。")
            announce(self.list, words.format(abs(marked)))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_originals(self) -> None:
        if not self._to_see:
            self.refused.emit(self.tr("没有收下了还没核对的原件。没收的先记“已收”。"))
            return
        self._make_room()
        self.reason.hide()
        self.shared.hide()
        self.originals().open_for(self._to_see)

    def _take_originals(self, lines: tuple[str, ...]) -> None:
        self._close_originals()
        self.originals_seen.emit(lines)
        announce(self.list, self.tr("{0}份原件记为看过。").format(len(lines)))

    def _close_originals(self) -> None:
        self.originals.hide()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_reason(self, line_id: str) -> None:
        line = self._found.checklist.line(line_id) if self._found else None
        if line is None or self._found is None:
            return
        self._make_room()
        self.originals.hide()
        self.shared.hide()
        brought = self._found.visit.brought.get(line_id, Brought())
        self.reason().open_for(line_id, line.name, brought.note)
        self.list.lead_to(self.reason().field)

    def _take_reason(self, line_id: str, reason: str) -> None:
        if self._found is None:
            return
        before = self._found.visit.brought.get(line_id, Brought())
        self.recorded.emit(line_id, replace(before, state=MaterialState.DEFECTIVE, note=reason))
        self._close_reason(line_id)
        self.list.go_on()
        self.list.say_became(line_id)

    def _close_reason(self, line_id: str) -> None:
        self.reason.hide()
        self.list.go_to(line_id)

    def _ask_answer(self, line_id: str, answer: Shared) -> None:
        line = self._found.checklist.line(line_id) if self._found else None
        if line is None or self._found is None:
            return
        self._make_room()
        self.reason.hide()
        self.originals.hide()
        self.shared().open_for(
            line, answer, self._found.visit.brought.get(line_id, Brought(line.initial)), self._today()
        )
        self.list.lead_to(self.shared().first)

    def _take_answer(self, line_id: str, brought: Brought) -> None:
        self.recorded.emit(line_id, brought)
        self._close_answer(line_id)
        self.list.go_on()
        self.list.say_became(line_id)

    def _close_answer(self, line_id: str) -> None:
        self.shared.hide()
        self.list.go_to(line_id)

    def _toggle_why(self, line_id: str) -> None:
        if self.why.isHidden():
            self._put_away = False
            if not self._wide:
                self.reason.hide()
                self.originals.hide()
                self.shared.hide()
            self._show_why(line_id)
        else:
            self._close_why()

    def _close_why(self) -> None:
        self._put_away = self._wide
        self._hide_why()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, line_id: str) -> None:
        if not self.why.isHidden() or self._stays:
            self._show_why(line_id)

    def _show_why(self, line_id: str) -> None:
        line = self._found.checklist.line(line_id) if self._found else None
        if line is None:
            self._hide_why()
        else:
            self.why.show_line(line)
            self._why_area.show()
            self.list.scrollTo(self.list.currentIndex())

    def _make_room(self) -> None:
        """Something is asked under the list: the explanation that stands there goes."""
        if not self._wide:
            self._hide_why()

    def _hide_why(self) -> None:
        self.why.hide()
        self._why_area.hide()


class ReturnNote(QFrame):
    """Hidden while no papers must be returned; Enter never confirms. Signals: ``given_back``."""

    given_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("returnNote")
        self.setProperty("role", "note-correct")
        self._words = TextLabel("", "strong", wrap=True)
        self._words.setObjectName("returnWords")
        self.button = ActButton("givenBack", self.tr("已退还"), "Ctrl+U", enter=False)
        self.button.clicked.connect(self.given_back)
        bind_key(self, "Ctrl+U", self._press)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self._words, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_unasked(self, unasked: Mapping[str, Unasked]) -> None:
        """List every paper to return, none elided."""
        names = [f"“{paper.name}”" for paper in unasked.values() if not paper.returned]
        self.setVisible(bool(names))
        words = self.tr("请当场退还申请人（{0}份）：{1}。这次不再要，已经收下了。")
        self._words.setText(words.format(len(names), "、".join(names)))
        self.setAccessibleName(self._words.text())
        self.button.say(self.tr("已退还 {0} 份").format(len(names)))

    def take_focus(self) -> None:
        """Focus the confirming button."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self) -> None:
        if self.isVisible():
            self.given_back.emit()
