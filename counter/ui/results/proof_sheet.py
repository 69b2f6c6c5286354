"""The sheet of what a person collects (送达回证): printed, saved as PDF, looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.ui.kit.background import Background, Lane
from counter.ui.kit.file_dialogs import ask_new_file
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from counter.domain.case.results.certificate import PreparedHandOut
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.page_image import PageImage
    from counter.ui.facades.results import HandOutFacade
    from counter.ui.results.pick_up_card import PickUpCard


class ProofSheet(QObject):
    """Of the person on the card. ``refuse``: gets what went wrong. Signals: ``announced(message)``."""

    announced = Signal(Message)

    def __init__(
        self,
        facade: HandOutFacade,
        background: Background,
        look: Look,
        card: PickUpCard,
        refuse: Callable[[Exception], None],
    ) -> None:
        super().__init__(card)
        self._facade, self._background, self._look = facade, background, look
        self._card, self._refuse = card, refuse
        self.clerk: Clerk | None = None

    def print_again(self) -> None:
        """F8: another sheet of the same proof."""
        waiting = self._card.waiting
        if waiting is not None:
            self.send_proof(waiting.cases[0], waiting.proof, waiting.proof_number)

    def send_proof(self, case: str, paper: str, number: str) -> None:
        """Print a proof, which is signed at once."""
        words = self.tr("送达回证 {0} 已送打印机。请领取人当面签字，签好按 F9。")
        self.send(case, paper, words.format(number))

    def send(self, case: str, paper: str, words: str) -> None:
        """Print a paper; ``words``: said once the queue has it."""
        if (clerk := self.clerk) is not None:
            self._background.run(
                lambda: self._facade.print(case, paper, clerk),
                lambda _: self._say(words),
                self._refuse,
                lane=Lane.PAPERS,
            )

    def choose_place(self) -> None:
        """Ask where, and save."""
        waiting = self._card.waiting
        if waiting is None or self.clerk is None:
            return
        proposed = self.tr("送达回证 {0}.pdf").format(waiting.proof_number)
        ask_new_file(
            *(self._card.window(), self._look, "proofPlace", self.tr("存到哪里"), proposed),
            lambda file: self.save(waiting, file),
        )

    def save(self, waiting: PreparedHandOut, file: Path) -> None:
        """Write the sheet that waits as PDF."""
        if (clerk := self.clerk) is None:
            return
        words = self.tr("送达回证已存到 {0}。").format(file)
        self._background.run(
            lambda: self._facade.save(waiting.cases[0], waiting.proof, file, clerk),
            lambda _: self._say(words),
            self._refuse,
            lane=Lane.FILES,
        )

    def show(self, waiting: PreparedHandOut) -> None:
        """The sheet on the card, while it waits there."""
        case, paper = waiting.cases[0], waiting.proof

        def show(pages: Sequence[PageImage]) -> None:
            if self._card.waiting is not None and self._card.waiting.proof == paper:
                self._card.preview.show_pages(pages)

        self._background.run(lambda: self._facade.pages(case, paper), show, self._refuse, lane=Lane.PAPERS)

    def _say(self, words: str) -> None:
        self.announced.emit(Message(Tone.DONE, words))
