"""The press's own process: reads Documents, answers with PDFs or their pages, ends when its input closes.

``python -m counter.printing.press.press_process FONTS``, started by ``press.Press``. A failure is reported by its
location, never by the paper's content, and the memory of this process is never dumped to disk.
"""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
import traceback
from pathlib import Path
from typing import IO

from counter.domain.document.document import Document, PaperKind, Paragraph, Table
from counter.domain.errors import CounterError
from counter.printing.layout.covered_bytes import filled
from counter.printing.layout.layout import lacking_in, render, render_open
from counter.printing.press.wire import Filling, Order, WorkerReply, read_order, write_reply
from counter.printing.reading.preview import pages

_TRIAL_WIDTH = 100
"""Pixels; what is loaded does not depend on it."""


def main(fonts: Path, requests: IO[bytes], answers: IO[bytes]) -> None:
    """Serve until the input closes."""
    _warm(fonts)
    while (order := _next(requests, answers)) is not None:
        write_reply(answers, _made(order, fonts))
        del order


def _next(requests: IO[bytes], answers: IO[bytes]) -> Order | Filling | None:
    """The next readable order; an unreadable one is answered as our fault."""
    while True:
        try:
            return read_order(requests)
        except (KeyError, TypeError, ValueError) as fault:
            write_reply(answers, WorkerReply(fault=_location(fault)))
        except EOFError:
            return None


def _made(order: Order | Filling, fonts: Path) -> WorkerReply:
    try:
        if isinstance(order, Filling):
            return WorkerReply(pdf=filled(order.pdf, order.text))
        if order.document is None:
            return WorkerReply(lacking=lacking_in(order.chars, fonts))
        pdf = (render_open if order.unsigned else render)(order.document, fonts, order.drawing)
        return (
            WorkerReply(pages=tuple(pages(pdf, order.width_px))) if order.width_px else WorkerReply(pdf=pdf)
        )
    except CounterError as trouble:
        return WorkerReply(sentence=trouble.sentence)
    except Exception as fault:  # noqa: BLE001 (any failure is reported to the window, and the press goes on)
        return WorkerReply(fault=_location(fault))


def _location(fault: Exception) -> str:
    """Kind of failure, file and line: messages of exceptions may quote the paper, so they stay here."""
    frames = traceback.extract_tb(fault.__traceback__)
    location = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(fault).__name__} at {location}"


def _warm(fonts: Path) -> None:
    """Make one paper in advance and look at it, so that the first real one finds modules and fonts loaded."""
    with contextlib.suppress(CounterError):
        trial = render(
            Document(
                kind=PaperKind.ACCEPTANCE_NOTICE,
                title="通知书",
                number="〔2026〕1号",
                addressee="某某：",
                body=(Paragraph("正文。"), Table(("序",), (("1",),), (1,))),
                seal_organ="某某局",
                date_text="2026年1月1日",
                sign_lines=(),
                foot=("窗口",),
                code="0",
                code_text="0",
                qr="0",
                watermark="演示 无效",
            ),
            fonts,
        )
        pages(trial, _TRIAL_WIDTH)
    gc.freeze()


def _no_core_dump() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _no_core_dump()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the window; it closes the pipe when it goes
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
