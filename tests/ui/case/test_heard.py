"""What a screen reader is told in 查件: the row the find box walks to, and the case that was opened (decision 0068)."""

from __future__ import annotations

from counter.domain.document.numbering import grouped
from tests.ui.fake_facade import case_number
from tests.ui.hands import Hands, Key


def test_that_who_only_hears_knows_which_row_is_current_and_which_case_was_opened(
    hands: Hands, heard: list[str]
) -> None:
    hands.filed_before()
    hands.key(Key.Key_F3)
    hands.settle()
    heard.clear()
    hands.key(Key.Key_Down)  # the focus stays in the find box, so that no row says itself
    [row] = heard
    assert grouped(case_number(1)) in row
    heard.clear()
    hands.key(Key.Key_Return)
    hands.settle()
    assert any(said.startswith(grouped(case_number(1))) and "已受理" in said for said in heard), heard
