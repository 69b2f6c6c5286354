"""The ratings of one group: a list without names, and the current rating in detail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.services.context.ports import RatingFilter, RatingRow
from counter.services.ratings.office.figures import drill, rights_of
from counter.services.ratings.office.reveal_rater import reveal_rater
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.messages import Message, message_of
from counter.ui.kit.theme import Look
from counter.ui.ratings.ledger_list import LedgerList, LedgerRow
from counter.ui.ratings.rated_card import RatedCard

if TYPE_CHECKING:
    from counter.domain.ratings.office.rated import Rated


class RatingGroup(QWidget):
    """Signals: ``closed``; ``announced(message)``; ``rectify_wanted(rating)`` for a bad one."""

    closed = Signal()
    announced = Signal(Message)
    rectify_wanted = Signal(str)

    def __init__(
        self, facade: OfficeFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ratingGroup")
        self._facade = facade
        self._background = background
        self._clerk: Clerk | None = None
        self._rated: Rated | None = None
        self._wanted: RatingFilter | None = None
        self._back = ActButton("groupBack", self.tr("回到统计"), "Esc", role="quiet", enter=True)
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("groupTitle")
        self.list = LedgerList(look, "groupList", self.tr("这一组的评价"))
        self._card = RatedCard()
        self._card.hide()
        self._hint = TextLabel(self.tr("选中一件，按回车看。名单里没有评价人。"), "second", wrap=True)
        self._rectify = ActButton("groupRectify", self.tr("到整改台账办理"), "Ctrl+T", enter=True)
        self._rectify.hide()
        self._arrange()
        self._back.clicked.connect(self.closed)
        self.list.opened.connect(self._open)
        self._card.looked.connect(self._log_look)
        self._rectify.clicked.connect(self._go)
        shortcut = QShortcut(QKeySequence("Ctrl+T"), self)
        shortcut.activated.connect(self._go)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Change the person looking; another person's open form is closed."""
        self._clerk = clerk
        self._put_away()
        self.list.show_rows((), heads=False)

    def open(self, wanted: RatingFilter, title: str) -> None:
        """Show the ratings of this group."""
        clerk, self._wanted = self._clerk, wanted
        if clerk is None:
            return
        self._title.setText(title)
        self._put_away()
        self.list.show_rows((), heads=False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        def show(rows: Sequence[RatingRow]) -> None:
            if self._wanted == wanted:
                self.list.show_rows([self._row(r) for r in rows], heads=False)

        def fail(error: Exception) -> None:
            self.announced.emit(message_of(error))
            self.closed.emit()

        self._background.run(
            lambda: drill(self._facade.app, wanted, rights_of(self._facade.row(clerk))), show, fail
        )

    def _row(self, row: RatingRow) -> LedgerRow:
        reasons = "、".join(self._facade.reasons.words_of(row.reasons))
        where = f"{row.hall} · {row.mode}" + (f" · {reasons}" if reasons else "")
        loop = {
            "open": self.tr("整改中"),
            "answered": self.tr("已答复"),
            "closed": self.tr("整改办结"),
        }
        return LedgerRow(row.rating, None, row.grade, row.bundle_name, where, row.day, loop.get(row.loop, ""))

    def _open(self, rating: str) -> None:
        def show(rated: Rated | None) -> None:
            if rated is None or self.list.rating != rating:
                return
            self._rated = rated
            self._card.show_rated(rated, self._facade.reasons)
            self._card.show()
            self._hint.hide()
            self._rectify.setVisible(rated.rectification is not None)

        self._background.run(lambda: self._facade.rated(rating), show)

    def _put_away(self) -> None:
        self._rated = None
        self._card.hide()
        self._rectify.hide()
        self._hint.show()

    def _go(self) -> None:
        if self._rated is not None and self._rated.rectification is not None:
            self.rectify_wanted.emit(self._rated.id)

    def _log_look(self) -> None:
        rated, clerk = self._rated, self._clerk
        if rated is not None and clerk is not None:
            self._background.run(lambda: reveal_rater(self._facade.app, rated.id, clerk.code))

    def _arrange(self) -> None:
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, 8, 16)
        right.setSpacing(12)
        right.addWidget(self._hint)
        right.addWidget(self._card)
        right.addWidget(self._rectify, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(self.list, 6)
        line.addWidget(ColumnScrollArea("groupScroll", inside), 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._title)
        column.addLayout(line, 1)
