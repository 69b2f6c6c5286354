"""Sending a sheet: noted before it can come out, never called printed by the program, never sent twice unknowingly."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.case.acts.acts import MarkFailed, MarkPrinted
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import SheetStep, last_sent
from counter.domain.document.document import STRIP_COPY
from counter.domain.errors import BadInput, StaleBase, WorldTrouble
from counter.printing.spool.spool import CupsQueue
from counter.services.case.mark_paper import mark_failed, mark_printed
from counter.services.context.app import AppContext
from counter.services.context.print_queue import JobState, PrintQueue, PrintUnsure
from counter.services.papers.copy_paper import copy_paper
from counter.services.papers.print_queueing import SentCopy, follow_copy, send_copy
from tests.printing.cups import Cups, until
from tests.printing.pages import bare, text_of
from tests.printing.spool.test_spool import sizes
from tests.services.conftest import PEOPLE
from tests.services.visit.test_file_case import complete, file
from tests.settings import demo_hall

Send = Callable[[], SentCopy]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    """One profile for all: every test files a case of its own in it."""
    folder = tmp_path_factory.mktemp("hall") / "profile"
    create_profile(folder, demo_hall(), PEOPLE)
    with open_app(folder) as opened:
        yield opened


@pytest.fixture
def case(app: AppContext) -> Case:
    return file(app, replace(complete(app), duplicate_reason="另一次申请")).case


@pytest.fixture
def paper(case: Case) -> str:
    return case.papers[0].id


@pytest.fixture
def send(app: AppContext, case: Case, paper: str) -> Send:
    return lambda: send_copy(app, case.id, paper, "W01")


class Dying(CupsQueue):
    """The program ends at the worst moment: before or after the print system has taken the sheet."""

    def __init__(self, *, taken: bool) -> None:
        super().__init__()
        self._taken = taken

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        if self._taken:
            super().send(printer, pdf, title)
        raise KeyboardInterrupt


def now(app: AppContext, case: Case, paper: str) -> IssuedPaper:
    """The paper as it stands."""
    case_now = fold(app.journal.entries(case.id))
    assert case_now is not None
    found = case_now.paper(paper)
    assert found is not None
    return found


def kinds(app: AppContext, case: Case) -> list[str]:
    """What was noted since the case was filed."""
    return [e.kind for e in app.journal.entries(case.id) if e.seq > 0][len(case.history) :]


def sheets(tray: Path) -> list[str]:
    """The text of every sheet that came out, in order."""
    return [
        bare(text_of(file.read_bytes())) for file in sorted(tray.glob("*.pdf"), key=lambda f: int(f.stem))
    ]


def follow(app: AppContext, case: Case, paper: str, wanted: JobState) -> None:
    """Ask the queue until the sheet stands so."""
    last: list[object] = []

    def stands() -> bool:
        job = follow_copy(app, case.id, paper, "W01")
        last[:] = [job]
        return job is not None and job.state is wanted

    until(stands, f"the sheet became {wanted}: {last}")


def test_that_a_sheet_is_noted_before_and_after_and_printed_only_by_a_person(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    tray = cups.printer("window")
    sent = send()
    assert (sent.copy, sent.printer, sent.again) == (1, "window", False)
    follow(app, case, paper, JobState.SENT)
    assert kinds(app, case) == ["paper.copied", "paper.queued"]
    assert (now(app, case, paper).stage, now(app, case, paper).job) == (PaperStage.QUEUED, sent.job)
    assert len(sheets(tray)) == 1


def test_that_nothing_personal_stands_in_the_queue(
    cups: Cups, app: AppContext, case: Case, send: Send
) -> None:
    cups.printer("window", "stall")
    send()
    assert case.applicant is not None
    told = cups.run("lpstat", "-l", "-o") + (cups.root / "access_log").read_text(errors="replace")
    assert case.applicant.name not in told
    assert case.papers[0].number  # what the queue shows is this and the serial


def test_that_without_a_printer_nothing_is_counted(
    cups: Cups, app: AppContext, case: Case, send: Send
) -> None:
    with pytest.raises(WorldTrouble, match="没有打印机"):
        send()
    assert kinds(app, case) == []


def test_that_two_printers_without_a_default_are_asked_about(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    cups.printer("window")
    cups.printer("office")
    with pytest.raises(WorldTrouble, match="请选一台：打印机office、打印机window"):
        send()
    assert send_copy(app, case.id, paper, "W01", printer="office").printer == "office"
    with pytest.raises(WorldTrouble, match="没有名叫“楼上”"):
        send_copy(app, case.id, paper, "W01", printer="楼上")


def test_that_a_refused_sheet_is_noted_as_failed_and_keeps_its_serial(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    tray = cups.printer("window")
    cups.run("cupsreject", "window")
    with pytest.raises(WorldTrouble, match="打印机现在不接收"):
        send()
    assert now(app, case, paper).stage is PaperStage.FAILED
    assert "打印机现在不接收" in now(app, case, paper).words
    cups.run("cupsaccept", "window")
    assert send().copy == 1
    follow(app, case, paper, JobState.SENT)
    assert "重打" not in sheets(tray)[0]
    assert send().copy == 2


def test_that_a_sheet_that_the_printer_gave_up_is_noted_once(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    cups.printer("window", "fail", "abort-job")
    send()
    follow(app, case, paper, JobState.FAILED)
    assert follow_copy(app, case.id, paper, "W01") is None
    assert kinds(app, case) == ["paper.copied", "paper.queued", "paper.failed"]
    assert now(app, case, paper).stage is PaperStage.FAILED


def test_that_a_failed_sheet_that_the_queue_tries_again_by_itself_comes_out_once(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    tray = cups.printer("window", "empty")
    first = send()
    follow(app, case, paper, JobState.STOPPED)
    said_failed(app, case, paper)
    until(lambda: cups.print_data() == [], "the queue has nothing left to print")
    second = send()
    assert (second.copy, second.job == first.job) == (first.copy, False)
    assert app.queue.job(first.job).state in (JobState.GONE, JobState.FAILED)
    (tray / "go").touch()
    follow(app, case, paper, JobState.SENT)
    assert [file.stem for file in tray.glob("*.pdf")] == [second.job.rpartition("-")[2]]


def said_failed(app: AppContext, case: Case, paper: str) -> None:
    """The clerk says that nothing came out."""
    clerk = next(s for s in app.journal.staff() if s.code == "W01")
    mark_failed(app, case.id, MarkFailed((paper,), "缺纸"), clerk)


def test_that_out_of_paper_is_told_and_claims_nothing(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    cups.printer("window", "empty")
    send()
    follow(app, case, paper, JobState.STOPPED)
    job = follow_copy(app, case.id, paper, "W01")
    assert job is not None
    assert "缺纸" in job.words
    assert now(app, case, paper).stage is PaperStage.QUEUED


def test_that_a_sheet_sent_just_before_the_program_died_is_found_and_not_sent_again(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    tray = cups.printer("window")
    with pytest.raises(KeyboardInterrupt):
        send_copy(replace(app, queue=Dying(taken=True)), case.id, paper, "W01")
    assert kinds(app, case) == ["paper.copied"]
    again = send_copy(app, case.id, paper, "W01")
    assert (again.copy, again.again) == (1, True)
    follow(app, case, paper, JobState.SENT)
    assert len(sheets(tray)) == 1
    assert kinds(app, case) == ["paper.copied", "paper.queued"]


def test_that_a_sheet_of_unknown_fate_keeps_its_serial_for_ever(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    cups.printer("window")
    with pytest.raises(KeyboardInterrupt):
        send_copy(replace(app, queue=Dying(taken=False)), case.id, paper, "W01")
    assert send_copy(app, case.id, paper, "W01").copy == 2


def test_that_a_print_system_that_hangs_leaves_it_open_and_the_next_asking_finds_it(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    tray = cups.printer("window")
    hasty = replace(app, queue=Freezing(cups))
    with pytest.raises(PrintUnsure):
        send_copy(hasty, case.id, paper, "W01")
    assert kinds(app, case) == ["paper.copied"]
    assert now(app, case, paper).stage is PaperStage.MADE
    sent = last_sent(app.journal.entries(case.id), paper)
    assert sent is not None
    assert sent.step is SheetStep.MEANT
    until(lambda: len(sheets(tray)) == 1, "the slow print system printed after all")
    assert send_copy(app, case.id, paper, "W01").again
    assert len(sheets(tray)) == 1


class Freezing(CupsQueue):
    """A print system that stops answering in the middle of a sheet."""

    def __init__(self, cups: Cups) -> None:
        super().__init__(sending=0.1)
        self._cups = cups

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        with self._cups.frozen():
            return super().send(printer, pdf, title)


def test_that_a_print_system_that_is_off_counts_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, app: AppContext, case: Case, send: Send
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "off.sock"))
    with pytest.raises(WorldTrouble, match="打印服务没有运行"):
        send()
    assert kinds(app, case) == []


def test_that_an_act_from_elsewhere_does_not_make_the_queue_forget_a_job(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    cups.printer("window")

    class Busy(CupsQueue):
        def send(self, printer: str, pdf: bytes, title: str) -> str:
            job = super().send(printer, pdf, title)
            copy_paper(app.journal, app.projector, app.papers, case_id=case.id, wanted=paper, clerk="S01")
            return job

    busy: PrintQueue = Busy()
    sent = send_copy(replace(app, queue=busy), case.id, paper, "W01")
    assert now(app, case, paper).job == sent.job
    assert kinds(app, case) == ["paper.copied", "paper.copied", "paper.queued"]


def test_that_a_case_changed_while_the_sheet_was_made_sends_nothing(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    tray = cups.printer("window")

    class Slow:
        def __getattr__(self, name: str) -> object:
            return getattr(app.papers, name)

        def make_signed(self, document: object, sign: object, drawing: object = None) -> bytes:
            copy_paper(app.journal, app.projector, app.papers, case_id=case.id, wanted=paper, clerk="S01")
            return app.papers.make_signed(document, sign)  # type: ignore[arg-type]

    with pytest.raises(StaleBase):
        send_copy(replace(app, papers=Slow()), case.id, paper, "W01")  # type: ignore[arg-type]
    assert sheets(tray) == []


@contextmanager
def full_disk() -> Iterator[None]:
    """Nothing can be written any more by this program."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_that_a_full_disk_of_our_own_sends_nothing(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    tray = cups.printer("window")
    with full_disk(), pytest.raises(WorldTrouble):
        send()
    assert sheets(tray) == []
    assert kinds(app, case) == []
    assert send().copy == 1


