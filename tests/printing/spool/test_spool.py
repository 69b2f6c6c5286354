"""The print queue against a real print system: what comes out is what went in, and no trouble is told as printed."""

from __future__ import annotations

import resource
import signal
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageOps

from counter.domain.errors import BadInput, WorldTrouble
from counter.printing.spool import ipp
from counter.printing.spool.print_server import account
from counter.printing.spool.spool import CupsQueue
from counter.services.context.print_queue import JobState, PrinterState, PrintUnsure
from tests.printing import samples
from tests.printing.cups import Cups, print_system, until
from tests.printing.pages import bare, codes, grey, made, page_count, printed, scanned, text_of

TITLE = "乌市监受综03〔2026〕57号 第1份"
PDF = made(samples.receipt())


def state(queue: CupsQueue, job: str) -> JobState:
    return queue.job(job).state


def comes_to(queue: CupsQueue, job: str, wanted: JobState) -> str:
    """The words of the job once it stands so."""
    until(lambda: state(queue, job) is wanted, f"{job} became {wanted}, it is {queue.job(job)}")
    return queue.job(job).words


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of every page in whole millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [tuple(round(edge * 25.4 / 72) for edge in page.get_size()) for page in document]


@pytest.fixture
def queue(cups: Cups) -> CupsQueue:
    return CupsQueue()


def inked(pdf: bytes, page: int) -> tuple[int, int, int, int]:
    """The edges of what is drawn on a page, in dots of 1/200 inch."""
    box = ImageOps.invert(grey(pdf, 200, page)).point(lambda level: 255 if level > 100 else 0).getbbox()
    assert box is not None
    return box


