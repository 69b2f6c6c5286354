"""上岗 at the 指南编辑室."""

from __future__ import annotations

from counter.ui.facades.window import Clerk
from counter.ui.frame.sign_on import SignOnPage


class BureauSignOn(SignOnPage):
    """As at a window, with the bureau's own word about what was in hand."""

    def ask(self, before: Clerk | None, *, locked: bool) -> None:
        """Ask who it is."""
        super().ask(before, locked=locked)
        if locked:
            self._note.setText(self.tr("草稿已经存好；换人上岗接着改，会记下改过的人。"))
