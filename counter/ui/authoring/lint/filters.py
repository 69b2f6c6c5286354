"""Filters of the findings: severity as chips with totals, bundle and organ as boxes, words in a field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.domain.authoring.lint.finding import Severity
from counter.ui.authoring.lint.rows import LintFilter, PartRow
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.drop_down import DropDown
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.page_columns import FieldBeside
from counter.ui.kit.theme import Look

_ANY = "any"
_SOUGHT = 12
"""Letters of the find box at least, where the boxes stand beside it."""
_TYPED_MS = 200
"""Delay after the last key before the list is filtered."""


class LintFilters(QWidget):
    """Signals: ``changed`` when the filter changes; ``left`` when the focus goes to the list."""

    changed = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lintFilters")
        self.severity = Choices(look, "lintSeverity", self.tr("轻重"))
        self.text = Field("lintText", self.tr("找字"), self.tr("Ctrl+F"))
        self.bundle = self._box("lintBundle", self.tr("一件事"))
        self.organ = self._box("lintOrgan", self.tr("部门"))
        self.text.setClearButtonEnabled(True)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self.changed)
        self.severity.changed.connect(self.changed)
        self.severity.left.connect(self.left)
        for box in (self.bundle, self.organ):
            box.activated.connect(lambda _: self.changed.emit())
        self.text.textChanged.connect(lambda _: self._typed.start())
        self.text.returnPressed.connect(self._leave)
        self._grades: list[tuple[str, str]] = []
        self.show_choices((), ())
        self.show_counts({})
        boxes = QWidget()
        line = QHBoxLayout(boxes)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self.bundle, self.organ):
            line.addWidget(part, 1)
        sought = FieldRow(self.text.accessibleName(), self.text, beside=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.severity)
        column.addWidget(FieldBeside(look, sought, boxes, least=_SOUGHT))

    @property
    def narrowed(self) -> bool:
        """Whether a filter is set."""
        return self.asked() != LintFilter()

    def asked(self) -> LintFilter:
        """The filter set here; check and item are chosen elsewhere."""
        chosen, bundle = (*self.severity.chosen, _ANY)[0].partition(" ")[0], self.bundle.currentData()
        return LintFilter(
            bundle=int(bundle) if bundle else None,
            organ=self.organ.currentData() or "",
            severity=None if chosen == _ANY else Severity(chosen),
            text=self.text.text(),
        )

    def show_choices(self, bundles: Sequence[PartRow], organs: Sequence[str]) -> None:
        """Set the choices; the current choice stays where it still exists."""
        for box, every, choices in (
            (self.bundle, self.tr("全部“一件事”"), [(row.key, row.name) for row in bundles]),
            (self.organ, self.tr("全部部门"), [(organ, organ) for organ in organs]),
        ):
            held = box.currentData()
            box.clear()
            box.addItem(every, "")
            letter = box.fontMetrics().horizontalAdvance("X")  # by which Qt measures
            box.setMinimumContentsLength(-(-box.fontMetrics().horizontalAdvance(every) // letter))
            for key, words in choices:
                box.addItem(words, key)
            box.setCurrentIndex(max(0, box.findData(held)) if held else 0)

    def show_counts(self, counts: Mapping[Severity, int]) -> None:
        """Show the totals; the current choice stays."""
        chosen = (*self.severity.chosen, _ANY)[0].partition(" ")[0]
        whole = sum(counts.values())
        options = [(f"{_ANY} {whole}", self.tr("全部 {0}").format(f"{whole:,}"))]
        for grade in Severity:
            count = counts.get(grade, 0)
            options.append((f"{grade.value} {count}", f"{grade.value} {count:,}"))
        now = QApplication.focusWidget()
        held = now is not None and self.severity.isAncestorOf(now)
        self._grades = options
        self.severity.show_options(options, [o for o, _ in options if o.partition(" ")[0] == chosen])
        if held:
            self.severity.take_focus()

    def show_bundles(self, shown: bool) -> None:
        """Hide the box of bundles while the table of bundles is shown."""
        self.bundle.setVisible(shown)
        if not shown:
            self.bundle.setCurrentIndex(0)

    def clear(self) -> None:
        """Reset all filters."""
        for box in (self.bundle, self.organ):
            box.setCurrentIndex(0)
        self.severity.show_options(self._grades, [self._grades[0][0]])
        self.text.clear()
        self._typed.stop()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.narrowed:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self._typed.isActive():
            self._typed.stop()
            self.changed.emit()
        self.left.emit()

    def _box(self, name: str, label: str) -> QComboBox:
        box = DropDown()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box
