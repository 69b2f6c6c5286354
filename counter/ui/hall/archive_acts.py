"""What F9 does at each step of 归档: filed and packed one case after the other, handed over and cleared all or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, CounterError
from counter.services.archive.hand_over import SignedList
from counter.ui.hall.archive_run import ArchiveRun
from counter.ui.hall.archive_steps import (
    ArchiveStep,
    FileStep,
    ForgetStep,
    HandOverStep,
    PackStep,
    UnarchiveStep,
)
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.file_dialogs import ask_new_file, choose_folder
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.archive.list_files import ArchiveRow
    from counter.services.context.ports import StaffRow
    from counter.ui.facades.archive import ArchiveFacade
    from counter.ui.facades.clerk import Clerk


class ArchiveActs(QObject):
    """``run``: where cases go one after the other. Signals: ``announced(message)``; ``done``: the list is another."""

    announced = Signal(Message)
    done = Signal()

    def __init__(
        self, facade: ArchiveFacade, background: Background, look: Look, run: ArchiveRun, page: QWidget
    ) -> None:
        super().__init__(page)
        self._facade, self._background, self._look = facade, background, look
        self._run, self._page = run, page

    def do(self, step: ArchiveStep, clerk: Clerk) -> None:
        """What that step is for, with the cases it names."""
        if isinstance(step, FileStep):
            work = partial(self._facade.archive, clerk=clerk, file_number=step.file_number)
            self._run.begin(step.rows, work, Lane.JOURNAL)
        elif isinstance(step, PackStep):
            rows = step.rows
            choose_folder(self._page, self._look, lambda folder: self._pack(step, Path(folder), rows, clerk))
        elif isinstance(step, HandOverStep):
            self._hand_over(step, clerk)
        elif isinstance(step, ForgetStep):
            self._forget(step, clerk)
        elif isinstance(step, UnarchiveStep):
            self._unarchive(step, clerk)

    def choose_list(self, step: HandOverStep) -> None:
        """Ask where the list to be signed is written."""
        try:
            step.check_list()
        except BadInput as wrong:
            step.refuse(wrong.sentence, wrong.field or "")
            return
        proposed = self.tr("移交清册 {0}.pdf").format(step.list_words[0].replace("/", "-"))
        title = self.tr("存移交清册（.pdf 打印签名，.xlsx 交电子的）")
        write = partial(self._save_list, step)
        ask_new_file(self._page, self._look, "archiveList", title, proposed, write, suffix="pdf")

    def _pack(self, step: PackStep, folder: Path, rows: Sequence[ArchiveRow], clerk: Clerk) -> None:
        """Pack these cases into that folder, once the PIN was right."""
        pin, box = step.take_pin(), step.box

        def begin(by: StaffRow) -> None:
            work = partial(self._facade.pack, by=by, folder=folder, box=box)
            self._run.begin(rows, work, Lane.PAPERS)

        self._background.run(
            lambda: self._facade.packer(clerk, pin), begin, lambda error: _refuse(step, error)
        )

    def _save_list(self, step: HandOverStep, file: Path) -> None:
        cases = [row.case for row in step.rows]
        number, to = step.list_words

        def saved(count: int) -> None:
            words = self.tr("清册{0}卷已存到 {1}。双方签名以后登记移交。").format(count, file)
            self.announced.emit(Message(Tone.DONE, words))

        self._background.run(
            lambda: self._facade.save_list(cases, number, to, file),
            saved,
            lambda error: _refuse(step, error),
            lane=Lane.FILES,
        )

    def _hand_over(self, step: HandOverStep, clerk: Clerk) -> None:
        number, to = step.list_words
        day = step.day(civil_date(self._facade.now()))
        signed, agreed = SignedList(number, to, step.received_by, day), step.take_consent()
        cases = [row.case for row in step.rows]

        def done(count: int) -> None:
            self._tell(self.tr("{0}卷登记为已移交{1}。").format(count, to))

        self._background.run(
            lambda: self._facade.hand_over(cases, signed, clerk, agreed),
            done,
            lambda error: _refuse(step, error),
        )

    def _forget(self, step: ForgetStep, clerk: Clerk) -> None:
        document, agreed = step.document, step.take_consent()
        cases = [row.case for row in step.rows]

        def done(found: tuple[int, date]) -> None:
            count, until = found
            step.clear()
            words = self.tr(
                "{0}件的个人信息清除了。以前的备份里还有，最晚留到{1}年{2}月{3}日；"
                "没有插在这台电脑上的备份盘到期插一次，或自己删掉。"
            )
            self._tell(words.format(count, until.year, until.month, until.day))

        self._background.run(
            lambda: self._facade.forget(cases, document, clerk, agreed),
            done,
            lambda error: _refuse(step, error),
        )

    def _unarchive(self, step: UnarchiveStep, clerk: Clerk) -> None:
        (row,) = step.rows
        reason, agreed = step.reason, step.take_consent()

        def done(_: None) -> None:
            step.clear()
            self._tell(self.tr("{0} 取消归档了，可以接着办。").format(grouped(row.number)))

        self._background.run(
            lambda: self._facade.unarchive(row.case, clerk, agreed, reason),
            done,
            lambda error: _refuse(step, error),
        )

    def _tell(self, words: str) -> None:
        self.announced.emit(Message(Tone.DONE, words))
        self.done.emit()


def _refuse(step: ArchiveStep, error: Exception) -> None:
    if not isinstance(error, CounterError):
        raise error
    step.refusals.refuse(error)
