"""A print system of the tests' own: a real cupsd on a socket in a temporary folder, with printers that misbehave.

Needs Debian's cups-daemon, cups-client and cups-filters-core-drivers (``scripts/prepare dev`` installs them); the
machine's own print system is neither asked nor touched. Works as root and as anybody else.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

PATIENCE = 20.0
_SBIN = "/usr/sbin:/usr/bin:/sbin:/bin"
_SYSTEM_BIN = Path("/usr/lib/cups")

_CUPSD = """
LogLevel warn
Listen {socket}
Browsing Off
WebInterface No
DefaultPolicy default
JobRetryInterval 3600
MaxLogSize 0
<Location />
  Order deny,allow
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  <Limit Cancel-Job CUPS-Authenticate-Job>
    AuthType Default
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
{more}
"""
_FILES = """
FatalErrors config
ServerRoot {root}/etc
CacheDir {root}/cache
StateDir {root}/run
RequestRoot {root}/spool
TempDir {root}/tmp
ServerBin {root}/bin
DataDir /usr/share/cups
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
SystemGroup {group}
{people}
"""

_BACKEND = r"""#!/bin/sh
# One backend, many printers: the device's address says how it behaves, and the folder it works in.
[ $# -eq 0 ] && { echo 'direct tests "Unknown" "a printer of the tests"'; exit 0; }
how=${DEVICE_URI#tests:}; how=${how%%/*}; tray=/${DEVICE_URI#tests:*/}
wait_for_paper() {
    while [ ! -e "$tray/go" ]; do sleep 0.02; done
}
case $how in
keep) ;;
fail) echo "ERROR: the printer gave up" >&2; exit 1 ;;
stall) wait_for_paper ;;
empty) echo "STATE: +media-empty-error" >&2; wait_for_paper; echo "STATE: -media-empty-error" >&2 ;;
away) echo "STATE: +offline-report" >&2; wait_for_paper; echo "STATE: -offline-report" >&2 ;;
esac
cat "${6:--}" >"$tray/.$1" && mv "$tray/.$1" "$tray/$1.pdf"
"""

_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TESTS.PPD"
*Manufacturer: "Tests"
*Product: "(Tests)"
*ModelName: "Tests"
*ShortNickName: "Tests"
*NickName: "Tests"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: ""
*PageSize A5/A5: ""
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*PageRegion A5/A5: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*ImageableArea A5/A5: "12 12 408 583"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595.2756 841.8898"
*PaperDimension A5/A5: "419.5276 595.2756"
*VariablePaperSize: True
*MaxMediaWidth: "600"
*MaxMediaHeight: "6000"
*HWMargins: 0 0 0 0
*NonUIOrderDependency: 10 AnySetup *CustomPageSize True
*CustomPageSize True: ""
*ParamCustomPageSize Width: 1 points 36 600
*ParamCustomPageSize Height: 2 points 36 6000
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 0
"""


def until(fact: Callable[[], object], what: str) -> None:
    """Wait for a fact of another process; fails with ``what`` when it never comes."""
    end = time.monotonic() + PATIENCE
    while not fact():
        if time.monotonic() > end:
            pytest.fail(f"never: {what}", pytrace=False)
        time.sleep(0.01)


