"""Turning a page and hiding a part without the focus passing through anything else in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QStackedWidget, QWidget


def turn_to(stack: QStackedWidget | QStackedLayout, page: QWidget) -> None:
    """Show the page. What has the focus in the one before lets go first: hidden with it, it would pass it on to the
    control that locks, which a screen reader then says.
    """
    before: QWidget | None = stack.currentWidget()
    if before is not None and page is not before:
        _let_go_in(before)
    stack.setCurrentWidget(page)


def hide_part(part: QWidget) -> None:
    """Hide a part of a page. What has the focus in it lets go first, for the same reason; who hides the part says
    where the focus goes next.
    """
    _let_go_in(part)
    part.hide()


def _let_go_in(part: QWidget) -> None:
    holder: QWidget | None = part.window().focusWidget()
    if holder is not None and (holder is part or part.isAncestorOf(holder)):
        holder.clearFocus()


def keep_focus_in(page: QWidget) -> None:
    """A page that took no focus gives it to its first control: keys have to arrive somewhere."""
    holder: QWidget | None = page.window().focusWidget()
    if holder is not None and (holder is page or page.isAncestorOf(holder)):
        return
    inside = (one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    first = next((one for one in inside if one.isVisible() and one.isEnabled()), page)
    first.setFocus(Qt.FocusReason.OtherFocusReason)
