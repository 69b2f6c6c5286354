"""A letter to the bureau as it will be printed: seen, printed or saved, and back to the problems."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter.ui.facades.window import WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_panel import PaperPanel


class GuideLetterPanel(PaperPanel):
    """Letters that were written."""

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        words = self.tr("打出来盖大厅的章，寄送主管局；没盖章的不算发出。收到答复，在那一条上记下。")
        back = self.tr("回到问题反映")
        super().__init__(facade, background, look, "letter", "letter", words, back, parent)
        self.setObjectName("guideLetterPanel")
        self._number = ""

    def show_letter(self, number: str) -> None:
        """Show a letter that was written."""
        self._number = number
        title = self.tr("关于办事指南问题的反映\n{0}").format(number)
        self._show(number, title, lambda: self._facade.reading.letter_pages(number))

    def print_current(self) -> None:
        number, printer = self._number, self._look.preferences.printer
        if number and self.print.isEnabled():
            told = self.tr("信已送到{0}。纸出来了再盖章寄送。")
            self._print(lambda: self._facade.reading.print_letter(number, printer), told)

    def save_current(self) -> None:
        number = self._number
        if number:
            file = self._line.place(self.tr("办事指南问题反映-{0}").format(number))
            self._save(
                file, lambda: self._facade.reading.save_letter(number, file), self.tr("信已存为 {0}。")
            )

    def _printed(self) -> None:
        super()._printed()
        self.take_focus()
