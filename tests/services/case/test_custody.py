"""Papers in custody: what may be kept or sent on, and what comes back (L12)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import MovePapers
from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from tests.services.office import Office, office_on, papers

K = PaperKind


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def test_that_an_identity_card_is_never_kept_or_sent_on(office: Office) -> None:
    case = office.file(office.visit())
    card = next(line for line in case.lines if line.never_kept)
    organ = case.items[0].asked.organ
    act = MovePapers(organ, Hands.TO_ORGAN, (MovedPaper(card.id, card.name, 1, 0),), "阿木古郎", "其其格")
    with pytest.raises(RuleRefused) as refused:
        office.do(case, act)
    assert refused.value.rule == "L12"


def test_that_no_more_originals_come_back_than_went_out(office: Office) -> None:
    case = office.file(office.visit())
    form = next(line for line in case.lines if line.originals and not line.never_kept)
    organ = next(i.asked.organ for i in case.items if i.id in form.items)
    moved = (MovedPaper(form.id, form.name, 1, 0),)
    with pytest.raises(BadInput):
        office.do(case, MovePapers(organ, Hands.TO_WINDOW, moved, "其其格", "阿木古郎"))
    case = office.do(case, MovePapers(organ, Hands.TO_ORGAN, moved, "阿木古郎", "其其格"))
    assert len(papers(case, K.TRANSFER_SLIP)) == 1
    with pytest.raises(BadInput):
        office.do(case, MovePapers(organ, Hands.TO_APPLICANT, moved, "阿木古郎", "巴图吉雅"))
    office.do(case, MovePapers(organ, Hands.TO_WINDOW, moved, "其其格", "阿木古郎"))
