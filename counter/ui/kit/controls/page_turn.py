"""Turning from one page of a stack to another without the focus passing through anything else in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget


def turn_to(stack: QStackedWidget, page: QWidget) -> None:
    """Show the page. What has the focus in the one before lets go first: hidden with it, it would pass it on to the
    control that locks, which a screen reader then says.
    """
    before: QWidget | None = stack.currentWidget()
    holder: QWidget | None = stack.window().focusWidget()
    if before is not None and holder is not None and page is not before and before.isAncestorOf(holder):
        holder.clearFocus()
    stack.setCurrentWidget(page)


def keep_focus_in(page: QWidget) -> None:
    """A page that took no focus gives it to its first control: keys have to arrive somewhere."""
    holder: QWidget | None = page.window().focusWidget()
    if holder is not None and (holder is page or page.isAncestorOf(holder)):
        return
    inside = (one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    first = next((one for one in inside if one.isVisible() and one.isEnabled()), page)
    first.setFocus(Qt.FocusReason.OtherFocusReason)
