"""任一窗口可补正: papers taken in where the case is not owned, or not even known, on real profiles and real batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import CheckTaken, Decide, Supplement
from counter.domain.case.case import Case, CaseState
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import CounterError
from counter.domain.visit.material import MaterialState
from counter.services.case.perform import perform
from counter.services.case.scanned_case import scanned_case
from tests.services.case.neighbours import (
    HERE,
    THERE,
    Neighbours,
    neighbours_on,
    qr_of,
    seen,
    take_named,
    task_words,
)
from tests.services.office import MISSING, RECEIVED, Office, item
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE, one_line


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Neighbours]:
    with neighbours_on(tmp_path) as found:
        yield found


def told(office: Office) -> tuple[Case, str]:
    """A licence told in writing that one paper is missing; the case and the paper's line."""
    line = one_line(office)
    case = office.file(office.visit(answers=EXISTING, brought={line: MISSING}))
    return office.printed(case), line


def name_of(case: Case, line: str) -> str:
    found = case.checklist.line(line)
    assert found is not None
    return found.name


def test_that_a_known_case_takes_papers_at_another_window_and_its_owner_decides_from_that_day(
    both: Neighbours,
) -> None:
    case, line = told(both.owner)
    both.tell(both.owner, both.other)
    both.at("2026-12-02")
    there = seen(both.other, case.id)
    act = Supplement({line: RECEIVED}, "巴图吉雅", "本人")
    after = perform(both.other.app, case.id, act, both.other.clerk, there.base)
    (receipt,) = (p for p in after.papers if p.kind == PaperKind.SUPPLEMENT_RECEIPT)
    assert THERE[-2:] in receipt.number
    assert receipt.station == THERE
    assert item(after, LICENCE).state is ItemState.TO_CORRECT  # nothing is decided there
    assert any("待转交窗口" in words for words in task_words(both.other, case.id))
    with pytest.raises(CounterError) as refused:
        perform(both.other.app, case.id, Decide((LICENCE,)), both.other.clerk)
    assert HERE in refused.value.sentence
    both.at("2026-12-04")
    both.tell(both.other, both.owner)
    assert any("外窗口代收，待核对" in words for words in task_words(both.owner, case.id))
    decided = both.owner.do(seen(both.owner, case.id), CheckTaken({}))
    licence = item(decided, LICENCE)
    assert licence.state is ItemState.ACCEPTED
    assert licence.due is not None
    both.meet()
    assert not any("代收" in words for o in (both.owner, both.other) for words in task_words(o, case.id))


def test_that_papers_for_an_unknown_case_wait_and_join_it_when_its_opening_arrives(both: Neighbours) -> None:
    case, line = told(both.owner)
    both.at("2026-12-02")
    there = scanned_case(both.other.app, qr_of(both.owner, case, PaperKind.CORRECTION_NOTICE))
    assert there.loose
    assert there.id == case.id
    after = take_named(both.other, there, f"《{name_of(case, line)}》")
    assert after.state is CaseState.LOOSE
    (receipt,) = after.papers
    assert THERE[-2:] in receipt.number
    assert receipt.content is not None
    assert "待原窗口核对" in str(receipt.content)
    (words,) = [w for w in task_words(both.other, case.id) if "等原件信息" in w]
    assert name_of(case, line) in words
    both.at("2026-12-04")
    both.meet()
    joined = seen(both.owner, case.id)
    assert joined.brought[line].state is MaterialState.RECEIVED
    assert not any("等原件信息" in w for w in task_words(both.other, case.id))
    assert any("外窗口代收" in w for w in task_words(both.owner, case.id))
    decided = both.owner.do(joined, CheckTaken({}))
    assert item(decided, LICENCE).state is ItemState.ACCEPTED
    assert str(item(decided, LICENCE).brought_at).startswith("2026-12-02")  # its day counts
