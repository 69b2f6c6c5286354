"""The blank form beside the why of a paper: printed for whoever stands there without one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from counter.domain.reading.elements import files_of_material
from counter.domain.visit.checklist import Line
from counter.ui.checklist.why_panel import WhyPanel
from counter.ui.facades.window import WindowFacade
from counter.ui.guide.files import GuideFileOpener
from counter.ui.kit.background import Background


class BlankForms(QObject):
    """Offers them in the panel, where the guide in use names any."""

    def __init__(self, facade: WindowFacade, background: Background, why: WhyPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._facade = facade
        self.files = GuideFileOpener(facade, background, self)
        why.add_below(self.files.bar)
        why.told.connect(self._offer)

    def _offer(self, line: Line) -> None:
        self.files.show_files(tuple(dict.fromkeys(self._named(line))))

    def _named(self, line: Line) -> Iterator[tuple[str, str]]:
        for need in line.needs:
            item = self._facade.guide.items.get(need.item)
            for material in () if item is None else item.materials:
                if material.key == need.material:
                    yield from files_of_material(material.details)
