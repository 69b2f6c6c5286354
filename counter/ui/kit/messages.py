"""Errors to one Chinese sentence each: of the world (somebody can act), or a bug."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from counter.domain.errors import CounterError, WorldTrouble

_log = logging.getLogger("counter.ui")


class Tone(StrEnum):
    """Colour of a message, by what it requires of the reader."""

    SAID = "said"  # 说明
    DONE = "done"  # 已经存在的结果
    WORLD = "world"  # 有人能处理
    REFUSED = "refused"  # 规则不允许
    BUG = "bug"  # 程序自身的错


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the message bar. ``field``: the control it refers to, if any."""

    tone: Tone
    sentence: str
    field: str | None = None


def message_of(error: BaseException) -> Message:
    """Message for an error. A bug is logged without its text, which may hold personal data."""
    if isinstance(error, CounterError):
        tone = Tone.WORLD if isinstance(error, WorldTrouble) else Tone.REFUSED
        return Message(tone, error.sentence, error.field)
    log_bug(error)
    return Message(
        Tone.BUG,
        QCoreApplication.translate(
            "messages",
            "对不起，程序出错了。填的都存成了草稿，可以接着办，也可以关上再打开；出错的经过已经记下，请告诉系统管理员。",
        ),
    )


def log_bug(error: BaseException) -> None:
    """Log kind and code locations of a bug, never a value."""
    frames = traceback.extract_tb(error.__traceback__)
    locations = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    _log.error("bug %s at %s", type(error).__name__, " < ".join(reversed(locations)))


def catch_bugs(show: Callable[[Message], None]) -> Callable[[], None]:
    """Turn every exception that reaches Qt (from a slot) into a message. Returns the undo function."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        show(message_of(error.with_traceback(trace)))

    sys.excepthook = hook

    def undo() -> None:
        if sys.excepthook is hook:
            sys.excepthook = before

    return undo
