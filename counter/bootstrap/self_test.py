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
    parts = (
        (
            "密钥、字体和打印机",
            partial(_outer, profile),
        ),  # first: access by others is told before opening removes it
        ("这台电脑", partial(_machine, profile)),
        ("这个窗口的资料", partial(_station, profile)),
    )
    return SelfTestTools(parts, partial(_print_test, profile), partial(_save_test, profile))


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


def _outer(profile: Path) -> tuple[Probe, ...]:
    from counter.bootstrap.probes.keys import outer_probes

    return tuple(outer_probes(profile))


def _machine(profile: Path) -> tuple[Probe, ...]:
    from counter.bootstrap.probes.machine import machine_probes

    return tuple(machine_probes(profile, config.resources_folder()))


def _station(profile: Path) -> tuple[Probe, ...]:
    from counter.bootstrap.probes.station import station_probes

    return tuple(station_probes(profile))


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
