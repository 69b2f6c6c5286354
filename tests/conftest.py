"""What every test stands on: no display, no keyring, no home folder, and nothing left behind."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import argon2
import pytest
from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase
from pytestqt.qtbot import QtBot

from counter.bootstrap.process import undo_import_hook
from counter.services.hall import staff

undo_import_hook()  # the program's own first act: no import in a test searches its module's source either

ROOT = Path(__file__).resolve().parent.parent
FULL_COST, NOBODYS_PIN = argon2.PasswordHasher, staff.NOBODYS_PIN
OFTEN, SELDOM = gc.get_threshold(), (20_000, 20, 20)
"""After how many new objects the collector looks, as in the program and in tests without a window: these keep few."""
_STATES = count()

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A test that forgets its fake must find nothing rather than write into the developer's own keyring.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
# lxml is here for pikepdf only: workbooks are written and read as an installed program does it, without.
os.environ["OPENPYXL_LXML"] = "False"

# Machines are shared and slow at times: an example may take as long as it needs, only a wrong answer fails.
settings.register_profile(
    "counter",
    deadline=None,
    derandomize="CI" in os.environ,
    database=None
    if "CI" in os.environ
    else DirectoryBasedExampleDatabase(ROOT / ".venv" / "cache" / "hypothesis"),
)
settings.load_profile("counter")

gc.disable()  # nothing that is imported and collected is garbage: walking it again and again is a fifth of that time


def pytest_collection_finish() -> None:
    """What was imported and collected stays till the end: the collector need not walk it again in every test.

    Nor does the search for timers and threads that a test left behind (``tests.leftovers``).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _own_witnesses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Profiles made for a whole file of tests leave no witness in the developer's home or on the machine."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_STATE_HOME", "COUNTER_WITNESS"):
            patch.setenv(variable, str(tmp_path_factory.getbasetemp() / "shared" / variable.lower()))
        yield


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the folders of the user at a temporary place, made only if something is written there.

    The machine's own print system is out of reach: no test may bring paper out of somebody's printer.
    """
    home = tmp_path_factory.getbasetemp() / "home"
    own = home / f"state{next(_STATES)}"  # what one test's profiles witness is nothing to another's
    monkeypatch.setattr(
        os, "nice", lambda _: 0
    )  # a backup makes way for others; the rest of the tests does not
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("CUPS_SERVER", str(home / "no-printer.sock"))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    for variable in ("XDG_STATE_HOME", "COUNTER_WITNESS"):
        monkeypatch.setenv(variable, str(own / variable.lower()))


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that uses Qt's application proves that its windows, threads and timers are gone."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("qapp")
    from counter.bootstrap.window import keep_no_dialog_history
    from tests.leftovers import Watch

    keep_no_dialog_history()  # pytest-qt's application is not the program's own

    gc.set_threshold(*OFTEN)  # a window collects by the program's own numbers
    watch = Watch()
    yield
    leftovers = watch.leftovers()
    watch.set_aside()
    gc.set_threshold(*SELDOM)
    gc.enable()  # a window keeps the automatic collector off to the end of its program (``ui.kit.garbage_collection``)
    if leftovers:
        pytest.fail("left behind: " + "; ".join(leftovers), pytrace=False)


class PromptBot(QtBot):
    """Looks for what it waits for every millisecond instead of every ten: most of it takes one or two, 30 in a test.

    Waits four times as long as pytest-qt: a test states that something comes to be, not how fast a busy machine is.
    """

    _looks = 0

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 20_000) -> None:
        """Wait for a fact; after ``timeout`` ms without it the test fails."""
        self._looks = 0
        super().waitUntil(callback, timeout=timeout)

    def wait(self, ms: int) -> None:
        """The pause between two looks of ``waitUntil``; tests themselves wait for facts, never for time.

        What has not come after twenty looks takes its time: to look a hundred times more would only take processor.
        """
        self._looks += 1
        super().wait(min(ms, 1 if self._looks <= 20 else 10))


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> PromptBot:
    """pytest-qt's own, more prompt."""
    return PromptBot(request)


@pytest.fixture(autouse=True, scope="session")
def _quick_pins() -> Iterator[None]:
    """Every PIN that is made in a test's own process costs next to nothing; programs it starts pay in full.

    argon2 is slow on purpose: 0.15 s of processor for a PIN, twice for a profile and again for a sign-on. The program
    has no switch for it, so no real profile can get these by accident; ``full_cost_pins`` is as at a real counter.
    The PIN that stands for an unknown person's costs as much as theirs, here as there.
    """
    with pytest.MonkeyPatch.context() as patch:
        quick = partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(argon2, "PasswordHasher", quick)
        patch.setattr(staff, "NOBODYS_PIN", quick().hash("nobody's"))
        yield


@pytest.fixture
def full_cost_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """PINs as the program makes them."""
    monkeypatch.setattr(argon2, "PasswordHasher", FULL_COST)
    monkeypatch.setattr(staff, "NOBODYS_PIN", NOBODYS_PIN)


@pytest.fixture(scope="session")
def python() -> list[str]:
    """The command line that starts a fresh interpreter of this environment."""
    return [sys.executable, "-P"]
