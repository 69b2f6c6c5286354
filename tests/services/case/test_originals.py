"""Originals at the services: acceptance waits for those that are conditions, whichever act leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.case.acts.acts import Decide, SignPledge, Supplement
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.item_events import Signer
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.library import guide_of, library_of
from counter.domain.guide.publication import (
    KnownVersion,
    Publication,
    SignedPublication,
    Transition,
    Versions,
)
from counter.domain.hall.hall import hall_from
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.originals import seen, unseen
from counter.domain.visit.verdict import Outcome
from tests.services.office import DEFERRED, FARM, MISSING, PEOPLE, Office, item, office_on, papers
from tests.settings import demo_hall

COMPANY, REGISTERED = 1, "mkt_company"
"""我要开…: 公司设立登记, whose source wants two identity papers seen."""

DOCTOR, GAP, PLEDGED = 74, "photo_doctor", "doctor_register"
"""An item with a deferrable paper and originals that only the program's default wants seen."""


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("originals") / "profile") as opened:
        yield opened


@pytest.fixture(scope="module")
def bureau(station: Office) -> Office:
    """The same station once its guide was published, word for word."""
    guide = guide_of(library_of(station.app.guide))
    said = Publication(
        1,
        guide.version,
        "d" * 64,
        date(2026, 11, 1),
        Transition.BEGUN,
        "演示编辑室",
        "演示",
        True,
        "2026-10-30",
    )
    known = KnownVersion(SignedPublication(said, "", ""), datetime(2026, 11, 1, tzinfo=UTC), "S01")
    return Office(replace(station.app, guide=guide, versions=Versions((known,))), station.clock)


def company(at: Office, decision: FilingMode = FilingMode.DECIDE, **brought: Brought) -> Case:
    visit = replace(at.visit(COMPANY, brought), duplicate_reason="另一家公司")
    return at.file(visit, decision)


def waited_for(case: Case) -> tuple[str, ...]:
    return tuple(x.id for x in unseen(case.lines, case.brought) if REGISTERED in x.seen_for)


def looked_at(case: Case, *lines: str) -> dict[str, Brought]:
    return {line: replace(case.brought[line], original_seen=True) for line in lines or waited_for(case)}


def test_that_filing_takes_in_only_what_waits_for_an_original(station: Office) -> None:
    case = company(station)
    held = item(case, REGISTERED)
    assert (held.state, held.outcome) == (ItemState.RECEIVED, Outcome.RECEIVED)
    assert "2份原件还没核对" in held.reason
    kinds = [p.kind for p in case.papers if REGISTERED in p.items]
    assert kinds == [PaperKind.INTAKE_RECEIPT]


def test_that_the_same_is_done_here_once_its_originals_were_seen(station: Office) -> None:
    case = company(station)
    (offer, *_) = [o for o in possible(case, station.app.setting()) if o.kind is Decide]
    assert REGISTERED in offer.items
    assert offer.urgent
    assert "核对原件" in offer.why
    done = station.do(case, Decide((REGISTERED,), lines=looked_at(case)))
    assert item(done, REGISTERED).state is ItemState.DONE
    assert "核对收存材料的原件 2 份" in [h.text for h in done.history]
    assert fold(station.app.journal.entries(case.id)) == done
    assert {i: b.copies for i, b in done.brought.items()} == {i: b.copies for i, b in case.brought.items()}


def test_that_one_of_two_is_not_enough_and_that_nothing_seen_changes_nothing(station: Office) -> None:
    case = company(station)
    first, *_ = waited_for(case)
    for lines in ({}, looked_at(case, first)):
        with pytest.raises(RuleRefused) as refused:
            station.do(case, Decide((REGISTERED,), lines=lines))
        assert refused.value.rule == "nothing_new"
    assert fold(station.app.journal.entries(case.id)) == case


def test_that_looking_again_brings_nothing_and_counts_nothing(station: Office) -> None:
    case = company(station)
    both = looked_at(case)
    card = waited_for(case)[0]
    kept = next(x.id for x in case.lines if x.originals and REGISTERED in x.items)
    for line, wrong in (
        (card, replace(both[card], copies=both[card].copies + 1)),
        (card, replace(both[card], original_seen=False)),
        (kept, replace(case.brought[kept], original_seen=True)),
    ):
        with pytest.raises(BadInput) as refused:
            station.do(case, Decide((REGISTERED,), lines={**both, line: wrong}))
        assert refused.value.field == f"materials.{line}"


def test_that_nothing_of_what_was_not_received_is_recorded_as_seen_later(station: Office) -> None:
    case = company(station, FilingMode.KEEP, id_officers=MISSING)
    seen_now = Brought(MaterialState.RECEIVED, original_seen=True, copies=1)
    with pytest.raises(BadInput):
        station.do(case, Decide((REGISTERED,), lines={"id_officers": seen_now}))


def test_that_a_supplement_waits_for_the_original_like_any_other_act(station: Office) -> None:
    case = company(station, id_officers=MISSING)
    assert item(case, REGISTERED).outcome is Outcome.CORRECT
    notice = papers(case, PaperKind.CORRECTION_NOTICE)[-1]
    assert "请带下列材料的原件到窗口核对" in str(notice.content)
    copies = Brought(MaterialState.RECEIVED, copies=1)
    brought = station.do(case, Supplement({"id_officers": copies}))
    held = item(brought, REGISTERED)
    assert (held.state, held.outcome) == (ItemState.RECEIVED, Outcome.RECEIVED)
    receipt = str(papers(brought, PaperKind.SUPPLEMENT_RECEIPT)[-1].content)
    assert "原件核对后决定是否受理" in receipt
    assert "取回" not in receipt
    done = station.do(brought, Decide((REGISTERED,), lines=looked_at(brought)))
    assert item(done, REGISTERED).state is ItemState.DONE


