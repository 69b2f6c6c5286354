"""The bar across the top: where this is, who is on duty, how the machine is, what time it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from counter.ui.facades.window import Clerk, Light
from counter.ui.frame.status_light import StatusLight
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.badge import Badge
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import Look
from counter.ui.words.case import SHANGHAI

if TYPE_CHECKING:
    from counter.services.context.ports import StationIdentity


class TopBar(QFrame):
    """Signals: ``clerk_pressed`` (switch clerk), ``light_pressed(light)``."""

    clerk_pressed = Signal()
    light_pressed = Signal(Light)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._look = look
        self._demo = Badge(self.tr("演示"), "gap")
        self._demo.setObjectName("demoBadge")
        self._demo.hide()
        self._hall = TextLabel("", "strong")
        self._hall.setObjectName("hallName")
        self._window = TextLabel("", "second")
        self._window.setObjectName("windowName")
        self._clerk = ActButton("clerkButton", "", "Ctrl+L", role="quiet")
        self._clerk.setToolTip(self.tr("换人或锁屏"))
        self._clerk.setFocusPolicy(
            Qt.FocusPolicy.TabFocus
        )  # the mouse takes the hand from nothing: it is wanted back
        self._clerk.hide()
        self._clerk.clicked.connect(self.clerk_pressed)
        self._clock = TextLabel("", "small")
        self._clock.setObjectName("clockText")
        self._lights: dict[str, StatusLight] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        for part in (self._demo, self._hall, self._window, self._clerk):
            line.addWidget(part)
        line.addStretch(1)
        self._row = QHBoxLayout()
        self._row.setSpacing(2)
        line.addLayout(self._row)
        line.addWidget(self._clock)
        look.changed.connect(self._measure)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_station(self, station: StationIdentity) -> None:
        """Say which hall and window this is."""
        self._demo.setVisible(station.demo)
        self._hall.setText(station.hall)
        self._window.setText(self.tr("“一件事一次办” {0} 窗口").format(station.window))

    def show_clerk(self, clerk: Clerk | None) -> None:
        """Say who is signed on."""
        self._clerk.setVisible(clerk is not None)
        if clerk is not None:
            duty = self.tr("主管") if clerk.supervisor else self.tr("综窗")
            self._clerk.say(f"{clerk.name} · {duty}")
        self._fit()

    def show_lights(self, lights: Iterable[Light]) -> None:
        """Burn the lights as told; new ones are added at the right."""
        for light in lights:
            known = self._lights.get(light.id)
            if known is None:
                known = StatusLight(light)
                known.clicked.connect(lambda _=False, lamp=known: self.light_pressed.emit(lamp.light))
                self._lights[light.id] = known
                self._row.addWidget(known)
            else:
                known.show_light(light)
        self._fit()

    def change_light(self, light: Light) -> None:
        """One of the lights shown burns otherwise; one that is not shown yet comes with the others."""
        known = self._lights.get(light.id)
        if known is not None:
            known.show_light(light)

    def show_time(self, now: datetime) -> None:
        """Tell the civil time of the hall (Asia/Shanghai)."""
        local = now.astimezone(SHANGHAI)
        day = self.tr("一二三四五六日")[local.weekday()]
        self._clock.setText(
            self.tr("{0}月{1}日 周{2} {3}").format(local.month, local.day, day, local.strftime("%H:%M"))
        )

    def _measure(self) -> None:
        self.setFixedHeight(self._look.px("bar"))
        self._fit()

    def _fit(self) -> None:
        """A narrow bar gives up words that stand elsewhere too: those of the lights."""
        parts = [
            p for p in (self._demo, self._hall, self._window, self._clerk, self._clock) if not p.isHidden()
        ]
        words = sum(part.sizeHint().width() + 12 for part in parts) + 32
        lights = sum(light.full_width() + 2 for light in self._lights.values())
        short = words + lights > self.width()
        for light in self._lights.values():
            light.be_short(short)
