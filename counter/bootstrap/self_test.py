"""The tools of the page 自检 for one profile, imported on first use: few starts need them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config
from counter.bootstrap.atomic_file import whole_file
from counter.bootstrap.print_system import system_queue
from counter.domain.errors import WorldTrouble
from counter.ui.facades.self_test import SelfTestTools

if TYPE_CHECKING:
    from counter.services.context.probe import Probe
    from counter.services.profile.plain_sheet import PlainSheet


def self_test_tools(profile: Path) -> SelfTestTools:
    """The probes of ``counter doctor`` and the test sheet."""
    return SelfTestTools(
        partial(_probes, profile), partial(_print_test, profile), partial(_save_test, profile)
    )


def made_sheet(sheet: PlainSheet) -> bytes:
    """The PDF of a sheet of the set-up. Raises WorldTrouble."""
    from counter.printing.press.slip_press import PlainSheetPress

    return PlainSheetPress(config.resources_folder() / "fonts")(sheet)


def send_sheet(profile: Path, sheet: PlainSheet) -> tuple[str, str]:
    """Send a sheet to the profile's printer, or the system's default; the printer's label and the job. Raises
    WorldTrouble without a printer.
    """
    from counter.services.context.print_queue import PrinterState
    from counter.services.papers.print_queueing import choose_printer

    queue = system_queue()
    to = choose_printer(queue.printers(), config.read_preferences(profile).printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)
    return to.label, queue.send(to.name, made_sheet(sheet), sheet.title)


def _probes(profile: Path) -> tuple[Probe, ...]:
    from counter.bootstrap.probes.every import probes

    return tuple(probes(profile))


def _print_test(profile: Path) -> str:
    sheet = _test_sheet()
    send_sheet(profile, sheet)
    return sheet.code


def _save_test(_profile: Path, file: Path) -> str:
    sheet = _test_sheet()
    with whole_file(file, replace=True) as half:
        half.write(made_sheet(sheet))
    return sheet.code


def _test_sheet() -> PlainSheet:
    from counter.services.profile.plain_sheet import new_test_code, printer_test

    return printer_test("一件事一次办 · 综合窗口", new_test_code())
