"""Connects the buttons of a page of the exchange, and the keys that they show, to their acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.page_keys import bind_key


def connect_acts(page: QWidget, acts: Mapping[ActButton, Callable[[], object]]) -> None:
    """Each act by its button and, while the page is in sight, by the button's key, wherever the focus is: on the rail,
    or nowhere because what had it was dimmed. A key that is held down acts once.
    """
    for button, act in acts.items():
        button.clicked.connect(act)
        bind_key(page, button.key, act)
