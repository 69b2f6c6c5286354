"""A row of 待办 names who sees to its case."""

from __future__ import annotations

from counter.ui.tasks.task_rows import whose
from tests.ui.tasks.test_page import task


def test_that_a_row_names_who_sees_to_it_and_falls_back_to_the_code() -> None:
    assert whose(task(clerk_name="阿木古郎")) == "经办 阿木古郎"
    assert whose(task()) == "经办 W01"
