"""A field for a code that is read out or copied: however it is typed, once left it stands there in groups."""

from __future__ import annotations

from counter.domain.text.spoken_code import in_groups, plain_code
from counter.ui.kit.controls.field import Field


class CodeField(Field):
    """``size``: letters of a group; ``between``: what stands between groups."""

    def __init__(
        self, name: str, label: str, placeholder: str = "", *, size: int = 4, between: str = " "
    ) -> None:
        super().__init__(name, label, placeholder, keyed=True)
        self._size, self._between = size, between
        self.editingFinished.connect(self._group)

    def _group(self) -> None:
        text = in_groups(plain_code(self.text()), self._size, self._between)
        if text != self.text():
            modified = self.isModified()
            self.setText(text)
            self.setModified(modified)