def test_that_a_disk_that_fills_after_sending_leaves_the_sheet_to_be_found(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    tray = cups.printer("window")

    with ExitStack() as filling:

        class Filling(CupsQueue):
            def send(self, printer: str, pdf: bytes, title: str) -> str:
                job = super().send(printer, pdf, title)
                filling.enter_context(full_disk())
                return job

        with pytest.raises(WorldTrouble):
            send_copy(replace(app, queue=Filling()), case.id, paper, "W01")
    assert kinds(app, case) == ["paper.copied"]
    assert send().again
    follow(app, case, paper, JobState.SENT)
    assert len(sheets(tray)) == 1


def test_that_print_data_goes_when_the_sheet_was_seen(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    cups.printer("window")
    send()
    follow(app, case, paper, JobState.SENT)
    assert cups.print_data() != []
    clerk = next(s for s in app.journal.staff() if s.code == "W01")
    mark_printed(app, case.id, MarkPrinted((paper,)), clerk)
    assert cups.print_data() == []
    assert now(app, case, paper).stage is PaperStage.PRINTED


def test_that_an_a5_sheet_is_a_sheet_and_a_strip_is_none(
    cups: Cups, app: AppContext, case: Case, send: Send
) -> None:
    tray = cups.printer("window")
    notice = next(p.id for p in case.papers if p.kind == "acceptance_notice")
    strip = send_copy(app, case.id, notice, "W01", page="80mm")
    assert (strip.copy, now(app, case, notice).stage) == (STRIP_COPY, PaperStage.MADE)
    small = send_copy(app, case.id, notice, "W01", page="A5")
    assert (small.copy, now(app, case, notice).stage) == (1, PaperStage.QUEUED)
    follow(app, case, notice, JobState.SENT)
    until(lambda: len(sheets(tray)) == 2, "both came out")
    widths = [sizes(file.read_bytes())[0][0] for file in sorted(tray.glob("*.pdf"))]
    assert sorted(widths) == [80, 148]
    with pytest.raises(BadInput, match="没有“A3”"):
        send_copy(app, case.id, notice, "W01", page="A3")


def test_that_an_unknown_paper_or_case_is_named(cups: Cups, app: AppContext, case: Case) -> None:
    with pytest.raises(BadInput, match="没有“外星文书”"):
        send_copy(app, case.id, "外星文书", "W01")
    with pytest.raises(BadInput, match="没有这件办件"):
        follow_copy(app, "0", "x", "W01")


def test_that_titles_tell_the_same_numbers_of_two_profiles_apart_by_time(
    cups: Cups, app: AppContext, case: Case, paper: str, send: Send
) -> None:
    cups.printer("window")
    sent = send()
    number = now(app, case, paper).number
    assert app.queue.find(f"{number} 第1份", datetime(2020, 1, 1).astimezone()) == sent.job
    assert app.queue.find(f"{number} 第1份", datetime(2100, 1, 1).astimezone()) is None
