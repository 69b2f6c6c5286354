"""A register that comes by file into an open window: an agreement ends between two acts (L13), a telephone changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import CaseAct, Conclude, Reissue, SignPledge, Supplement
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.case import Case
from counter.domain.case.item_events import Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.records import RegisteredAgreement
from counter.domain.hall.register.register import change_to, removal_of
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Visit
from counter.services.keys.hall_keys import certify_stations, trust_keys
from counter.services.keys.trusted import settled_keys, station_keys
from counter.services.register.issue_register import issue_register
from counter.services.register.register_file import register_text, take_in_register
from counter.services.results.shelf import pick_up
from counter.ui.facades.window import Clerk, WindowFacade
from tests.facades import facade_of
from tests.services import office as offices
from tests.services.office import (
    DEFERRED,
    FRIDAY,
    MISSING,
    RECEIVED,
    Office,
    SetClock,
    extended,
    item,
    papers,
)
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE, one_line
from tests.services.register.test_register import HERE, PEOPLE, THERE, Hall, renamed, window
from tests.settings import somebody

DESK, ORGAN, CLERK = "政务服务中心", "农牧局", Clerk("W01", "阿木古郎")
TODAY = civil_date(FRIDAY)


@dataclass
class Place:
    """An open window, and the folder of the two profiles."""

    folder: Path
    facade: WindowFacade
    clock: SetClock

    @property
    def office(self) -> Office:
        return Office(self.facade.app, self.clock)

    def visit(self, why: str = "另一处", **more: object) -> Visit:
        return replace(self.office.visit(answers=EXISTING, **more), duplicate_reason=why)  # type: ignore[arg-type]

    def file(self, visit: Visit) -> Case:
        return self.facade.file(visit, FilingMode.DECIDE, CLERK, None)

    def do(self, case: Case, act: CaseAct) -> Case:
        return self.facade.perform(case.id, act, CLERK, self.office.now(case).base)

    def hears_of(self, *changes: RegisterChange) -> None:
        """The hall's register changes; another program takes the file in beside the open window."""
        with (
            open_app(self.folder / "first", self.clock) as first,
            open_app(self.folder / "second", self.clock) as second,
        ):
            hall = Hall(first, second)
            issue_register(first.journal, changes, by=hall.person(), agreed=hall.person("S02"))
            take_in_register(second.journal, register_text(first.journal), by=hall.person("S01", second))

    def loses_its_agreement(self) -> None:
        (ended,) = (a for a in self.facade.app.hall.agreements if a.organ == ORGAN)
        acts = tuple(act.value for act in ended.acts)
        was = RegisteredAgreement(ended.number, ORGAN, acts, ended.valid_from, ended.valid_until)
        self.hears_of(removal_of(was, TODAY))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    clock = SetClock(FRIDAY)
    people = (*PEOPLE, *offices.PEOPLE[2:])
    create_profile(tmp_path / "first", window(HERE, "03"), people, clock)
    create_profile(tmp_path / "second", window(THERE, "04"), people, clock)
    with open_app(tmp_path / "first", clock) as first, open_app(tmp_path / "second", clock) as second:
        settled_keys(first.journal, TODAY)
        given = certify_stations(
            first.journal, station_keys(second.journal), code="S01", pin="9876", today=TODAY, agreed="S02"
        )
        trust_keys(second.journal, given, code="S01", pin="9876")
    facade = facade_of(WindowFacade, tmp_path / "second", clock)
    facade.ready()
    yield Place(tmp_path, facade, clock)
    facade.close()


def test_that_what_was_checked_before_it_came_is_filed_without_the_agreement(place: Place) -> None:
    visit = place.visit()
    before = {v.item: v.outcome for v in place.facade.assess(visit).verdicts}
    assert before[LICENCE] is Outcome.ACCEPT
    place.loses_its_agreement()
    case = place.file(visit)
    assert item(case, LICENCE).state is ItemState.RECEIVED
    assert {p.organ for p in case.papers if LICENCE in p.items} == {DESK}
    assert item(case, "signboard").state is ItemState.ACCEPTED  # another organ's stays


def test_that_no_act_after_it_came_makes_a_paper_in_that_organs_name(place: Place) -> None:
    line = one_line(place.office)
    pledged = place.file(place.visit("一", brought={GAP: DEFERRED}))
    told = place.office.printed(place.file(place.visit("二", brought={line: MISSING})))
    accepted = place.file(place.visit("三"))
    place.loses_its_agreement()
    (pledge,) = papers(pledged, PaperKind.PLEDGE)
    with pytest.raises(RuleRefused) as raised:
        place.do(pledged, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))
    assert raised.value.rule == "L4"
    thing = GivenResult(
        "动物防疫条件合格证", "蒙动防合字2026001号", ORGAN, issued_on=TODAY, duplicates=1, place="A-03"
    )
    granted = Conclude(LICENCE, Result.GRANTED, TODAY, "乌农许〔2026〕1号", "那顺", things=(thing,))
    for case, act in (
        (pledged, SignPledge(pledge.id, Signer.APPLICANT, "", declined=True)),
        (told, Supplement({line: RECEIVED})),
        (accepted, extended(LICENCE, TODAY)),
        (accepted, granted),
    ):
        known = {p.id for p in place.office.now(case).papers}
        after = place.do(case, act)
        new = [p for p in after.papers if p.id not in known]
        assert {p.organ for p in new} <= {DESK}, act
    found = pick_up(place.facade.app, somebody().person.id_number)  # type: ignore[union-attr]
    assert found is not None
    (certificate,) = (o for o in found.offered if o.name == thing.name)
    assert certificate.why_not == "本窗口没有农牧局的送达授权，动物防疫条件合格证由该机关自己送达。"


def test_that_every_paper_after_it_came_gives_the_telephone_in_force(place: Place) -> None:
    phone = "0482-7654321"
    told = place.office.printed(place.file(place.visit("一", brought={one_line(place.office): MISSING})))
    (notice,) = papers(told, PaperKind.CORRECTION_NOTICE)
    place.hears_of(change_to(renamed("示例政务服务中心", phone=phone), TODAY))
    place.clock.at += timedelta(days=1)
    again = papers(place.do(told, Reissue(notice.id)), PaperKind.CORRECTION_NOTICE)[-1]
    fresh = [p for p in place.file(place.visit("二")).papers if p.kind != PaperKind.COVER_SHEET]
    assert phone not in str(notice.content)
    for paper in (again, *fresh):
        assert phone in str(paper.content), paper.kind