class Cups:
    """One running print system. ``socket`` is what CUPS_SERVER has to name."""

    def __init__(self, root: Path, process: subprocess.Popen[bytes]) -> None:
        self.root = root
        self.socket = root / "cups.sock"
        self._process = process
        self._printers: list[str] = []

    def printer(self, name: str, how: str = "keep", on_error: str = "retry-job") -> Path:
        """Add a printer and return its tray: sheets that came out lie there as <job>.pdf; ``go`` lets it print.

        ``how``: keep | fail | stall | empty (out of paper) | away (switched off). ``on_error``: what CUPS does when
        the printer fails, retry-job as Debian sets it, abort-job or stop-printer.
        """
        tray = self.root / "trays" / str(len(self._printers))
        tray.mkdir()
        ppd = self.root / "printer.ppd"
        ppd.write_text(_PPD, encoding="ascii")
        policy = f"printer-error-policy={on_error}"
        self.run(
            *("lpadmin", "-p", name, "-E", "-v", f"tests:{how}{tray}", "-P", str(ppd)),
            *("-D", f"打印机{name}", "-o", policy),
        )
        self._printers.append(name)
        return tray

    def take_away_printers(self) -> None:
        """Remove every printer, with what is in its queue, and what came out of it."""
        while self._printers:
            name = self._printers.pop()
            self.run("cancel", "-a", "-x", name)
            self.run("lpadmin", "-x", name)
            shutil.rmtree(self.root / "trays" / str(len(self._printers)))

    def print_data(self) -> list[str]:
        """The files in which the print system keeps what it was given to print."""
        return sorted(path.name for path in (self.root / "spool").glob("d*"))

    def run(self, *command: str) -> str:
        """One of CUPS' own programs on this print system."""
        env = {"CUPS_SERVER": str(self.socket), "PATH": _SBIN, "LC_ALL": "C", "HOME": str(self.root)}
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It hangs: takes connections and never answers."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it, and whatever a printer was still doing."""
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def print_system(*, more: str = "", before: Callable[[], None] | None = None) -> Iterator[Cups]:
    """A print system for this block. ``more``: lines of cupsd.conf; ``before`` runs in the child before it starts."""
    cupsd = shutil.which("cupsd", path=_SBIN)
    for program, package in ((cupsd, "cups-daemon"), (shutil.which("lpadmin", path=_SBIN), "cups-client")):
        if program is None:
            pytest.fail(f"Debian's package {package} is missing: run scripts/prepare dev", pytrace=False)
    if not (_SYSTEM_BIN / "filter" / "pdftopdf").exists():
        pytest.fail(
            "Debian's package cups-filters-core-drivers is missing: run scripts/prepare dev", pytrace=False
        )
    # A folder of its own outside pytest's: filters run as another account and must be able to pass through.
    root = Path(tempfile.mkdtemp(prefix="counter-cups-"))
    try:
        _furnish(root, more)
        process = subprocess.Popen(
            [str(cupsd), "-f", "-c", str(root / "etc/cupsd.conf"), "-s", str(root / "etc/cups-files.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=before,
            start_new_session=True,
        )
        cups = Cups(root, process)
        try:
            until(lambda: _answers(cups.socket), "cupsd did not start: " + _log(root))
            yield cups
        finally:
            cups.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _furnish(root: Path, more: str) -> None:
    root.chmod(0o711)
    for folder in ("etc", "cache", "run", "spool", "tmp", "bin/backend", "trays"):
        (root / folder).mkdir(parents=True)
    for inner in ("filter", "daemon", "notifier"):
        if (_SYSTEM_BIN / inner).exists():
            (root / "bin" / inner).symlink_to(_SYSTEM_BIN / inner)
    backend = root / "bin" / "backend" / "tests"
    backend.write_text(_BACKEND, encoding="utf-8")
    backend.chmod(0o700)  # closed to all others: a cupsd of root then runs it as root
    as_root = os.geteuid() == 0
    people = "User lp\nGroup lp" if as_root else ""
    if as_root:
        (root / "tmp").chmod(0o1777)
    group = grp.getgrgid(pwd.getpwuid(os.geteuid()).pw_gid).gr_name
    (root / "etc/cups-files.conf").write_text(
        _FILES.format(root=root, group=group, people=people), encoding="utf-8"
    )
    (root / "etc/cupsd.conf").write_text(
        _CUPSD.format(socket=root / "cups.sock", more=more), encoding="utf-8"
    )


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as knock, suppress(OSError):
        knock.connect(str(path))
        return True
    return False


def _log(root: Path) -> str:
    log = root / "error_log"
    return log.read_text(errors="replace")[-800:] if log.exists() else "no log"
