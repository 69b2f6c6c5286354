"""An act host that keeps a started form for its clerk while another one is signed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.act_host import ActHost, Made, Matter, Offer, Result
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.kit.acts.act_form import ActForm


class KeepingActHost(ActHost[Matter, Offer, Made, Result]):
    """Its page looks at ``waits`` when a clerk signs on and when a matter is shown, and calls ``take_up`` then."""

    def __init__(self, background: Background, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(background, look, parent)
        self._left: dict[
            str, tuple[str, ActForm[Matter, Offer, Made]]
        ] = {}  # clerk → name of the matter, form

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the acting clerk; a started form is kept for the one before."""
        self._leave_form()
        super().set_clerk(clerk)

    @property
    def waits(self) -> str:
        """Name (``_name_of``) of the matter with a started form of the current clerk; empty if none."""
        left = self._left.get(self._clerk.code) if self._clerk else None
        return left[0] if left else ""

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of all started forms that are kept."""
        return (*super().put_aside, *(form.accessibleName() for _, form in self._left.values()))

    def take_up(self, matter: Matter) -> bool:
        """Reopen the kept form on the current matter. False, with a message, where its act is no longer available."""
        assert self._clerk is not None
        _, form = self._left.pop(self._clerk.code)
        self._matter = matter
        kind = form.offered.kind
        offer = next((o for o in self._offers(matter) if o.kind is kind), None)
        still, over = self._kept_words(form.accessibleName(), matter)
        if offer is None:
            self.announced.emit(Message(Tone.WORLD, over))
            form.deleteLater()
            return False
        self.close_form()
        self._forms[kind] = self.form = self._instead(kind, form)
        form.follow(matter, offer)
        form.show()
        self.opened.emit()
        self.announced.emit(Message(Tone.SAID, still))
        return True

    # -- provided by subclasses --
    def _name_of(self, matter: Matter) -> str:
        """By which its page can load it again."""
        raise NotImplementedError

    def _kept_words(self, form: str, matter: Matter) -> tuple[str, str]:
        """What is said of a kept form of that title: taken up again, and no longer available."""
        raise NotImplementedError

    def _leave_form(self) -> None:
        """Another clerk signs on: keep the started form for its owner, without a PIN."""
        form, clerk = self.form, self._clerk
        if form is None or clerk is None or self._matter is None or self.running or not form.touched:
            return
        before = self._left.get(clerk.code)
        if before is not None:
            before[1].deleteLater()
        self._left[clerk.code] = (self._name_of(self._matter), form)
        self._forms = {kind: one for kind, one in self._forms.items() if one is not form}
        form.forget_pin()
