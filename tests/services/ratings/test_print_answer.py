"""A sheet of a 差评整改反馈单 is counted once the print queue has it, and never before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from counter.domain.errors import WorldTrouble
from counter.services.context.print_queue import Job, Printer, PrinterState
from counter.services.ratings.office.copy_answer import print_answer
from tests.services.rating_office import (
    ANSWER,
    AT_ONCE,
    CALLED,
    OWNED,
    TRUE,
    RatingOffice,
    named,
    rating_office_on,
)


class Tray:
    """A queue of one printer that keeps what it was sent; ``trouble``: it takes nothing."""

    def __init__(self, *, there: bool = True, trouble: str = "") -> None:
        self._printers = (
            (Printer("desk", "桌上的打印机", default=True, state=PrinterState.READY, words=""),)
            if there
            else ()
        )
        self._trouble = trouble
        self.sheets: list[tuple[str, bytes]] = []

    def printers(self) -> Sequence[Printer]:
        return self._printers

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        if self._trouble:
            raise WorldTrouble(self._trouble)
        self.sheets.append((title, pdf))
        return "desk-1"

    def find(self, title: str, since: datetime) -> str | None:
        return None

    def job(self, job: str) -> Job:
        raise WorldTrouble("查不到。")

    def cancel(self, job: str) -> None:
        """Nothing waits here."""


def answered(office: RatingOffice) -> str:
    return office.do(office.rating(named()), OWNED, CALLED, TRUE, AT_ONCE, ANSWER).id


def copies(office: RatingOffice, rating: str) -> int:
    loop = office.see(rating).rectification
    assert loop is not None
    return loop.answers[-1].copies


def test_that_each_sheet_sent_is_a_copy_with_its_own_serial(tmp_path: Path) -> None:
    with rating_office_on(tmp_path / "office") as office:
        rating, tray = answered(office), Tray()
        app = replace(office.app, queue=tray)
        sent = [print_answer(app, rating, office.who("C03")) for _ in range(2)]
        assert sent == [(1, "桌上的打印机"), (2, "桌上的打印机")]
        assert copies(office, rating) == 2
        assert {title for title, _ in tray.sheets} == {"差评整改反馈单"}  # seen by many: nobody's name
        assert all(pdf.startswith(b"%PDF-") for _, pdf in tray.sheets)


@pytest.mark.parametrize("tray", [Tray(there=False), Tray(trouble="打印服务没有应答。")])
def test_that_what_the_queue_did_not_take_is_no_copy(tmp_path: Path, tray: Tray) -> None:
    with rating_office_on(tmp_path / "office") as office:
        rating = answered(office)
        with pytest.raises(WorldTrouble):
            print_answer(replace(office.app, queue=tray), rating, office.who("C03"))
        assert copies(office, rating) == 0
