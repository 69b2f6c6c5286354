"""The press: a child process that makes the PDFs, so that reportlab and the fonts never enter the window's process.

The client here is light and knows no Qt. Documents travel through pipes only: no temporary file, nothing personal in
arguments, environment or messages. The child ends when its input closes, so it cannot outlive the window.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason
from counter.printing.child import end, killed_after, start
from counter.printing.press.wire import Filling, Order, WorkerReply, read_reply, write_order
from counter.printing.reading.preview import Pixels

if TYPE_CHECKING:
    from counter.domain.document.document import Document
    from counter.domain.document.signature import Drawing

PATIENCE = 60.0
"""Seconds until the child counts as hung; a usual paper takes hundredths of a second."""


class PressFault(RuntimeError):
    """A bug of ours in the press; ``args`` hold its location, never the paper's content."""


class _Dead(Exception):
    """The child ended or hung before it answered."""


class Press:
    """Makes PDFs in a child process (``ports.PaperMaker``). Any thread may call; papers are made in turn."""

    def __init__(self, fonts: Path, *, patience: float = PATIENCE) -> None:
        self._fonts = fonts
        self._patience = patience
        self._turn = threading.Lock()
        self.child: subprocess.Popen[bytes] | None = None
        self._closed = False

    def warm(self) -> None:
        """Start the child, which then loads its fonts; returns at once."""
        with self._turn:
            self._running()

    def make(self, document: Document, drawing: Drawing | None = None) -> bytes:
        """PDF bytes of one document. WorldTrouble when the press cannot be kept alive."""
        return _pdf(self._served(Order(document, drawing=drawing)))

    def make_signed(
        self, document: Document, sign: Callable[[bytes], str], drawing: Drawing | None = None
    ) -> bytes:
        """As ``make``, its QR being what ``sign`` returns for the digest of everything else in the file.

        ``document.qr`` has the length of that text, and the same essentials.
        """
        from counter.printing.layout.covered_bytes import (
            digest,  # imports the papers' wording: not needed at start-up
        )

        left_open = _pdf(self._served(Order(document, drawing=drawing, unsigned=True)))
        return _pdf(self._served(Filling(left_open, sign(digest(left_open)))))

    def pages(self, document: Document, width_px: int, drawing: Drawing | None = None) -> Sequence[Pixels]:
        """The pages of one document as grey pixels, made in the child like the PDF itself."""
        reply = self._served(Order(document, width_px, drawing))
        if reply.pages is None:
            raise PressFault("an answer of another kind")
        return reply.pages

    def lacking(self, chars: Sequence[str]) -> tuple[str, ...]:
        """Those of the characters without a glyph in any font, asked of the child, which has the fonts open."""
        reply = self._served(Order(None, chars=tuple(chars)))
        if reply.lacking is None:
            raise PressFault("an answer of another kind")
        return reply.lacking

    def close(self) -> None:
        """End the child. A paper being made is finished first; ``make`` is refused afterwards."""
        with self._turn:
            self._closed = True
            self._end()

    def _served(self, order: Order | Filling) -> WorkerReply:
        with self._turn:
            try:
                reply = self._ask(order)
            except _Dead:
                try:
                    reply = self._ask(order)
                except _Dead:
                    raise WorldTrouble(
                        "文书生成程序两次中断，这份文书没有生成；办件不受影响，请过一会儿重新打印，仍不行时重启本程序。"
                    ) from None
        if reply.sentence:
            raise WorldTrouble(reply.sentence)
        if reply.fault:
            raise PressFault(reply.fault)
        return reply

    def _ask(self, order: Order | Filling) -> WorkerReply:
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            with killed_after(child, self._patience):
                write_order(child.stdin, order)
                return read_reply(child.stdout)
        except (OSError, EOFError):
            self._end()
            raise _Dead from None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise RuntimeError("the press is closed")
        if self.child is not None and self.child.poll() is not None:
            self._end()
        if self.child is None:
            self.child = _start(self._fonts)
        return self.child

    def _end(self) -> None:
        child, self.child = self.child, None
        if child is None:
            return
        end(child)


class DirectPress:
    """A press in the caller's own process, for the command line and tests."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._turn = threading.Lock()

    def warm(self) -> None:
        """Nothing to start: the fonts are loaded with the first paper."""

    def make(self, document: Document, drawing: Drawing | None = None) -> bytes:
        """PDF bytes of one document."""
        from counter.printing.layout.layout import render

        with self._turn:
            return render(document, self._fonts, drawing)

    def make_signed(
        self, document: Document, sign: Callable[[bytes], str], drawing: Drawing | None = None
    ) -> bytes:
        """As ``make``, its QR being what ``sign`` returns for the digest of everything else in the file."""
        from counter.printing.layout.covered_bytes import digest, filled
        from counter.printing.layout.layout import render_open

        with self._turn:
            left_open = render_open(document, self._fonts, drawing)
        return filled(left_open, sign(digest(left_open)))

    def pages(self, document: Document, width_px: int, drawing: Drawing | None = None) -> Sequence[Pixels]:
        """The pages of one document as grey pixels."""
        from counter.printing.reading import preview

        return preview.pages(self.make(document, drawing), width_px)

    def lacking(self, chars: Sequence[str]) -> tuple[str, ...]:
        """Those of the characters without a glyph in any font."""
        from counter.printing.layout.layout import lacking_in

        with self._turn:
            return lacking_in(chars, self._fonts)

    def close(self) -> None:
        """Nothing to release."""


def _pdf(reply: WorkerReply) -> bytes:
    if reply.pdf is None:
        raise PressFault("an answer of another kind")
    return reply.pdf


def _start(fonts: Path) -> subprocess.Popen[bytes]:
    try:
        return start("counter.printing.press.press_process", str(fonts))
    except OSError as trouble:
        raise WorldTrouble(
            f"文书生成程序启动不了（{error_reason(trouble)}）；办件已保存，请关闭其他程序后重新打印。"
        ) from None
