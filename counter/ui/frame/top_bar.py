"""The bar across the top: hall and window, clerk, status lights and time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from counter.domain.hall.window_name import window_name
from counter.ui.facades.light import Light, LightState
from counter.ui.facades.window import Clerk
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import Badge, ElidedLabel, TextLabel
from counter.ui.kit.controls.picture import PictureLabel
from counter.ui.kit.controls.reading_order import read_as_laid_out, tab_through
from counter.ui.kit.theme import Look, restyle
from counter.ui.words.case import SHANGHAI

if TYPE_CHECKING:
    from counter.services.context.ports import StationIdentity


_EMBLEM_WIDEST, _EMBLEM_HEIGHT = 84, 28
"""Pixels."""


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
        self._emblem = PictureLabel()
        self._emblem.setObjectName("hallEmblem")
        self._emblem.hide()
        self._hall = ElidedLabel("", "strong")
        self._hall.setObjectName("hallName")
        self._window = TextLabel("", "second")
        self._window.setObjectName("windowName")
        self._window_words = ("", "")  # with 一件事一次办, and where there is no room for it
        self._clerk = ActButton("clerkButton", "", "Ctrl+L", role="quiet")
        self._clerk.setToolTip(self.tr("换人或锁屏"))
        self._clerk.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click does not take the focus
        self._clerk.hide()
        self._clerk.clicked.connect(self.clerk_pressed)
        self._clock = TextLabel("", "small")
        self._clock.setObjectName("clockText")
        self._lights: dict[str, StatusLight] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        for part in (self._emblem, self._demo, self._hall, self._window, self._clerk):
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
        """Show hall and window."""
        if station.training:
            self._demo.show_word(self.tr("培训 无效"), "correct")
            restyle(self, training=True)
        self._demo.setVisible(station.demo)
        self._hall.say(station.hall)
        name = window_name(station.window)
        self._call_window(self.tr("“一件事一次办” {0}").format(name), name)

    def _call_window(self, words: str, short: str = "") -> None:
        """What stands beside the hall's name; ``short``: where there is no room for it."""
        self._window_words = (words, short or words)
        self._fit()

    def show_emblem(self, picture: bytes) -> None:
        """Show the hall's emblem (统一标识); empty: none."""
        self._emblem.show_picture(picture, _EMBLEM_WIDEST, _EMBLEM_HEIGHT)
        self._emblem.setAccessibleName(self.tr("统一标识"))
        self._emblem.setVisible(bool(picture))

    def show_clerk(self, clerk: Clerk | None) -> None:
        """Show the signed-on clerk."""
        self._clerk.setVisible(clerk is not None)
        if clerk is not None:
            duty = self.tr("负责人") if clerk.supervisor else self.tr("综窗")
            self._clerk.say(f"{clerk.name} · {duty}")
        self._fit()

    def show_lights(self, lights: Iterable[Light]) -> None:
        """Show the lights; new ones are added at the right."""
        before = len(self._lights)
        for light in lights:
            known = self._lights.get(light.id)
            if known is None:
                known = StatusLight(light)
                known.clicked.connect(lambda _=False, lamp=known: self.light_pressed.emit(lamp.light))
                self._lights[light.id] = known
                self._row.addWidget(known)
            else:
                known.show_light(light)
        read_as_laid_out(self)
        if len(self._lights) > before:
            tab_through(self._clerk, *self._lights.values())
        self._fit()

    def change_light(self, light: Light) -> None:
        """Update a light already shown; others are added by ``show_lights``."""
        known = self._lights.get(light.id)
        if known is not None:
            known.show_light(light)

    def show_time(self, now: datetime) -> None:
        """Show the civil time of the hall (Asia/Shanghai)."""
        local = now.astimezone(SHANGHAI)
        day = self.tr("一二三四五六日")[local.weekday()]
        self._clock.setText(
            self.tr("{0}月{1}日 周{2} {3}").format(local.month, local.day, day, local.strftime("%H:%M"))
        )

    def _measure(self) -> None:
        self.setFixedHeight(self._look.px("bar"))
        self._fit()

    def _fit(self) -> None:
        """What a narrow bar goes without, one after the other: the labels of the lights, whose tips have them too;
        what every window here is for; at last the end of the hall's name.
        """
        self._window.setText(self._window_words[0])
        for light in self._lights.values():
            light.set_compact(self._asked() + self._of_lights(compact=False) > self.width())
        if self._asked() + self._of_lights(compact=True) > self.width():
            self._window.setText(self._window_words[1])

    def _asked(self) -> int:
        """Pixels that the words ask for, with what lies between them."""
        parts = (self._emblem, self._demo, self._hall, self._window, self._clerk, self._clock)
        return sum(part.sizeHint().width() + 12 for part in parts if not part.isHidden()) + 32

    def _of_lights(self, *, compact: bool) -> int:
        return sum(light.wanted_width(compact=compact) + 2 for light in self._lights.values())


class StatusLight(QPushButton):
    """Focusable for keyboard and screen reader; pressing it shows its sentence in the message bar."""

    def __init__(self, light: Light, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"light_{light.id}")
        self.setProperty("role", "light")
        self._dot = TextLabel()
        self._word = TextLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 4, 0)
        line.setSpacing(6)
        for part in (self._dot, self._word):
            part.leave_reading_to_parent()
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_light(light)

    def show_light(self, light: Light) -> None:
        """Show the state and texts of the light."""
        self.light = light
        self._word.setText(light.label)
        restyle(self._dot, light=light.state.value)
        self.setToolTip(light.words)
        self.setAccessibleName(f"{light.label}：{light.words}")
        self.setAccessibleDescription(self._word_of(light.state))

    def _word_of(self, state: LightState) -> str:
        """What the colour of the dot says, for who does not see it."""
        return {
            LightState.GOOD: self.tr("正常"),
            LightState.WARN: self.tr("请留意"),
            LightState.BAD: self.tr("不正常"),
            LightState.ABSENT: self.tr("没有接"),
        }[state]

    def set_compact(self, short: bool) -> None:
        """Show only the dot; tooltip and accessible name keep the text."""
        self._word.setVisible(not short)

    def wanted_width(self, *, compact: bool) -> int:
        """Width in pixels of the dot, and of its label where it has one."""
        return self._dot.sizeHint().width() + (8 if compact else self._word.sizeHint().width() + 14)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()
