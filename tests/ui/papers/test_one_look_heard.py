"""What who only hears is told by the one word for all papers."""

from __future__ import annotations

import pytest

from tests.journeys.test_whole_visit_acts import Hurried, accepted
from tests.printing.conftest import cups, running_cups  # noqa: F401  fixtures, by their names
from tests.printing.cups import Cups
from tests.ui.case.acts.conftest import At, at, people  # noqa: F401

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_that_the_second_press_is_answered_by_what_it_did_alone(at: At, cups: Cups, heard: list[str]) -> None:  # noqa: F811
    cups.printer("window")
    clerk = Hurried(at)
    accepted(clerk)
    clerk.print()
    clerk.until_offered()
    heard.clear()
    clerk.all_in_one_look()
    asked = [n for n, said in enumerate(heard) if said.startswith("再按 Ctrl+Enter")]
    done = [n for n, said in enumerate(heard) if said == "已记下，都当面交了。"]
    assert (len(asked), len(done)) == (1, 1)
    assert not any("都好了，当面交" in said for said in heard[asked[0] :]), (
        "it said that the first press was over"
    )
