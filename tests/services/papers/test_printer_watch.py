"""The printer's light: what a clerk sees before anything is sent, cheap to ask, honest when nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from counter.bootstrap.probes.every import probes
from counter.printing.spool.spool import CupsQueue
from counter.services.context.print_queue import Printer
from counter.services.context.probe import Probe, ProbeState
from counter.ui.facades import station_lights
from counter.ui.facades.light import LightState
from counter.ui.facades.station_lights import PrinterWatch
from tests.printing.cups import Cups


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every asking looks anew."""
    monkeypatch.setattr(station_lights, "FRESH", 0.0)
    monkeypatch.setattr(station_lights, "REST", 0.0)


class Counting(CupsQueue):
    """Counts how often the print system is asked."""

    asked = 0

    def printers(self) -> Sequence[Printer]:
        self.asked += 1
        return super().printers()


@pytest.mark.usefixtures("at_once")
def test_that_the_light_follows_the_printer(cups: Cups) -> None:
    watch = PrinterWatch(CupsQueue())
    assert watch.light().state is LightState.ABSENT
    assert "没有打印机" in watch.light().words
    cups.printer("window")
    assert watch.light().state is LightState.GOOD
    assert "出没出纸" in watch.light().words
    cups.run("cupsdisable", "window")
    paused = watch.light()
    assert (paused.state, "请在系统打印设置里恢复" in paused.words) == (LightState.WARN, True)
    cups.run("cupsenable", "window")
    assert watch.light().state is LightState.GOOD
    assert watch.light("楼上").state is LightState.ABSENT


def test_that_the_print_system_is_asked_once_in_a_while(cups: Cups) -> None:
    cups.printer("window")
    queue = Counting()
    watch = PrinterWatch(queue)
    assert {watch.light().state for _ in range(50)} == {LightState.GOOD}
    assert queue.asked == 1


def test_that_a_print_system_that_hangs_is_left_alone_for_a_while(cups: Cups) -> None:
    queue = Counting(asking=0.05)
    watch = PrinterWatch(queue)
    with cups.frozen():
        assert {watch.light().state for _ in range(50)} == {LightState.ABSENT}
    assert queue.asked == 1


@pytest.mark.usefixtures("at_once")
def test_that_a_print_system_that_went_away_is_a_warning_and_one_that_never_was_is_not(
    cups: Cups, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cups.printer("window")
    watch = PrinterWatch(CupsQueue())
    assert watch.light().state is LightState.GOOD
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "off.sock"))
    assert watch.light().state is LightState.WARN
    assert "打印服务没有运行" in watch.light().words
    assert PrinterWatch(CupsQueue()).light().state is LightState.ABSENT


def doctor(profile: Path) -> dict[str, Probe]:
    return {probe.id: probe for probe in probes(profile)}


def test_that_doctor_names_printers_and_never_calls_them_tried(
    cups: Cups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVERROOT", str(cups.root / "etc"))
    assert doctor(tmp_path)["printers"].health is ProbeState.ABSENT
    cups.printer("window")
    cups.run("lpadmin", "-d", "window")
    said = doctor(tmp_path)
    assert said["printers"].health is ProbeState.GOOD
    assert said["printers"].words == "打印机window（默认）（已登记，没有试打）"
    cups.run("cupsdisable", "window")
    assert doctor(tmp_path)["printers"].health is ProbeState.WARN
    assert "打印机已暂停" in doctor(tmp_path)["printers"].mend


def test_that_doctor_finds_a_print_system_that_keeps_what_it_printed(
    cups: Cups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups.printer("window")
    monkeypatch.setenv("CUPS_SERVERROOT", str(cups.root / "etc"))
    kept = doctor(tmp_path)["print_data"]
    assert (kept.health, "PreserveJobFiles No" in kept.mend) == (ProbeState.WARN, True)
    (tmp_path / "cupsd.conf").write_text("PreserveJobFiles No\n", encoding="utf-8")
    monkeypatch.setenv("CUPS_SERVERROOT", str(tmp_path))
    assert doctor(tmp_path)["print_data"].health is ProbeState.GOOD
    monkeypatch.setenv("CUPS_SERVERROOT", str(tmp_path / "nowhere"))
    assert doctor(tmp_path)["print_data"].health is ProbeState.WARN
