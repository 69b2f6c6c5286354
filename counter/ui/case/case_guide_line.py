"""A case filed under another version of the guide: which one, and what has changed for it since."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case.case import Case
from counter.domain.guide.diff.change import GuideChange, GuideDiff
from counter.ui.facades.versions import GuideStatus
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.words.versions import effect_word, guide_tip, guide_words


class CaseGuideLine(QWidget):
    """Hidden where case and window use the same version of the guide."""

    def __init__(self, facade: WindowFacade, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseGuide")
        self._facade, self._background = facade, background
        self._shown: tuple[str, str] = ("", "")  # case and version in use
        self._words = TextLabel("", "second", wrap=True)
        self._words.setObjectName("caseGuideWords")
        self._more = ActButton("caseGuideMore", "", role="link", enter=True)
        self._more.clicked.connect(self._toggle)
        self._changes = TextLabel("", wrap=True)
        self._changes.setObjectName("caseGuideChanges")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._changes)
        self.hide()

    def show_case(self, case: Case) -> None:
        """Show the version of the case; details stay open for the same case."""
        news = self._facade.guide_versions.news
        version = case.opened.guide_version
        if (case.id, news.guide_version) == self._shown:
            return
        self._shown = case.id, news.guide_version
        self._more.hide()
        self._changes.hide()
        self.setVisible(version != news.guide_version)
        self._words.setToolTip(guide_tip(version, news.guide_version))
        if version == news.guide_version:
            return
        self._words.setText(self._version_text(version, news, None))
        shown, bundle = self._shown, case.opened.bundle

        def show(diff: GuideDiff | None) -> None:
            if self._shown == shown:
                changes = None if diff is None else diff.of(bundle)
                self._words.setText(
                    self._version_text(version, news, None if changes is None else len(changes))
                )
                self._list(changes or (), news)

        self._background.run(
            lambda: self._facade.guide_versions.changes_since(version), show, lane=Lane.PAPERS
        )

    def _list(self, changes: tuple[GuideChange, ...], news: GuideStatus) -> None:
        current = news.in_use
        lines = [f"{effect_word(c.effect)}　{c.words}" for c in changes]
        if current is not None:
            lines.append(current.publication.transition.words)
        self._changes.setText("\n".join(lines))
        self._more.setVisible(bool(changes))
        self._say_more()

    def _version_text(self, version: str, news: GuideStatus, count: int | None) -> str:
        known, current = news.versions.of_version(version), news.in_use
        if known is None and current is None:
            return self.tr("本件按以前随程序带的指南办；现行的是现在随程序带的指南。")
        words = self.tr("本件按{0}办").format(guide_words(news.versions, version, news.today))
        if current is None:
            return self.tr("{0}；现行的是随程序带的指南。").format(words)
        words = self.tr("{0}；现行{1}").format(words, current.publication.title)
        if count is None:
            return self.tr("{0}。").format(words)
        if not count:
            return self.tr("{0}，这件事没有变化。").format(words)
        return self.tr("{0}，这件事有 {1} 处变化。").format(words, count)

    def _toggle(self) -> None:
        self._changes.setVisible(self._changes.isHidden())
        self._say_more()

    def _say_more(self) -> None:
        self._more.say(self.tr("看这些变化") if self._changes.isHidden() else self.tr("收起"))