def test_that_what_was_only_kept_is_decided_only_with_its_originals(station: Office) -> None:
    case = company(station, FilingMode.KEEP)
    with pytest.raises(RuleRefused):
        station.do(case, Decide((REGISTERED,)))
    assert (
        item(station.do(case, Decide((REGISTERED,), lines=looked_at(case))), REGISTERED).state
        is ItemState.DONE
    )


def test_that_a_default_of_the_shipped_guide_stops_nothing(station: Office) -> None:
    case = station.file(replace(station.visit(FARM), duplicate_reason="另一个场"))
    assert unseen(case.lines, case.brought)
    assert not any("原件还没核对" in i.reason for i in case.items)


def test_that_a_case_of_a_published_guide_waits_and_goes_on_under_that_guide(
    bureau: Office, station: Office
) -> None:
    case = bureau.file(replace(bureau.visit(FARM), duplicate_reason="又一个场"))
    held = [i for i in case.items if "原件还没核对" in i.reason]
    assert held
    lines = {x.id: replace(case.brought[x.id], original_seen=True) for x in unseen(case.lines, case.brought)}
    mine = {i: b for i, b in lines.items() if set(line_items(case, i)) & {h.id for h in held}}
    gone_on = bureau.do(case, Decide(tuple(h.id for h in held), lines=mine))
    assert not any("原件还没核对" in i.reason for i in gone_on.items)


def line_items(case: Case, line: str) -> tuple[str, ...]:
    return next(x.items for x in case.lines if x.id == line)


def test_that_a_pledge_accepts_nothing_whose_original_nobody_saw(bureau: Office, station: Office) -> None:
    visit = station.visit(DOCTOR, {GAP: DEFERRED})
    case = station.file(visit)  # not published yet: a default stops nothing
    assert item(case, PLEDGED).state is ItemState.TO_PLEDGE
    pledge = papers(case, PaperKind.PLEDGE)[-1]
    mine = [x.id for x in unseen(case.lines, case.brought) if PLEDGED in x.items]
    assert mine
    known = next(iter(bureau.app.versions.known))
    said = replace(known.signed.publication, version=case.opened.guide_version)
    versions = Versions((replace(known, signed=replace(known.signed, publication=said)),))
    later = Office(replace(station.app, versions=versions), station.clock)
    signing = SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True)
    with pytest.raises(RuleRefused, match="不符合容缺受理的条件"):
        later.do(case, signing)
    signed = station.do(case, signing)
    assert item(signed, PLEDGED).state is ItemState.GAPPED
    notice = str(papers(signed, PaperKind.GAP_NOTICE)[-1].content)
    assert "齐全、符合" not in notice
    assert "份原件尚未核对" in notice
    assert "未核的原件，需要时通知出示" in notice


def test_that_an_organs_consent_in_its_agreement_is_kept_and_gone_by(tmp_path: Path) -> None:
    agreed = tuple(replace(a, unseen_originals=True) for a in demo_hall().agreements)
    folder = tmp_path / "profile"
    create_profile(folder, replace(demo_hall(), agreements=agreed), PEOPLE)
    with open_app(folder) as app:
        assert all(a.unseen_originals for a in app.setting().authority.agreements)
        office = Office(app, None)  # type: ignore[arg-type]  # no clock is set here
        case = company(office)
        assert item(case, REGISTERED).state is ItemState.DONE
        proof = next(p for p in case.papers if REGISTERED in p.items)
        assert "同意先受理（演示授权〔2026〕1号）" in str(proof.content)
        kept = company(office, FilingMode.KEEP)
        assert item(office.do(kept, Decide((REGISTERED,))), REGISTERED).state is ItemState.DONE


@pytest.mark.parametrize("said", ["yes", True, False, "", "同意"])
def test_that_only_the_one_word_is_a_consent(said: object) -> None:
    agreement = {
        "organ": "税务局",
        "acts": ["accept"],
        "number": "1号",
        "valid_from": "2026-01-01",
        "valid_until": "2026-12-31",
        "unseen_originals": said,
    }
    hall = {
        "station": "15220103",
        "hall": "大厅",
        "window": "03",
        "region": "乌兰浩特市",
        "jurisdiction": "xingan",
        "agreements": [agreement],
    }
    with pytest.raises(BadInput) as wrong:
        hall_from(hall)
    assert wrong.value.field == "agreements.1.unseen_originals"
    assert (
        hall_from({**hall, "agreements": [{**agreement, "unseen_originals": "consented"}]})
        .agreements[0]
        .unseen_originals
    )


def test_that_originals_said_in_one_go_are_told_so(station: Office) -> None:
    visit = replace(station.visit(COMPANY), duplicate_reason="第二家")
    lines = tuple(x for x, b in visit.brought.items() if b.state is MaterialState.RECEIVED)
    together = lines[:3]
    now = replace(visit, brought=seen(visit.brought, together))
    case = station.file(replace(now, seen_together=(*lines[:4], "no_such_line")))
    assert any("原件都已看过（3份）一次登记" in h.text for h in case.history)
    plain = station.file(replace(now, duplicate_reason="第三家"))
    assert not any("一次登记" in h.text for h in plain.history)


def test_that_nobody_has_seen_the_original_of_what_was_not_brought(station: Office) -> None:
    for state in (MaterialState.MISSING, MaterialState.E_LICENCE):
        visit = station.visit(COMPANY, {"id_card_operator": Brought(state, original_seen=True)})
        with pytest.raises(BadInput) as wrong:
            station.file(replace(visit, duplicate_reason="第四家"))
        assert wrong.value.field == "materials.id_card_operator"
