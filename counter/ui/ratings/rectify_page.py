"""整改台账 (F2): the bad ratings by due date, and the current one with its next step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.ratings.rating import Mode
from counter.domain.tasks.urgency import Urgency
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.export_ledger import export_rectifications
from counter.services.ratings.office.ledger import list_rectifications
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import BAR
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import FORM, ListAndDetail, widen_to
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.ratings.ledger_list import LedgerList, LedgerRow
from counter.ui.ratings.rated_detail import RatedDetail
from counter.ui.ratings.rectify_words import rectify_word

if TYPE_CHECKING:
    from counter.domain.ratings.office.rated import Rated
    from counter.services.context.ports import RatingRow
    from counter.services.ratings.office.ledger import RectificationView

_OPEN, _EVERY, _PROXY = "open", "every", "proxy"
_LIST, _DETAIL = 16, 84
"""Letters of the list at least; of a rating beside what was done about it."""
_TO_CONFIRM = ("doubtful", "proxy")
"""States excluded from all rates until somebody confirms them."""


class RectifyPage(QWidget):
    """Signals: ``announced(message)``; ``counted(number)`` of urgent ones, for the rail."""

    announced = Signal(Message)
    counted = Signal(int)

    def __init__(
        self, facade: OfficeFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # holds the focus while nothing else can
        self._facade = facade
        self._background = background
        self._look = look
        self._clerk: Clerk | None = None
        self._asked = 0
        self._wanted = ""
        self._shown = _OPEN  # which of the three lists is shown
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("rectifySummary")
        self.which = Choices(look, "rectifyWhich", self.tr("看哪些"))
        self._export = ActButton("exportRectify", self.tr("导出 Excel…"), "Ctrl+E", enter=True)
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noRectifications")
        self.list = LedgerList(look, "rectifyList", self.tr("整改台账"))
        self.detail = RatedDetail(facade, background, look)
        self.detail.before = self.list
        self._arrange()
        self._connect()

    @property
    def half_done(self) -> str:
        """Name of the form with unsaved input; else empty."""
        return self.detail.unfinished

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of started steps that wait for their clerks."""
        return self.detail.acts.put_aside

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the person acting."""
        self._clerk = clerk
        self._wanted = ""
        self.which.show_options(self._options(), (_OPEN,))
        self.list.show_rows(())
        self.detail.set_clerk(clerk)
        if rating := self.detail.acts.waits:
            self._wanted = rating
            self.detail.show_rating(rating)

    def on_shown(self) -> None:
        """The page was shown: query the current tasks."""
        self.refresh()
        if not self.detail.take_form_focus():
            (self.list if self.list.isVisibleTo(self) else self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_rating(self, rating: str) -> None:
        """Show this one, open or closed."""
        if self._holds():
            return
        self._wanted = rating
        self.which.show_options(self._options(), (_EVERY,))
        self.refresh()

    def refresh(self) -> None:
        """Query the ledger; an answer to an older query is dropped."""
        clerk, which = self._clerk, (*self.which.chosen, _OPEN)[0]
        if clerk is None:
            return
        self._asked += 1
        asked = self._asked

        def ask() -> list[LedgerRow]:
            if which == _PROXY:
                ratings = self._facade.app.journal.ratings
                rows = [row for one in _TO_CONFIRM for row in ratings(RatingFilter(standing=one))]
                return [
                    self._proxy_row(r) for r in sorted(rows, key=lambda r: r.mode == Mode.ANONYMOUS.value)
                ]
            views = list_rectifications(self._facade.followed(), open_only=which != _EVERY)
            return [self._row(view) for view in views]

        def show(rows: list[LedgerRow]) -> None:
            if asked == self._asked:
                self._show(rows, which)

        self._background.run(ask, show)

    def export(self) -> None:
        """Write the ledger as a workbook, to a file chosen by the person."""
        clerk = self._clerk
        if clerk is None:
            return

        def content() -> bytes:
            return export_rectifications(self._facade.followed(), self._facade.reasons, by=clerk.code).content

        def write(file: Path) -> None:
            self._background.run(
                lambda: self._facade.write(file, content),
                lambda _: self.announced.emit(Message(Tone.DONE, self.tr("已导出：{0}").format(file))),
                lane=Lane.FILES,
            )

        day = civil_date(self._facade.now()).isoformat()
        ask_export_file(self, self._look, self.tr("整改台账 {0}").format(day), write)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            if not self.detail.dismiss():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _show(self, rows: Sequence[LedgerRow], which: str) -> None:
        held = self.detail.unfinished
        self._shown = which
        self.list.show_rows(rows, self.detail.rating if held else self._wanted, heads=which != _PROXY)
        self._wanted = ""
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._none.setText(
            self.tr("没有要核实的代录和存疑评价。") if which == _PROXY else self.tr("没有要整改的差评。")
        )
        if not rows and not held:
            self.detail.show_rating("")
        if rows and self.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if which != _PROXY:
            pressing = sum(r.urgency in (Urgency.OVERDUE, Urgency.TODAY) for r in rows)
            numbers = {u: sum(r.urgency is u for r in rows) for u in Urgency}
            self._summary.setText(" · ".join(f"{u.label} {n}" for u, n in numbers.items() if n))
            self.counted.emit(pressing)

    def _row(self, view: RectificationView) -> LedgerRow:
        row = view.row
        step = rectify_word(view.step.kind).step if view.step else self.tr("待回访")
        where = [row.mode, *([view.owner_name] if view.owner_name else []), row.hall]
        if view.contact_late:
            where.insert(0, self.tr("还没联系过"))
        return LedgerRow(
            rating=view.rating,
            urgency=view.urgency,
            step=self.tr("已办结") if view.closed_on else step,
            about=f"{row.grade} · {row.bundle_name}",
            where=" · ".join(where),
            day_words="" if view.closed_on else view.day_words,
            left_words=view.left_words,
        )

    def _proxy_row(self, row: RatingRow) -> LedgerRow:
        tag = self.tr("代录待核实") if row.standing == "proxy" else self.tr("存疑待核实")
        if row.mode == Mode.ANONYMOUS.value:
            tag = self.tr("匿名，问不到人")
        about = f"{row.grade} · {row.bundle_name}"
        return LedgerRow(row.rating, None, tag, about, f"{row.mode} · {row.hall}", row.day)

    def _on_current(self, rating: str) -> None:
        if rating == self.detail.rating:
            return
        if self._holds():
            self.list.go_to(self.detail.rating)
            return
        self.detail.show_rating(rating)

    def _holds(self) -> bool:
        """Whether the open form has input, with a message: it is not replaced by another row."""
        if not self.detail.unfinished:
            return False
        words = self.tr("眼前这件的“{0}”还没有办完，没有换到别的：先按 F9 两次记下，或者按 Esc 放下。")
        self.announced.emit(Message(Tone.REFUSED, words.format(self.detail.unfinished)))
        return True

    def _on_changed(self, rated: Rated) -> None:
        self._wanted = rated.id
        self.refresh()

    def _on_which(self) -> None:
        if self._holds():
            self.which.show_options(self._options(), (self._shown,))
            return
        self.refresh()

    def _chain(self) -> None:
        """Tab order by layout: the chips are above the list."""
        before: QWidget = self._export
        for chip in (*self.which.findChildren(Chip), self.list):
            QWidget.setTabOrder(before, chip)
            before = chip

    def _options(self) -> list[tuple[str, str]]:
        return [
            (_OPEN, self.tr("没办结的")),
            (_EVERY, self.tr("全部")),
            (_PROXY, self.tr("代录和存疑")),
        ]

    def _connect(self) -> None:
        self.list.current.connect(self._on_current)
        self.list.opened.connect(lambda _: self.detail.take_focus())
        self.which.changed.connect(self._on_which)
        self.which.remade.connect(self._chain)
        self._export.clicked.connect(self.export)
        self.detail.announced.connect(self.announced)
        self.detail.changed.connect(self._on_changed)
        self.detail.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        bind_key(self, "Ctrl+E", self.export)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("整改台账"), "title"))
        head.addWidget(self._summary)
        head.addStretch(1)
        head.addWidget(self._export)
        listed = QWidget()
        left = QVBoxLayout(listed)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.which)
        left.addWidget(self._none)
        left.addWidget(self.list, 1)
        left.addStretch(0)
        widen_to(self._look, self.detail, _DETAIL)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24 - BAR, 16)
        head.setContentsMargins(0, 0, BAR, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(ListAndDetail(self._look, listed, self.detail, letters=FORM, least=_LIST), 1)
