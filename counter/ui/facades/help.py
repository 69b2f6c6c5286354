"""Facade of help: where the manual lies, the sheet of keys as paper (threads: see ``ui.facades.base``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason

if TYPE_CHECKING:
    from pathlib import Path

    from counter.services.papers.key_list import KeyList
    from counter.ui.facades.about import AboutTools
    from counter.ui.facades.base import ProfileFacade

FIRST_BOOK = {
    "window": "操作手册",
    "office": "差评处理室手册",
    "bureau": "指南编辑手册",
    "oversight": "值班主管室",
}
"""Book of each kind of profile."""
_BEGINNER = "第一次来访"
_NEXT = ("操作手册", "大厅")


class HelpFacade:
    """Of any kind of profile."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    # -- at once --
    @property
    def manual(self) -> Path:
        """The folder of the manual: docs/manual of a checkout, inside the resources of an installed program."""
        inside = self._profile.resources / "manual"
        return inside if inside.is_dir() else self._profile.resources.parent / "docs" / "manual"

    @property
    def about(self) -> AboutTools:
        """Version, licences, what is new, the support file; its members belong on the papers lane."""
        return self._profile.platform.about

    # -- papers --
    def books(self) -> tuple[tuple[str, str], ...]:
        """The manual's books as (name, Markdown), that of this kind of profile first. Raises WorldTrouble."""
        first = FIRST_BOOK.get(self._profile.kind, "")
        try:
            files = sorted(
                self.manual.glob("*.md"),
                key=lambda f: (f.stem != first, f.stem != _BEGINNER, f.stem not in _NEXT, f.stem),
            )
            books = tuple((file.stem, file.read_text(encoding="utf-8")) for file in files)
        except OSError as wrong:
            raise WorldTrouble(f"手册读不了：{error_reason(wrong)}。请重新安装程序。") from wrong
        if not books:
            raise WorldTrouble("程序自带的手册不见了，请重新安装程序。")
        return books

    def print_keys(self, keys: KeyList) -> str:
        """Send the sheet to the profile's printer; its label. Raises WorldTrouble without one."""
        from counter.services.context.print_queue import PrinterState
        from counter.services.papers.key_list import KEY_LIST_TITLE
        from counter.services.papers.print_queueing import choose_printer

        queue = self._profile.app.queue
        to = choose_printer(queue.printers(), self._profile.preferences.printer)
        if to.state is PrinterState.ABSENT:
            raise WorldTrouble(to.words)
        queue.send(to.name, self._profile.platform.key_press()(keys), KEY_LIST_TITLE)
        return to.label or to.name

    def save_text(self, text: str, file: Path) -> None:
        """Write a text as it is. Raises WorldTrouble."""
        self._profile.write(file, text.encode)

    def save_keys(self, keys: KeyList, file: Path) -> None:
        """Write the sheet as PDF. Raises WorldTrouble."""
        self._profile.write(file, lambda: self._profile.platform.key_press()(keys))
