"""The window of the 指南编辑室 with page 上报, by which guide packs go."""

from __future__ import annotations

from counter.ui.authoring.bureau_shell import BureauShell
from counter.ui.window.back_offices import WithReporting


class BureauWindow(WithReporting, BureauShell):
    """Both."""
