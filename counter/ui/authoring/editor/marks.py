"""Marks of the visible rows: faults at their fields, 必改 findings of the lint beside their names."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.authoring.editing.live_faults import LiveFault, faults_of
from counter.domain.authoring.editing.node import BUNDLE, ITEM, MATERIAL, PLACING, Node, row_of, text_of
from counter.domain.authoring.lint.finding import Flaw, Severity
from counter.domain.guide.library import part_of
from counter.ui.authoring.editor.tree import item_of
from counter.ui.kit.background import Background, Lane

if TYPE_CHECKING:
    from counter.domain.authoring.lint.lint import LintReport
    from counter.domain.guide.entries import Library
    from counter.ui.authoring.editor.draft import CurrentDraft
    from counter.ui.facades.bureau import BureauFacade

LOOK_AFTER_MS = 900
_Key = tuple[int | None, str, str]
"""Bundle, item, material of a finding."""


class EditorMarks(QObject):
    """Checks the current bundle only: a library of thousands of items is linted on its own page.

    Signals: ``told`` when marks changed.
    """

    told = Signal()

    def __init__(
        self, facade: BureauFacade, background: Background, draft: CurrentDraft, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._draft = draft
        self._root: Node | None = None
        self._flaws: dict[_Key, list[Flaw]] = {}
        self.faults: tuple[LiveFault, ...] = ()
        self._seen: Library | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER_MS)
        self._timer.timeout.connect(self._ask)
        draft.changed.connect(lambda _: self._timer.start())

    def look_at(self, root: Node | None) -> None:
        """Set the current bundle, or the item outside of any."""
        if root is not None and root != self._root:
            self._root, self._seen = root, None
            self._timer.start()

    def mark_of(self, node: Node) -> str:
        """``1 处有误，2 处必改``; empty where no fault is known."""
        told = []
        rows = {node, item_of(self._draft.library, node)} if node.sheet == PLACING else {node}
        if wrong := sum(fault.grave and _belongs(fault.node, rows) for fault in self.faults):
            told.append(self.tr("{0} 处有误").format(wrong))
        if many := self._of(node):
            told.append(self.tr("{0} 处必改").format(many))
        return "，".join(told)

    def sentences(self, node: Node) -> list[str]:
        """The lint findings of this very row, with what to do."""
        library = self._draft.library
        if node.sheet == PLACING:
            node = Node(ITEM, (text_of(library, node, "item"),))
        if node.sheet == MATERIAL:
            wanted = (str(node.key[0]), f"{node.key[0]}/{row_of(library, node).get('no')}")
        else:
            wanted = (str(node.key[0]) if node.sheet == ITEM else "", "")
        found = []
        for (bundle, item, material), flaws in self._flaws.items():
            own = node.sheet in (ITEM, MATERIAL) or (node.sheet == BUNDLE and bundle == node.key[0])
            if own and (item, material) == wanted:
                found += [self.tr("{0}。{1}").format(flaw.wrong.rstrip("。"), flaw.todo) for flaw in flaws]
        return list(dict.fromkeys(found))

    def _of(self, node: Node) -> int:
        library = self._draft.library
        if node.sheet == BUNDLE:
            number = int(node.key[0])
            return sum(len(flaws) for (bundle, _, _), flaws in self._flaws.items() if bundle == number)
        if node.sheet == PLACING:
            return self._of_item(text_of(library, node, "item"))
        if node.sheet == ITEM:
            return self._of_item(str(node.key[0]))
        if node.sheet == MATERIAL:
            key = f"{node.key[0]}/{row_of(library, node).get('no')}"
            return sum(len(flaws) for (_, _, material), flaws in self._flaws.items() if material == key)
        return 0

    def _of_item(self, item: str) -> int:
        return sum(len(flaws) for (_, one, _), flaws in self._flaws.items() if one == item)

    def _ask(self) -> None:
        root = self._root
        if root is None or not self._draft.is_open or self._draft.library is self._seen:
            return
        library = self._seen = self._draft.library

        def look() -> tuple[LiveFault, ...]:
            return faults_of(library, root)

        def found(faults: tuple[LiveFault, ...]) -> None:
            if root != self._root:
                return
            self.faults = faults
            self.told.emit()
            whole = not any(fault.grave for fault in faults)  # an incomplete guide cannot be linted
            if whole and root.sheet == BUNDLE and str(root.key[0]) in library["bundles"]:
                self._measure(library, int(root.key[0]))

        self._background.run(look, found, lane=Lane.PAPERS)

    def _measure(self, library: Library, number: int) -> None:
        def measure() -> LintReport:
            return self._facade.lint(part_of(library, [number]))

        self._background.run(measure, partial(self._take, number), self._pass, lane=Lane.PAPERS)

    def _take(self, number: int, report: LintReport) -> None:
        placed = {item for one in report.bundles if one.number == number for item in one.items}
        here: dict[_Key, list[Flaw]] = {}
        for flaw in report.flaws:
            location = flaw.place
            mine = location.item in placed or (not location.item and location.bundle == number)
            if mine and flaw.severity is Severity.MUST:
                here.setdefault((number, location.item, location.material), []).append(flaw)
        kept = {key: held for key, held in self._flaws.items() if key[0] != number and key[1] not in placed}
        self._flaws = kept | here
        self.told.emit()

    def _pass(self, _error: Exception) -> None:
        """A draft with faults cannot be linted; the page 检查 gives the reason."""
        self._flaws = {}
        self.told.emit()


def _belongs(wrong: Node | None, rows: Collection[Node | None]) -> bool:
    """Whether a fault belongs to one of those rows or below it."""
    while wrong is not None:
        if wrong in rows:
            return True
        wrong = wrong.parent
    return False
