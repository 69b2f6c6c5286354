"""Blank forms and samples on the reading page: a copy is made in the background and opened by the system."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.domain.guide.attached_files import printed_elsewhere
from counter.domain.guide.model import Material
from counter.domain.reading.elements import files_of_material, material_details
from counter.domain.reading.lines import ReadLine
from counter.domain.visit.checklist import Line
from counter.ui.checklist.why_panel import WhyPanel
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.messages import Message, Tone


class GuideFileOpener(QObject):
    """Opens files of the guide; ``bar`` offers them. Signals: ``announced(message)``."""

    announced = Signal(Message)

    def __init__(
        self, facade: WindowFacade, background: Background, parent: QObject, *, printing: bool = False
    ) -> None:
        super().__init__(parent)
        self._facade, self._background = facade, background
        self.bar = FileBar(printing=printing)
        self.bar.wanted.connect(self.open)

    def show_line(self, line: ReadLine | None) -> bool:
        """Offer the files of the current line; True where there are any."""
        files = () if line is None else line.files
        self.show_files(files)
        return bool(files)

    def show_files(self, files: Sequence[tuple[str, str]]) -> None:
        """Offer these files as (kind, name)."""
        current = self._facade.guide_versions.news.in_use if files else None
        held = () if current is None else tuple(file.name for file in current.publication.files)
        self.bar.show_files(files, held)

    def open(self, name: str) -> None:
        """Show a copy of it."""
        self._background.run(
            lambda: self._facade.guide_versions.open_file(name),
            lambda file: self._show(name, file),
            lane=Lane.PAPERS,
        )

    def _show(self, name: str, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            words = self.tr("这台电脑没有能打开“{0}”的程序，请系统管理员装一个。").format(name)
            self.announced.emit(Message(Tone.WORLD, words))


class FileBar(QWidget):
    """Hidden while the line has no files. Signals: ``wanted(name)``; ``print_wanted(name)`` where ``printing``."""

    wanted = Signal(str)
    print_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, printing: bool = False) -> None:
        super().__init__(parent)
        self._printing = printing
        self.setObjectName("guideFiles")
        self._flow = FlowLayout(self, gap=16)
        self._parts: list[QWidget] = []
        self._open: list[str] = []
        # owned by the bar: while it is hidden, others may use the key
        bind_key(self, "Ctrl+O", self.open_first)
        print_key = QShortcut(QKeySequence("Ctrl+Shift+O"), self)
        print_key.setAutoRepeat(False)
        print_key.activated.connect(self.print_first)
        self.hide()

    def show_files(self, files: Sequence[tuple[str, str]], held: Collection[str]) -> None:
        """Offer these files as (kind, name); ``held``: names of those delivered with the guide."""
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._open = [name for _, name in files if name in held]
        self._parts = [self._part(word, name, held=name in held) for word, name in files]
        if self._printing:
            self._parts += [self._printing_of(word, name) for word, name in files if name in held]
        for part in self._parts:
            self._flow.addWidget(part)
        self.setVisible(bool(self._parts))

    def open_first(self) -> None:
        """Open the first file, the blank form."""
        if self._open:
            self.wanted.emit(self._open[0])

    @property
    def _printable(self) -> list[str]:
        """Files that a printer takes as they are."""
        return [name for name in self._open if not printed_elsewhere(name)]

    def print_first(self) -> None:
        """Print the first file that can be printed, the blank form."""
        if self._printing and self._printable:
            self.print_wanted.emit(self._printable[0])

    def _printing_of(self, word: str, name: str) -> QWidget:
        """The button that prints it, or how it is printed otherwise."""
        if words := printed_elsewhere(name):
            return TextLabel(f"{word}{words}", "second", wrap=True)
        first = name == self._printable[0]
        button = ActButton(
            "guideFilePrint",
            self.tr("打印{0}").format(word),
            "Ctrl+Shift+O" if first else "",
            "link",
            enter=True,
            prints=True,
        )
        button.setToolTip(name)
        button.clicked.connect(lambda: self.print_wanted.emit(name))
        return button

    def _part(self, word: str, name: str, *, held: bool) -> QWidget:
        if not held:
            return TextLabel(self.tr("{0}没有随指南发到这里").format(word), "second")
        words = self.tr("打开{0}").format(word)
        button = ActButton("guideFile", words, "Ctrl+O" if name == self._open[0] else "", "link", enter=True)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.wanted.emit(name))
        return button


class BlankForms(QObject):
    """Adds to an explained line what the guide in use publishes of its materials: standard, days, and files.

    Blank forms and samples are opened, or printed for who asks.
    """

    def __init__(self, facade: WindowFacade, background: Background, why: WhyPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._facade, self._background, self._why = facade, background, why
        self._clerk: Clerk | None = None
        self._materials: dict[str, str] = {}
        self.files = GuideFileOpener(facade, background, self, printing=True)
        self.files.bar.print_wanted.connect(self._print)
        why.add_below(self.files.bar)
        why.explained.connect(self._offer)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk who gives forms."""
        self._clerk = clerk

    def _offer(self, line: Line) -> None:
        materials = tuple(self._materials_of(line))
        self._why.add_sentences(dict.fromkeys(filter(None, map(_published, materials))))
        named = [(m.key, *file) for m in materials for file in files_of_material(m.details)]
        self._materials = {name: key for key, _, name in reversed(named)}
        self.files.show_files(tuple(dict.fromkeys((word, name) for _, word, name in named)))

    def _materials_of(self, line: Line) -> Iterator[Material]:
        for need in line.needs:
            item = self._facade.guide.items.get(need.item)
            for material in () if item is None else item.materials:
                if material.key == need.material:
                    yield material

    def _print(self, name: str) -> None:
        clerk, material = self._clerk, self._materials.get(name, "")
        if clerk is None or not material:
            return
        self._background.run(
            lambda: self._facade.guide_versions.print_form(material, name, clerk),
            lambda given: self._say(name, *given),
            lane=Lane.PAPERS,
        )

    def _say(self, name: str, printer: str, today: int) -> None:
        words = self.tr("“{0}”已送到{1}，记一笔“发放空表”，今天第{2}份。").format(name, printer, today)
        self.files.announced.emit(Message(Tone.DONE, words))


def _published(material: Material) -> str:
    """What is published of the material in one sentence; of a form without files also that they lack."""
    if material.details is None:
        return ""
    lacks_files = material.form and not files_of_material(material.details)
    words = "；".join(material_details(material.details, form=lacks_files))
    return f"· {words}。" if words else ""
