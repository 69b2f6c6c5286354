"""指南: a bundle to read, for clerks and people who ask; its checklist for any answers; problem reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from counter.domain.calendar.workdays import civil_date
from counter.domain.reading.text_search import GuideSearch
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.guide.answers import GuideAnswers
from counter.ui.guide.files import GuideFileOpener
from counter.ui.guide.outline import GuideOutline
from counter.ui.guide.problems import GuideProblems
from counter.ui.guide.start import GuideStart
from counter.ui.guide.versions import GuideVersions
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import Badge, TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_stack import PageStack
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.controls.work_columns import WorkColumns
from counter.ui.kit.dropped_file import DroppedFile
from counter.ui.kit.lists.find_box import FindBox
from counter.ui.kit.lists.hit_list import HitList
from counter.ui.kit.lists.lines_view import GuideLinesView
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look, restyle
from counter.ui.visit.current_visit import CurrentVisit
from counter.ui.visit.guide_sheet_overlay import GuideSheetOverlay
from counter.ui.words.versions import guide_tip

if TYPE_CHECKING:
    from counter.domain.reading.lines import Reading


class GuidePage(QWidget):
    """Signals: ``announced(message)`` for the message bar."""

    announced = Signal(Message)

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade = facade
        self._background = background
        self._reading: Reading | None = None
        self._search: GuideSearch | None = None
        self.visits = CurrentVisit(facade.assess, facade.now)
        self.visits.changed.connect(self._show_answers)
        self.box = FindBox()
        self.box.setObjectName("guideFindBox")
        self.hits = HitList(look)
        self.outline = GuideOutline(look)
        self.lines = GuideLinesView(look)
        self.answers = GuideAnswers(look)
        self.sheet = GuideSheetOverlay(facade, background, look, self.visits, lambda: False, self)
        self.sheet.back_to(self.tr("回到指南"))
        self.versions = GuideVersions(facade, background, look, self)
        self.files = GuideFileOpener(facade, background, self)
        self.problems = GuideProblems(
            facade.reading, facade, background, look, lambda: civil_date(facade.now()), self
        )
        self._arrange(look)
        self._connect()

    @property
    def half_done(self) -> str:
        """Title of a started form on this page; else empty."""
        return self.problems.half_done

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk; another clerk starts with nothing open."""
        self.sheet.close()
        self.sheet.set_clerk(clerk)
        self.problems.set_clerk(clerk)
        self.versions.set_clerk(clerk)
        self._forget()

    def renew(self) -> None:
        """Another guide is in use: reload at the same line, where it still has that bundle."""
        line, reading = self.lines.line, self._reading
        self._forget()
        if reading is not None and reading.bundle in self._facade.guide.bundles:
            focused = QApplication.focusWidget()
            self.open_bundle(reading.bundle, line.id if line is not None else "")
            if focused is not None and focused.isVisible():
                focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_shown(self) -> None:
        """The page is shown: the content as left, or the find box."""
        self.problems.refresh()
        self._say_source()
        if self.versions.is_open:
            self.versions.take_focus()
        elif self.sheet.is_open:
            self.sheet.panel.take_focus()
        elif self.problems.is_open:
            self.problems.take_focus()
        elif self._reading is not None:
            self.lines.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._find(self.box.text())
            self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_bundle(self, bundle: int, line: str = "") -> None:
        """Open this bundle; ``line``: at that line."""
        self.sheet.close()
        self.problems.close()
        self.versions.close()
        reading = self._reading = self._facade.reading.read(bundle)
        self._search = GuideSearch(reading)
        self.box.setText(reading.name)
        self.box.setCursorPosition(0)
        self._title.setText(reading.name)
        self._title.show()
        self._show_columns(False)
        self._say_source()
        self._demo.setVisible(reading.overlay is not None)
        self.lines.show_lines(reading.lines)
        self.outline.begin()
        self.outline.show_outline(reading)
        self.visits.end()
        turn_to(self._left, self.outline)
        turn_to(self._middle, self._middle.widget(1))
        turn_to(self._right, self._right.widget(0))
        self._report.show()
        index = next((n for n, x in enumerate(reading.lines) if x.id == line), 0)
        self.lines.go_to(index, on_top=bool(index))
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
        self._spell_out(reading)
        QTimer.singleShot(0, self, self._begin_answers)  # paint the guide first

    def doubt(self, bundle: int, line: str) -> None:
        """Open a line from a checklist's explanation and start a problem report about it."""
        self.open_bundle(bundle, line)
        self._report_line()

    # -- building --
    def _arrange(self, look: Look) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 12, 8)
        column.setSpacing(10)
        column.addWidget(self.box)
        self._left = QStackedLayout()
        # before its pages: a stacked layout without a widget shows the first one as a window
        column.addLayout(self._left, 1)
        self._left.addWidget(self.hits)
        self._left.addWidget(self.outline)
        right = self._right_column = QWidget()
        self._right = PageStack(right)
        self._right.addWidget(QWidget())
        self._right.addWidget(self.answers)
        self._middle_frame = self._build_middle(look)
        self._work = WorkColumns(look, left, self._middle_frame, right)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._work)
        self.sheet.add_to_stack(self._stack, self._work)
        self.problems.add_to_stack(self._stack, self._work, self._right)
        self.versions.add_to_stack(self._stack, self._work)

    def _build_middle(self, look: Look) -> QFrame:
        middle = QFrame()
        middle.setObjectName("middle")
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("guideTitle")
        self._source = TextLabel("", "small", wrap=True)
        self._source.setObjectName("guideSource")
        self._demo = Badge(self.tr("演示"), "gap")
        self._report = ActButton("guideReport", self.tr("这一行不对"), "Ctrl+J", role="quiet")
        self._report.clicked.connect(self._report_line)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self._source, 1)
        under.addWidget(self._demo)
        acts = FlowLayout(gap=16)
        for button in (self._report, self.problems.button, self.versions.button, self.versions.take_in):
            acts.addWidget(button)
        column = QVBoxLayout(middle)
        column.setContentsMargins(16, 12, 4, 4)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(under)
        column.addLayout(acts)
        shown = QWidget()
        self._middle = PageStack(shown)
        column.addWidget(shown, 1)
        self._middle.addWidget(GuideStart(look))
        self._middle.addWidget(self.lines)
        column.addWidget(self.files.bar)
        return middle

    def _connect(self) -> None:
        self.box.textEdited.connect(self._on_typed)
        self.box.walked.connect(self._walk)
        self.box.chosen.connect(self._choose)
        self.box.given_up.connect(self._give_up_finding)
        self.box.came.connect(self.box.selectAll)
        self.hits.chosen.connect(self.open_bundle)
        self.outline.sought.connect(self._seek)
        self.outline.picked.connect(self._show_line)
        self.outline.chosen.connect(self._read_on)
        self.outline.left.connect(lambda: self.lines.setFocus(Qt.FocusReason.OtherFocusReason))
        self.lines.left.connect(lambda: self.box.setFocus(Qt.FocusReason.OtherFocusReason))
        self.lines.moved.connect(self._follow)
        self.answers.answered.connect(self.visits.answer)
        self.answers.sheet_wanted.connect(self.sheet.show)
        self.answers.cleared.connect(self._answer_anew)
        self.sheet.announced.connect(self.announced)
        self.sheet.left.connect(lambda: self.answers.sheet.setFocus(Qt.FocusReason.OtherFocusReason))
        self.problems.announced.connect(self.announced)
        DroppedFile(self, self.versions.take_pack, self.announced.emit)
        self.versions.announced.connect(self.announced)
        self.versions.changed.connect(self._say_source)
        self.versions.left.connect(self._after_problem)
        self.versions.line_wanted.connect(self.open_bundle)
        self.files.announced.connect(self.announced)
        self.lines.activated.connect(lambda _: self.files.bar.open_first())
        self.problems.left.connect(self._after_problem)
        for key, act in (
            ("Ctrl+F", self._go_searching),
            ("Ctrl+G", self.sheet.show),
            ("Ctrl+J", self._report_line),
            ("Ctrl+T", self.problems.open_list),
            ("Ctrl+S", self._save_paper),
            ("F8", self._go_answering),
        ):
            bind_key(self, key, act)

    # -- finding a bundle --
    def _forget(self) -> None:
        self.visits.end()
        self._reading = self._search = None
        self.box.clear()
        self._show_finding()

    def _say_source(self) -> None:
        """Show the publisher of the guide, or that it ships unpublished with the program."""
        words = self.versions.source_words()
        self._source.setToolTip(guide_tip(self._facade.guide_versions.news.guide_version))
        read = self._reading
        self._source.setText(words if read is None else self.tr("第 {0} 件 · {1}").format(read.bundle, words))

    def _show_finding(self) -> None:
        self._title.hide()
        self._show_columns(True)
        self._say_source()
        self.files.show_line(None)
        self._demo.hide()
        self._report.hide()
        turn_to(self._left, self.hits)
        turn_to(self._middle, self._middle.widget(0))
        turn_to(self._right, self._right.widget(0))

    def _show_columns(self, nothing_open: bool) -> None:
        """While nothing is open no column is white without words, and there is nothing to be answered at the right."""
        self._right_column.setVisible(not nothing_open)
        restyle(self._middle_frame, starts=nothing_open)

    def _find(self, text: str) -> None:
        self.hits.show_hits(self._facade.find(text))

    def _on_typed(self, text: str) -> None:
        self._find(text)
        turn_to(self._left, self.hits)

    def _walk(self, step: int) -> None:
        if self._left.currentWidget() is self.hits:
            self.hits.walk(step)
        else:
            self._find("")
            turn_to(self._left, self.hits)

    def _choose(self) -> None:
        if self._left.currentWidget() is self.hits:
            self.hits.choose()
        elif self._reading is not None:
            self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up_finding(self) -> None:
        if self._reading is None:
            self.box.clear()
            self._find("")
        else:
            self.box.setText(self._reading.name)
            turn_to(self._left, self.outline)
            self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- searching in it --
    def _spell_out(self, reading: Reading) -> None:
        def ready(search: GuideSearch) -> None:
            if self._reading is reading:
                self._search = search
                if self.outline.field.text():
                    self._seek(self.outline.field.text())

        self._background.run(lambda: self._facade.reading.spell_out(reading), ready, lane=Lane.PAPERS)

    def _go_searching(self) -> None:
        if self.versions.is_open:
            self.versions.seek()
            return
        field: QLineEdit = self.box
        if self._reading is not None and self._work.isVisible():
            turn_to(self._left, self.outline)
            field = self.outline.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def _seek(self, text: str) -> None:
        if self._reading is None or self._search is None:
            return
        if not text.strip():
            self.lines.mark({})
            self.outline.show_outline(self._reading)
            self.outline.follow(self.lines.place)
            return
        found = self._search.find(text)
        self.outline.show_found(self._reading, found)
        self.lines.mark({one.place: one.spans for one in found if one.spans})
        if found:
            self._show_line(found[0].place)

    def _show_line(self, index: int) -> None:
        self.lines.go_to(index, on_top=True)

    def _read_on(self, index: int) -> None:
        self._show_line(index)
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, index: int) -> None:
        if self.files.show_line(self.lines.line if self._reading is not None else None):
            # its row takes some of the height
            QTimer.singleShot(0, self, lambda: self.lines.go_to(self.lines.place))
        if not self.outline.field.text():
            self.outline.follow(index)

    # -- answers and problems --
    def _begin_answers(self) -> None:
        """Reset the answers; panels beside the guide stay."""
        if self._reading is None or self.visits.visit is not None:
            return
        self.answers.begin(self._reading.places)
        self.visits.begin(self._reading.bundle)
        if self._right.currentIndex() == 0:
            turn_to(self._right, self._right.widget(1))

    def _show_answers(self) -> None:
        if self.visits.assessment is not None:
            self.answers.show_assessment(self.visits.assessment)

    def _answer_anew(self) -> None:
        if self._reading is not None:
            self.answers.begin(self._reading.places)
            self.visits.begin(self._reading.bundle)
            self.answers.focus_first()

    def _go_answering(self) -> None:
        if self._reading is not None and self._work.isVisible() and not self.problems.is_open:
            self.answers.focus_first()

    def _report_line(self) -> None:
        line = self.lines.line
        if self._reading is not None and line is not None and self._work.isVisible():
            self.problems.report(self._reading.bundle, line.id, line.where)

    def _save_paper(self) -> None:
        """Ctrl+S saves the sheet or the letter, whichever is shown."""
        if self.sheet.is_open:
            self.sheet.panel.save_current()
        elif not self.problems.save_letter():
            words = self.tr("这里没有要存的：打开一件事，按 Ctrl+G 看告知单，再按 Ctrl+S 存。")
            self.announced.emit(Message(Tone.SAID, words))

    def _after_problem(self) -> None:
        if self._reading is not None:
            self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
