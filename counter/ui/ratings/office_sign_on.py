"""上岗 at the 差评处理室."""

from __future__ import annotations

from counter.ui.facades.window import Clerk
from counter.ui.frame.sign_on import SignOnPage


class OfficeSignOn(SignOnPage):
    """As at a window, with the office's own word about what was in hand."""

    def ask(self, before: Clerk | None, *, locked: bool) -> None:
        """Ask who it is."""
        super().ask(before, locked=locked)
        if locked:
            self._note.setText(self.tr("填到一半的还在，本人解锁接着填；换人上岗就放下，没有记的要重填。"))
