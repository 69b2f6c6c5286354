"""Untouched is not missing, in the services: nothing is told, recorded or receipted of what nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Decide, Supplement
from counter.domain.case.acts.offers import possible
from counter.domain.case.acts.rejudge import unseen_of
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.looked_at import UNSEEN, is_unseen
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import received, state_word
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Visit
from tests.services.office import MISSING, Office, item, office_on, papers

ROSTER = "si_employer_3"
"""参保人员名册: asked for by the social insurance's item alone."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def only(office: Office, **touched: Brought) -> Visit:
    """A visit of which two papers were received, one is missing, and nobody has looked at any other."""
    whole = office.visit()
    two = [i for i, b in whole.brought.items() if b.state is MaterialState.RECEIVED][:2]
    return replace(whole, brought={**{i: whole.brought[i] for i in two}, **touched})


def without(office: Office, *lines: str) -> Visit:
    """Everything received but these, at which nobody has looked."""
    whole = office.visit()
    return replace(whole, brought={i: b for i, b in whole.brought.items() if i not in lines})


def words_of(case: Case) -> str:
    return "".join(str(p.content) for p in case.papers)


def test_that_one_paper_missing_and_fifteen_untouched_file_nothing(office: Office) -> None:
    visit = only(office, **{ROSTER: MISSING})
    with pytest.raises(RuleRefused) as refused:
        office.file(visit)
    assert refused.value.rule == UNSEEN
    assert "没有看" in refused.value.sentence
    assert office.app.journal.find_cases("").rows == ()


def test_that_what_was_not_looked_at_wholly_is_only_taken_in_and_the_rest_decided(office: Office) -> None:
    case = office.file(without(office, ROSTER), FilingMode.LOOKED)
    insurance = item(case, "si_employer")
    assert (insurance.state, insurance.outcome) == (ItemState.RECEIVED, Outcome.RECEIVED)
    assert "还有1份材料没有看" in insurance.reason
    assert item(case, "mkt_individual").state is ItemState.DONE
    assert not papers(case, PaperKind.CORRECTION_NOTICE)


@pytest.mark.parametrize("decision", [FilingMode.LOOKED, FilingMode.KEEP])
def test_that_the_record_and_the_receipt_say_nothing_of_what_nobody_looked_at(
    office: Office, decision: FilingMode
) -> None:
    case = office.file(only(office, **{ROSTER: MISSING}), decision)
    untouched = [line for line in case.lines if is_unseen(line, case.brought)]
    assert len(untouched) > 3
    assert not {line.id for line in untouched} & set(case.brought)
    assert {state_word(line, case.brought) for line in untouched} == {"未看"}
    assert not papers(case, PaperKind.CORRECTION_NOTICE)
    own = [line.name for line in untouched if not any(line.name in i.asked.name for i in case.items)]
    assert own
    for name in own:
        assert f"'{name}'" not in words_of(case)
    assert "未提交" not in words_of(case)
    assert case == fold(office.app.journal.entries(case.id))


def test_that_what_was_kept_unseen_is_not_corrected_later_without_a_word(office: Office) -> None:
    case = office.file(without(office, ROSTER), FilingMode.KEEP)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Decide(("si_employer",)))
    assert (refused.value.rule, refused.value.field) == (UNSEEN, "rest_missing")
    assert "参保人员名册" in refused.value.sentence
    assert "其余都没带（1份）" in refused.value.sentence
    assert fold(office.app.journal.entries(case.id)) == case


def test_that_the_deliberate_word_tells_all_of_it_in_one_round(office: Office) -> None:
    case = office.file(without(office, ROSTER), FilingMode.KEEP)
    after = office.do(case, Decide(("si_employer",), rest_missing=True))
    told = item(after, "si_employer")
    assert told.state is ItemState.TO_CORRECT
    assert [g.line for g in told.told[0].gaps] == [ROSTER]
    assert after.brought[ROSTER].state is MaterialState.MISSING


def test_that_the_deliberate_word_covers_only_the_items_that_were_chosen(office: Office) -> None:
    case = office.file(only(office), FilingMode.KEEP)
    after = office.do(case, Decide(("epidemic_cond", "mkt_individual"), rest_missing=True))
    assert item(after, "epidemic_cond").state is ItemState.TO_CORRECT
    assert item(after, "mkt_individual").state is ItemState.DONE  # all it lacks is had by sharing
    assert unseen_of(after, ["si_employer"])
    assert item(after, "si_employer").state is ItemState.RECEIVED


def test_that_a_second_look_that_finds_one_paper_missing_does_not_speak_for_the_others(
    office: Office,
) -> None:
    case = office.file(only(office), FilingMode.KEEP)
    with pytest.raises(RuleRefused, match="没有看"):
        office.do(case, Decide(("si_employer",), lines={ROSTER: MISSING}))


def test_that_going_on_is_offered_with_how_many_were_not_looked_at(office: Office) -> None:
    case = office.file(without(office, ROSTER), FilingMode.LOOKED)
    offer = next(o for o in possible(case, office.app.setting()) if o.kind is Decide)
    assert "si_employer" in offer.items
    assert "还有1份材料没有看" in offer.why


def test_that_bringing_the_last_unseen_paper_decides_and_bringing_another_does_not(office: Office) -> None:
    case = office.file(only(office), FilingMode.KEEP)
    lines = {line.id: line for line in unseen_of(case, ["si_employer"])}
    assert len(lines) > 1
    case = office.do(case, Supplement({ROSTER: received(lines.pop(ROSTER))}))
    assert item(case, "si_employer").state is ItemState.RECEIVED
    assert "已补齐" not in words_of(case)
    case = office.do(case, Supplement({i: received(line) for i, line in lines.items()}))
    assert item(case, "si_employer").state is not ItemState.RECEIVED


def test_that_what_was_received_does_not_become_missing_at_a_second_look(office: Office) -> None:
    """Its receipt is in the applicant's hand; what is no good is called wrong, with what is wrong about it."""
    case = office.file(office.visit(answers={"q_entity": ("existing",)}), FilingMode.KEEP)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Decide(("si_employer",), lines={ROSTER: MISSING}))
    assert refused.value.rule == "L3"
    wrong = Brought(MaterialState.DEFECTIVE, note="收件时误记，实际是别人的名单")
    after = office.do(case, Decide(("si_employer",), lines={ROSTER: wrong}))
    assert item(after, "si_employer").state is ItemState.TO_CORRECT