def framed(width_mm: int, height_mm: int) -> bytes:
    """A page with a frame 5 mm from its edges: what is scaled, turned or cut shows."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    page = Canvas(file, pagesize=(width_mm * mm, height_mm * mm))
    page.rect(5 * mm, 5 * mm, (width_mm - 10) * mm, (height_mm - 10) * mm)
    page.drawString(10 * mm, (height_mm - 15) * mm, "57")
    page.save()
    return file.getvalue()


@pytest.mark.parametrize(
    "pdf",
    [PDF, made(samples.long_notice()), framed(148, 210), framed(80, 260)],
    ids=["A4", "pages", "A5", "80mm"],
)
def test_that_a_sheet_comes_out_of_the_queue_as_large_as_it_went_in(
    cups: Cups, queue: CupsQueue, pdf: bytes
) -> None:
    tray = cups.printer("window")
    comes_to(queue, queue.send("window", pdf, TITLE), JobState.SENT)
    out = next(tray.glob("*.pdf")).read_bytes()
    assert sizes(out) == sizes(pdf)
    assert bare(text_of(out)) == bare(text_of(pdf))
    for page in range(page_count(pdf)):
        assert inked(out, page) == pytest.approx(inked(pdf, page), abs=2), "moved, scaled, turned or cut"


def test_that_the_codes_of_a_sheet_from_the_queue_are_read(cups: Cups, queue: CupsQueue) -> None:
    tray = cups.printer("window")
    comes_to(queue, queue.send("window", PDF, TITLE), JobState.SENT)
    out = next(tray.glob("*.pdf")).read_bytes()
    sample = samples.receipt()
    assert sorted(codes(scanned(printed(out), turn=1.0, blur=0.6)).values()) == sorted(
        [sample.code, sample.qr]
    )


def test_that_a_job_that_left_the_queue_is_never_called_printed(cups: Cups, queue: CupsQueue) -> None:
    cups.printer("window")
    words = comes_to(queue, queue.send("window", PDF, TITLE), JobState.SENT)
    assert "请看有没有出纸" in words


def test_that_printers_are_told_with_the_default_first(cups: Cups, queue: CupsQueue) -> None:
    for name in ("a", "b", "窗口03"):
        cups.printer(name)
    cups.run("lpadmin", "-d", "b")
    assert [(p.name, p.label, p.default, p.state) for p in queue.printers()] == [
        ("b", "打印机b", True, PrinterState.READY),
        ("a", "打印机a", False, PrinterState.READY),
        ("窗口03", "打印机窗口03", False, PrinterState.READY),
    ]
    comes_to(queue, queue.send("窗口03", PDF, TITLE), JobState.SENT)


@pytest.mark.parametrize(
    ("how", "means", "words"),
    [("empty", PrinterState.TROUBLE, "缺纸：请加纸"), ("away", PrinterState.OFFLINE, "没有开机")],
)
def test_that_a_printer_that_waits_for_a_person_says_for_what(
    cups: Cups, queue: CupsQueue, how: str, means: PrinterState, words: str
) -> None:
    tray = cups.printer("window", how)
    job = queue.send("window", PDF, TITLE)
    assert words in comes_to(queue, job, JobState.STOPPED)
    assert [(p.state, words in p.words) for p in queue.printers()] == [(means, True)]
    assert list(tray.glob("*.pdf")) == []
    (tray / "go").touch()
    comes_to(queue, job, JobState.SENT)
    assert [p.state for p in queue.printers()] == [PrinterState.READY]


def test_that_a_printer_that_hangs_is_still_printing(cups: Cups, queue: CupsQueue) -> None:
    tray = cups.printer("window", "stall")
    job = queue.send("window", PDF, TITLE)
    comes_to(queue, job, JobState.PRINTING)
    second = queue.send("window", PDF, TITLE)
    assert state(queue, second) is JobState.PENDING
    (tray / "go").touch()
    comes_to(queue, second, JobState.SENT)


@pytest.mark.parametrize(
    ("on_error", "becomes", "words"),
    [
        ("abort-job", JobState.FAILED, "没有打出完整的文书"),
        ("stop-printer", JobState.STOPPED, "在系统打印设置里恢复"),
        ("retry-job", JobState.HELD, "自己再试"),
    ],
)
def test_that_a_printer_that_fails_is_told_in_the_way_the_queue_takes_it(
    cups: Cups, queue: CupsQueue, on_error: str, becomes: JobState, words: str
) -> None:
    tray = cups.printer("window", "fail", on_error)
    said = comes_to(queue, queue.send("window", PDF, TITLE), becomes)
    assert words in said
    assert list(tray.glob("*.pdf")) == []


def test_that_a_paused_queue_takes_a_paper_and_says_how_to_go_on(cups: Cups, queue: CupsQueue) -> None:
    tray = cups.printer("window")
    cups.run("cupsdisable", "-r", "换墨盒", "window")
    assert [(p.state, p.words) for p in queue.printers()] == [
        (PrinterState.PAUSED, "打印机已暂停：请在系统打印设置里恢复（系统的话：换墨盒）。")
    ]
    job = queue.send("window", PDF, TITLE)
    assert "打印机已暂停" in comes_to(queue, job, JobState.STOPPED)
    assert list(tray.glob("*.pdf")) == []
    cups.run("cupsenable", "window")
    comes_to(queue, job, JobState.SENT)


def test_that_a_held_job_is_told(cups: Cups, queue: CupsQueue) -> None:
    cups.printer("window", "stall")
    job = queue.send("window", PDF, TITLE)
    cups.run("lp", "-i", job, "-H", "hold")
    assert "放行" in comes_to(queue, job, JobState.HELD)


def test_that_a_queue_that_takes_nothing_refuses_at_once(cups: Cups, queue: CupsQueue) -> None:
    cups.printer("window")
    cups.run("cupsreject", "window")
    assert [p.state for p in queue.printers()] == [PrinterState.PAUSED]
    with pytest.raises(WorldTrouble, match="没有送去打印：打印机现在不接收") as refused:
        queue.send("window", PDF, TITLE)
    assert not isinstance(refused.value, PrintUnsure)


def test_that_a_printer_that_is_not_there_is_named(cups: Cups, queue: CupsQueue) -> None:
    assert list(queue.printers()) == []
    with pytest.raises(BadInput, match="没有名叫“楼上”的打印机"):
        queue.send("楼上", PDF, TITLE)


def test_that_a_print_system_that_is_not_running_takes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody.sock"))
    queue = CupsQueue()
    acts: list[Callable[[], object]] = [
        queue.printers,
        lambda: queue.job("window-1"),
        lambda: queue.cancel("window-1"),
    ]
    for act in acts:
        with pytest.raises(WorldTrouble, match="打印服务没有运行"):
            act()
    with pytest.raises(WorldTrouble, match="没有送去打印") as refused:
        queue.send("window", PDF, TITLE)
    assert not isinstance(refused.value, PrintUnsure)


def test_that_a_print_system_that_hangs_is_left_in_time_and_found_again(cups: Cups) -> None:
    tray = cups.printer("window")
    queue = CupsQueue(asking=0.1, sending=0.1)
    before = datetime.now(UTC)
    with cups.frozen():
        with pytest.raises(WorldTrouble):
            queue.printers()
        with pytest.raises(PrintUnsure, match="不知道收没收到"):
            queue.send("window", PDF, TITLE)
    # it was only slow: the paper comes out after all, and a second asking finds the job instead of a second sheet
    patient = CupsQueue()
    until(lambda: patient.find(TITLE, before), "the job was found")
    job = patient.find(TITLE, before)
    assert job is not None
    comes_to(patient, job, JobState.SENT)
    until(lambda: len(list(tray.glob("*.pdf"))) == 1, "one sheet")


def test_that_a_job_is_found_by_its_title_since_a_moment(cups: Cups, queue: CupsQueue) -> None:
    cups.printer("window")
    before = datetime.now(UTC)
    first = queue.send("window", PDF, TITLE)
    second = queue.send("window", PDF, TITLE)
    comes_to(queue, second, JobState.SENT)
    assert first != second
    assert queue.find(TITLE, before) == second
    assert queue.find("另一份", before) is None
    assert queue.find(TITLE, before + timedelta(minutes=1)) is None


def test_that_a_job_is_found_also_when_the_print_system_has_put_it_away(cups: Cups, queue: CupsQueue) -> None:
    tray, before = cups.printer("window"), datetime.now(UTC)
    job = queue.send("window", PDF, TITLE)
    until(
        lambda: list(tray.glob("*.pdf")), "a sheet comes out"
    )  # a question for the job would keep it in memory
    until(lambda: "57" not in "".join(_names_in_memory(queue)), "the print system forgot the job's name")
    assert queue.find(TITLE, before) == job


def _names_in_memory(queue: CupsQueue) -> list[str]:
    """The names of jobs that the print system tells without reading its files."""
    asked = {
        "printer-uri": ipp.uri("ipp://localhost/"),
        "requesting-user-name": ipp.name(account()),
        "which-jobs": ipp.keyword("all"),
        "requested-attributes": ipp.keyword("job-name"),
    }
    told = queue.ask("/", ipp.question(ipp.Operation.GET_JOBS, asked))
    return [str(name) for one in told for name in one.get("job-name", ())]


def test_that_cancelling_takes_the_print_data_with_it(cups: Cups, queue: CupsQueue) -> None:
    cups.printer("window")
    cups.printer("slow", "stall")
    done, waiting = queue.send("window", PDF, TITLE), queue.send("slow", PDF, TITLE)
    comes_to(queue, done, JobState.SENT)
    comes_to(queue, waiting, JobState.PRINTING)
    assert len(cups.print_data()) == 2
    for job in (done, waiting, waiting):
        queue.cancel(job)
    until(lambda: cups.print_data() == [], "no print data is kept")
    assert state(queue, done) is JobState.GONE
    comes_to(queue, waiting, JobState.GONE)


def test_that_a_number_taken_over_by_another_queue_is_not_our_job(cups: Cups, queue: CupsQueue) -> None:
    cups.printer("window")
    job = queue.send("window", PDF, TITLE)
    other = f"old-{job.rpartition('-')[2]}"
    assert state(queue, other) is JobState.GONE
    queue.cancel(other)
    comes_to(queue, job, JobState.SENT)


def test_that_a_full_disk_of_the_print_system_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    with print_system(before=small_disk) as cups:
        monkeypatch.setenv("CUPS_SERVER", str(cups.socket))
        cups.printer("window")
        assert len(PDF) > 20_000
        with pytest.raises(WorldTrouble, match="磁盘满了"):
            CupsQueue().send("window", PDF, TITLE)
        assert CupsQueue().find(TITLE, datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_that_a_print_system_behind_a_port_prints_and_says_what_it_will_not_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with print_system(more=f"Listen 127.0.0.1:{port}") as cups:
        monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{port}")
        cups.printer("window", "stall")
        queue = CupsQueue()
        job = queue.send("window", PDF, TITLE)
        comes_to(queue, job, JobState.PRINTING)
        with pytest.raises(WorldTrouble, match="要求先登录"):
            queue.cancel(job)
        comes_to(queue, job, JobState.PRINTING)


def test_that_a_job_id_of_another_kind_is_refused(queue: CupsQueue) -> None:
    with pytest.raises(BadInput, match="不是打印任务的编号"):
        queue.job("window")
