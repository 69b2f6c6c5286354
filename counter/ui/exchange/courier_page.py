"""拷到U盘 / 收U盘: reporting where there is no line; a key for each act, and what became of each file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from counter.services.exchange.copy_courier import size_words
from counter.ui.exchange.act_keys import connect_acts
from counter.ui.exchange.courier_runner import CourierRunner
from counter.ui.exchange.courier_table import CourierTable
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import at_top, hugging
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import TABLE, OneColumn, at_left
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.file_dialogs import Purpose, choose_folder
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.spoken_progress import SpokenProgress
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.courier import CourierFacade, CourierView
    from counter.ui.facades.exchange import CourierTools, Stick

LOOK_MS = 3_000
"""How often to look for a stick while the page is shown."""
_FOLDER = "folder"
_TAKEN = ("new", "known", "held")
"""Outcomes of files that were for this window."""


class CourierPage(QWidget):
    """Signals: ``announced(message)``; ``exchanged`` after anything was copied or taken in; ``left``: back with Esc."""

    announced = Signal(Message)
    exchanged = Signal()
    left = Signal()

    def __init__(
        self, facade: CourierFacade, tools: CourierTools, background: Background, look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(self.tr("拷到U盘 / 收U盘"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._facade, self._background = facade, background
        self._folder = ""
        self._shown: tuple[Stick, ...] | None = None
        self.runner = CourierRunner(tools, self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._build(look)
        self._arrange(look)
        self._connect()

    half_done = ""
    """Nothing is lost with the page: what is under way goes on."""

    def set_clerk(self, _clerk: Clerk | None) -> None:
        """Copying and taking in is nobody's act by name."""

    def on_shown(self) -> None:
        """The page was shown: how it stands, and the sticks."""
        self._timer.start(LOOK_MS)
        self._refresh()
        self._look()
        (self.copy if self.copy.isEnabled() else self.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_folder(self, folder: Path) -> None:
        """Use that folder, whatever is plugged in."""
        self._folder = str(folder)
        self._offer(self._shown or ())
        self.sticks.choose((_FOLDER,))
        self._enable()

    def stop(self) -> None:
        """The window closes: copying and taking in end."""
        self.runner.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- acts --
    def _copy(self) -> None:
        if (place := self._ready) is not None:
            self._begin(self.tr("正在拷到U盘，不要拔……"))
            self.runner.copy_to(place)

    def _take(self) -> None:
        if (place := self._ready) is not None:
            self._begin(self.tr("正在收U盘，不要拔……"))
            self.runner.take_in(place)

    @property
    def _ready(self) -> Path | None:
        """Where to copy to or take in from; None where that cannot be now, which is said: no key does nothing."""
        if self.runner.working or not self._working.isHidden():
            self.announced.emit(Message(Tone.SAID, self.tr("正在拷或收，做完了再按。不要拔盘。")))
            return None
        if self._place is None:
            self.announced.emit(Message(Tone.SAID, self._none.text()))
        return self._place

    def _ask_folder(self) -> None:
        choose_folder(
            self,
            None,
            lambda folder: self.choose_folder(Path(folder)),
            name="courierFolder",
            title=self.tr("U盘在哪里（选它的根目录，或放交换件的文件夹）"),
            purpose=Purpose.STICK,
        )

    @property
    def _place(self) -> Path | None:
        chosen = next(iter(self.sticks.chosen), "")
        if chosen == _FOLDER:
            return Path(self._folder)
        return Path(chosen) if chosen else None

    # -- what came of it --
    def _begin(self, words: str) -> None:
        self.refusals.clear()
        self._step.setText(words)
        self._working.show()
        self._progress.begin(words)
        self._enable()

    def _copied(self, answer: Mapping[str, object]) -> None:
        files = _rows(answer)
        self._finish()
        if not files:
            self.announced.emit(Message(Tone.SAID, self.tr("没有要拷的：报过的窗口都已经有了。")))
            return
        names = "、".join(Path(str(one["file"])).name for one in files)
        size = size_words(sum(cast("int", one["bytes"]) for one in files))
        words = self.tr("已写好并读回来核对：{0}（{1}）。可以拔盘了。").format(names, size)
        if any(one["direction"] == "up" for one in files):
            words += self.tr("拿到大厅去收，回执拷回来、收进来以后才算上报。")
        self.announced.emit(Message(Tone.DONE, words))

    def _taken(self, answer: Mapping[str, object]) -> None:
        rows = _rows(answer)
        self._finish()
        self.table.show_rows(rows)
        new = sum(cast("int", one["new"]) for one in rows)
        done = sum(cast("int", one["acknowledged"]) for one in rows)
        refused = sum(one["outcome"] == "refused" for one in rows)
        taken = sum(one["outcome"] in _TAKEN for one in rows)
        words = self.tr("收了 {0} 个文件：新的 {1} 条") if new else self.tr("收了 {0} 个文件，没有新的记录")
        words = words.format(taken, new) if taken else self.tr("一个文件也没有收")
        if done:
            words += self.tr("，本窗口 {0} 条算上报了").format(done)
        if refused:
            words += self.tr("；{0} 个没有收，原因在下面").format(refused)
        self.announced.emit(
            Message(Tone.REFUSED if refused else Tone.DONE, words + self.tr("。可以拔盘了。"))
        )
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, sentence: str) -> None:
        self._finish()
        self.refusals.say(sentence, "stick")

    def _finish(self) -> None:
        self._working.hide()
        self._enable()
        self._refresh()
        self._look()
        self.exchanged.emit()

    # -- showing --
    def _refresh(self) -> None:
        self._background.run(self._facade.view, self._show)

    def _look(self) -> None:
        if not self.runner.working:
            self._background.run(self._facade.sticks, self._offer, lane=Lane.FILES)

    def _show(self, view: CourierView) -> None:
        if view.waiting:
            words = self.tr("待上报 {0} 条（{1} 起）").format(f"{view.waiting:,}", view.since)
        else:
            words = self.tr("全部上报了")
        self._words.setText(words)
        lines = []
        if view.files:
            lines.append(self.tr("待发的文件 {0} 个：{1}").format(len(view.files), "、".join(view.files[:5])))
        if view.copied:
            lines.append(self.tr("上一次拷到U盘：{0}").format(view.copied))
        if view.reports:
            lines.append(
                self.tr(
                    "拷了不等于报了：拿到大厅收，把大厅的回执收回来，才算上报。没有回执的下次会再拷一遍。"
                )
            )
        if view.receives:
            lines.append(
                self.tr(
                    "这里收各窗口的上报：先收U盘，再拷到U盘，回执和别的窗口的记录就在盘上，让他们带回去收。"
                )
            )
        if not view.reports and not view.receives:
            lines.append(
                self.tr(
                    "本窗口还没有大厅签发的证书：先在大厅窗口签发，把大厅的公钥文件拿来采用，再用U盘上报。"
                )
            )
        self._note.setText("\n".join(lines))
        if view.refused:
            words = self.tr("汇聚库没有收各窗口的：{0}")
            self._problem.say(words.format("".join(view.refused)))

    def _offer(self, sticks: Sequence[Stick]) -> None:
        """The sticks as chips; the only one, or the one chosen before, stays chosen."""
        before = self.sticks.chosen
        self._shown = tuple(sticks)
        options = [(one.folder, self._caption(one)) for one in sticks]
        if self._folder:
            options.append((_FOLDER, self.tr("文件夹 {0}").format(self._folder)))
        self.sticks.show_options(options, ())
        names = [name for name, _ in options]
        kept = [name for name in before if name in names] or names[:1]
        self.sticks.choose(kept)
        self._none.setVisible(not options)
        self._enable()

    def _caption(self, stick: Stick) -> str:
        name = Path(stick.folder).name or stick.folder
        return self.tr("{0}（有 {1} 个交换件）").format(name, stick.files) if stick.files else name

    def _enable(self) -> None:
        ready = self._place is not None and not self.runner.working and self._working.isHidden()
        for button in (self.copy, self.take):
            button.setEnabled(ready)
        self.choose.setEnabled(self._working.isHidden())

    # -- building --
    def _build(self, look: Look) -> None:
        self._words = TextLabel(self.tr("正在读…"), "strong", wrap=True)
        self._words.setObjectName("courierWords")
        self._note = TextLabel("", "second", wrap=True)
        self._note.setObjectName("courierNote")
        self.sticks = Choices(look, "courierSticks", self.tr("U盘"))
        self._none = TextLabel(self.tr("没有看到U盘：插上盘，或者选文件夹。"), "gap", wrap=True)
        self.copy = ActButton("courierCopy", self.tr("拷到U盘"), "Alt+K", role="primary", enter=True)
        self.take = ActButton("courierTake", self.tr("收U盘"), "Alt+R", enter=True)
        self.choose = ActButton("courierChoose", self.tr("选文件夹…"), "Alt+O", role="quiet", enter=True)
        self.back = ActButton("courierBack", self.tr("回上报"), "Esc", role="quiet", enter=True)
        self._step = TextLabel("", "small")
        self._step.setObjectName("courierStep")
        self._progress = SpokenProgress(self)
        self._problem = ProblemLabel()
        self._problem.setObjectName("courierProblem")
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.sticks, "stick", label=self._problem)
        self.table = CourierTable()
        self.area = FittingScrollArea("courierRows", self.table, reads=True)
        self.area.setAccessibleName(self.tr("拷了、收了什么"))

    def _connect(self) -> None:
        acts = {self.copy: self._copy, self.take: self._take, self.choose: self._ask_folder}
        connect_acts(self, acts)
        self.back.clicked.connect(self.left)
        self.sticks.changed.connect(self._enable)
        self.sticks.left.connect(lambda: self.copy.setFocus(Qt.FocusReason.OtherFocusReason))
        self.runner.progressed.connect(self._step.setText)
        self.runner.progressed.connect(self._progress.step)
        self.runner.copied.connect(self._copied)
        self.runner.taken.connect(self._taken)
        self.runner.refused.connect(self._refused)

    def _arrange(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("拷到U盘 / 收U盘"), "title"))
        head.addStretch(1)
        head.addWidget(self.back)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        for button in (self.copy, self.take, self.choose):
            acts.addWidget(button)
        acts.addStretch(1)
        self._working = QWidget()
        working = QHBoxLayout(self._working)
        working.setContentsMargins(0, 0, 0, 0)
        working.setSpacing(12)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        working.addWidget(self._step)
        working.addWidget(bar, 1)
        self._working.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        page = QWidget()
        whole.addWidget(OneColumn(look, at_top(hugging(page, 20)), letters=TABLE))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        which = TextLabel(self.tr("用哪个盘"), "small")
        for words in (self._words, self._note):
            column.addLayout(at_left(look, words))
        for part in (which, self._none, self.sticks, self._problem):
            column.addWidget(part)
        column.addLayout(acts)
        column.addWidget(self._working)
        column.addWidget(self.area, 1)
        column.addStretch(1)


def _rows(answer: Mapping[str, object]) -> list[dict[str, object]]:
    found = answer.get("files")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
