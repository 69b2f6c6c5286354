"""Turning a page and hiding a part without the focus passing through anything else in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QWidget

from counter.ui.kit.controls.reading_order import first_stop


def turn_to(stack: QStackedWidget | QStackedLayout, page: QWidget) -> None:
    """Show the page. What has the focus in the one before lets go first: hidden with it, it would pass it on to the
    control that locks, which a screen reader then says. Where nobody says where the focus goes next, the page has it.
    """
    before: QWidget | None = stack.currentWidget()
    let_go = before is not None and page is not before and _let_go_in(before)
    stack.setCurrentWidget(page)
    if let_go:
        QTimer.singleShot(0, page, lambda: _take_up(page))


def hide_part(part: QWidget) -> None:
    """Hide a part of a page. What has the focus in it lets go first, for the same reason; who hides the part says
    where the focus goes next.
    """
    _let_go_in(part)
    part.hide()


def show_part(part: QWidget, *, shown: bool) -> None:
    """Show or hide a part of a page, in that way."""
    if shown:
        part.show()
    else:
        hide_part(part)


def _let_go_in(part: QWidget) -> bool:
    holder: QWidget | None = part.window().focusWidget()
    held = holder is not None and (holder is part or part.isAncestorOf(holder))
    if holder is not None and held:
        holder.clearFocus()
    return held


def _take_up(page: QWidget) -> None:
    holder: QWidget | None = page.window().focusWidget()
    if holder is None and page.isVisible():
        keep_focus_in(page)


def keep_focus_in(page: QWidget) -> None:
    """A page that took no focus gives it to its first control: keys have to arrive somewhere."""
    holder: QWidget | None = page.window().focusWidget()
    if holder is not None and (holder is page or page.isAncestorOf(holder)):
        return
    (first_stop(page) or page).setFocus(Qt.FocusReason.OtherFocusReason)
