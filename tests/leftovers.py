"""Find what a test that showed a window has left behind: windows, threads, running timers."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

GRACE_SECONDS = 2.0
MANY_OBJECTS = 60_000
"""From here on a search costs more than twice what it does for one window's own objects."""


def open_windows() -> dict[int, QWidget]:
    """Every top-level widget by the address of its C++ part, which survives a new Python wrapper."""
    return {Shiboken.getCppPointer(widget)[0]: widget for widget in QApplication.topLevelWidgets()}


class Watch:
    """What was there before a test, compared with what is there after it."""

    def __init__(self) -> None:
        self._windows = set(open_windows())
        self._threads = set(threading.enumerate())
        self._many = False

    def leftovers(self) -> list[str]:
        """Name everything new that is still alive, and end it, so that the next test starts clean."""
        settle()
        if set(open_windows()) - self._windows:
            gc.collect()  # a window in a reference cycle is gone for its user, though not yet for Qt
            settle()
        found = [*self._leftover_windows(), *self._leftover_threads()]
        everything = gc.get_objects()
        self._many = len(everything) > MANY_OBJECTS
        things = living(everything, QThread, QTimer)
        del everything  # it holds what the last round deletes
        found += [*running_threads(things), *leftover_timers(things)]
        settle()
        return found

    def set_aside(self) -> None:
        """What many tests have gathered and still hold (guides, fonts, texts) is not searched again after each of them.

        Nothing of it runs: ``leftovers`` has just ended what did. What has since become garbage goes first.
        """
        if self._many:
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def _leftover_windows(self) -> Iterable[str]:
        for address, window in open_windows().items():
            if address not in self._windows:
                yield f"window {describe(window)}"
                window.hide()
                window.deleteLater()

    def _leftover_threads(self) -> Iterable[str]:
        if not QThreadPool.globalInstance().waitForDone(int(GRACE_SECONDS * 1000)):
            yield f"{QThreadPool.globalInstance().activeThreadCount()} busy pool threads"
        deadline = time.monotonic() + GRACE_SECONDS
        for thread in set(threading.enumerate()) - self._threads:
            if not is_qt_thread(thread):
                thread.join(max(0.0, deadline - time.monotonic()))
                if thread.is_alive():
                    yield f"thread {thread.name}"


def settle() -> None:
    """Let Qt do what is due: posted events, timers of zero, deleteLater."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def running_threads(things: Iterable[QObject]) -> Iterable[str]:
    """Every thread of Qt's own among these that still runs, except the one that asks."""
    for thread in things:
        if isinstance(thread, QThread) and thread.isRunning() and thread is not QThread.currentThread():
            yield f"running QThread {describe(thread)}"
            thread.quit()
            thread.wait(int(GRACE_SECONDS * 1000))


def leftover_timers(things: Iterable[QObject]) -> Iterable[str]:
    """Every timer among these that still runs; one that lives in a window dies with it and is not found here."""
    for timer in things:
        if isinstance(timer, QTimer) and Shiboken.isValid(timer) and timer.isActive():
            yield f"running timer {describe(timer)} of {describe(timer.parent())}, {timer.interval()} ms"
            timer.stop()


def living(everything: Iterable[object], *kinds: type[QObject]) -> list[QObject]:
    """Every object of these Qt classes among what Python knows that C++ has not deleted."""
    types = {kind for base in kinds for kind in every_kind(base)}
    return [thing for thing in everything if type(thing) in types and Shiboken.isValid(thing)]


def every_kind(kind: type) -> Iterable[type]:
    """The class and everything made from it: to look a type up is faster than to ask each of 100,000 objects."""
    yield kind
    for heir in kind.__subclasses__():
        yield from every_kind(heir)


def is_qt_thread(thread: threading.Thread) -> bool:
    """Python's stand-in for a thread that Qt started: it stays listed after the thread has gone."""
    return isinstance(thread, threading._DummyThread)


def describe(thing: QObject | None) -> str:
    """A name that a reader of the failure can search for."""
    return "nobody" if thing is None else f"{type(thing).__name__}({thing.objectName()!r})"
