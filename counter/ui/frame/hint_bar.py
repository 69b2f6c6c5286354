"""A hint at the first visit of a page, above it: one sentence that goes away for good."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.hints import page_hint


class HintBar(QFrame):
    """Shown where the station wants hints (``Preferences.hints``) and this page's was not put away: with its button, or
    by leaving the page. Takes no focus and no key that a page has. Signals: ``manual_wanted``.
    """

    manual_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hintBar")
        self.setProperty("role", "note-act")
        self._look = look
        self.page = ""
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("hintWords")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.more = ActButton("hintManual", self.tr("手册里这一章"), "Shift+F1", role="quiet", enter=True)
        self.done = ActButton("hintDone", self.tr("知道了，不再提示"), role="quiet", enter=True)
        self.more.clicked.connect(self.manual_wanted)
        self.done.clicked.connect(self.put_away)
        for button in (self.more, self.done):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click does not take the focus
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(12)
        line.addWidget(self._words, 1)
        line.addWidget(self.more)
        line.addWidget(self.done)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence that is shown; "" for none."""
        return "" if self.isHidden() else self._words.text()

    def come_to(self, page: str) -> None:
        """That page is shown now; "" for none. The hint of the page before was seen."""
        if page == self.page:
            return
        if page:
            self.put_away()
        seen = self._look.preferences.hints
        words = page_hint(page) if seen is not None and page not in seen else ""
        self.page = page
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def put_away(self) -> None:
        """It was read: it never comes again."""
        seen = self._look.preferences.hints
        if self.words and self.page and seen is not None:
            self._look.remember(replace(self._look.preferences, hints=(*seen, self.page)))
        self.hide()
