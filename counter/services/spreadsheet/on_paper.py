"""How a sheet is printed: A4 landscape, and each page says which rows it continues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_PAGE = 210
"""Characters that stay readable side by side on A4; a wider sheet goes over more pages."""
_MARGIN = 0.4
"""Left and right, in inches: enough for every printer and for two holes."""
_COUNTED = "序号"
"""Head of a column that only counts the rows; what tells them apart stands in the next one."""


def on_paper(page: WriteOnlyWorksheet, width: int = 0) -> None:
    """Print A4 landscape, over as many pages as ``width`` characters take."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToHeight = 0
    page.page_setup.fitToWidth = pages_across(width)
    page.page_setup.pageOrder = "overThenDown"  # the parts of a row follow each other
    page.page_margins.left = page.page_margins.right = _MARGIN
    page.sheet_properties.pageSetUpPr.fitToPage = True


def pages_across(width: int) -> int:
    """How many pages beside each other hold ``width`` characters."""
    return -(-width // _PAGE) or 1


def keep_in_sight(page: WriteOnlyWorksheet, titles: Sequence[str], head: int, widths: Sequence[int]) -> None:
    """Repeat row ``head`` on every page and keep it in sight; of a sheet wider than a page what names its rows too."""
    page.print_title_rows = f"{head}:{head}"
    if pages_across(sum(widths)) == 1:
        page.freeze_panes = f"A{head + 1}"
        return
    counted = titles[0] == _COUNTED
    page.print_title_cols = "A:B" if counted else "A:A"
    page.freeze_panes = f"{'C' if counted else 'B'}{head + 1}"
