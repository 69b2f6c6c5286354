"""The printer's light: asks the print system now and then, briefly, and remembers what it said."""

from __future__ import annotations

import time

from counter.domain.errors import WorldTrouble
from counter.services.context.print_queue import Printer, PrinterState, PrintQueue
from counter.services.papers.print_queueing import choose_printer
from counter.ui.facades.light import Light, LightState

FRESH = 5.0
"""Seconds an answer serves for."""
REST = 30.0
"""Seconds a print system that did not answer is left alone."""


class PrinterWatch:
    """One printer's light. ``queue`` answers or gives up within a fraction of a second; ``light`` never raises."""

    def __init__(self, queue: PrintQueue) -> None:
        self._queue = queue
        self._until = 0.0
        self._answered = False
        self._wanted = ""
        self._light = _absent("还没有看打印机")

    def light(self, wanted: str = "") -> Light:
        """How the printer of that name (empty: the default) stands; nothing here says that paper comes out."""
        if wanted != self._wanted or time.monotonic() >= self._until:
            self._wanted = wanted
            self._look()
        return self._light

    def _look(self) -> None:
        try:
            printer = choose_printer(self._queue.printers(), self._wanted)
        except WorldTrouble as wrong:
            self._until = time.monotonic() + REST
            self._light = _warn(wrong.sentence) if self._answered else _absent(wrong.sentence)
            return
        self._answered = True
        self._until = time.monotonic() + FRESH
        self._light = _light_of(printer)


def _light_of(printer: Printer) -> Light:
    if printer.state is PrinterState.ABSENT:
        return _absent(printer.words)
    if printer.words:
        return _warn(f"{printer.label}：{printer.words}")
    words = f"{printer.label}：可以送去打印；出没出纸，请看打印机"
    return Light("printer", "打印机", LightState.GOOD, words)


def _warn(words: str) -> Light:
    return Light("printer", "打印机", LightState.WARN, words)


def _absent(words: str) -> Light:
    return Light("printer", "打印机", LightState.ABSENT, words)
