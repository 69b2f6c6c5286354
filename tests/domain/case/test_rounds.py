"""A round of custody where two windows wrote about one original: it is never in two hands, nor twice in one (L12)."""

from __future__ import annotations

from datetime import date

from counter.domain.case.acts.custody import at_organ, at_window
from counter.domain.case.item_events import CustodyMoved, Hands, MovedPaper
from counter.domain.case.rounds.events import RoundConfirmed, RoundDropped, RoundMade
from tests.stories import ORGAN
from tests.windows import Windows, brought, folded

SHEETS = (MovedPaper("lease", "租赁合同", 1, 0),)
DAY = date(2026, 11, 20)
MADE = RoundMade("r1", "1号", "L1", "p9", ("e000",), ORGAN, Hands.TO_ORGAN, SHEETS, DAY)


def sent_twice() -> Windows:
    """Both windows sent the lease away, not knowing of each other; A by a slip."""
    windows = Windows()
    windows.tell("A", "B")
    windows.at("A", brought())
    windows.tell_all()
    windows.at("A", CustodyMoved(ORGAN, Hands.TO_ORGAN, SHEETS, "p9"))
    windows.at("A", MADE)
    windows.at("B", CustodyMoved(ORGAN, Hands.TO_APPLICANT, SHEETS, "p8"))
    windows.tell_all()
    return windows


def test_that_what_two_windows_sent_away_comes_back_by_no_slip() -> None:
    for end in (RoundDropped("r1", "1号", DAY), RoundConfirmed("r1", "1号", DAY, ("lease",))):
        windows = sent_twice()
        assert windows.case().conflicts
        before = windows.case()
        windows.at("A", end)
        case = windows.case()
        line = next(x for x in case.lines if x.id == "lease")
        held = at_window(case, line)
        assert (held, at_organ(case, line, ORGAN)) == (at_window(before, line), at_organ(before, line, ORGAN))
        assert not case.rounds[0].under_way
        assert folded(windows.entries[::-1]) == case
