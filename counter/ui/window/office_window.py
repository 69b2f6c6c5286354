"""The window of the 差评处理室 with page 上报, by which packs come."""

from __future__ import annotations

from counter.ui.ratings.office_shell import OfficeShell
from counter.ui.window.back_offices import WithReporting


class OfficeWindow(WithReporting, OfficeShell):
    """Both."""
