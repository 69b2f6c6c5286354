"""The 一次性告知单 as it is shown over a visit, to be printed or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter.domain.visit.visit import Visit
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_panel import PaperPanel


class GuideSheetPanel(PaperPanel):
    """Sheets for inquiries without application; logged as given once printed or saved."""

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        words = self.tr(
            "给只来咨询的人：不用报姓名，也不算申请。打出来或存出去就记一笔“已一次性告知”，不记是谁。"
        )
        super().__init__(facade, background, look, "guideSheet", "sheet", words, self.tr("回到办理"), parent)
        self.setObjectName("guideSheetPanel")
        self._clerk: Clerk | None = None
        self._visit: Visit | None = None
        self._name = ""

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk who gives sheets."""
        self._clerk = clerk

    def show_sheet(self, visit: Visit, name: str) -> None:
        """Show the sheet of a visit; ``name``: of its bundle."""
        self._visit = visit
        self._name = name
        title = self.tr("一次性告知单　{0}").format(name)
        self._show(visit, title, lambda: self._facade.guide_sheet_pages(visit))

    def print_current(self) -> None:
        visit, clerk, printer = self._visit, self._clerk, self._look.preferences.printer
        if visit is not None and clerk is not None and self.print.isEnabled():
            message = self.tr("一次性告知单已送到{0}，已记一笔“已告知”。纸出来了再交给来人。")
            self._print(lambda: self._facade.print_guide_sheet(visit, clerk, printer), message)

    def save_current(self) -> None:
        visit, clerk = self._visit, self._clerk
        if visit is not None and clerk is not None:
            file = self._line.place(self.tr("一次性告知单-{0}").format(self._name))
            message = self.tr("一次性告知单已存为 {0}，已记一笔“已告知”。")
            self._save(file, lambda: self._facade.guide_sheet(visit, file, clerk), message)
