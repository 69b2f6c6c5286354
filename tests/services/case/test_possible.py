"""What the window offers is what the services accept: random walks through real cases as days pass."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import acts, proposal, signing
from counter.domain.case.acts import result as concluding
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.acts.correction import NewFact
from counter.domain.case.acts.custody import at_organ, at_window
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.fold import fold
from counter.domain.case.item_events import Hands, MovedPaper, Pause, Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.case.results.events import CollectorKind, ResultForm
from counter.domain.document.document import Document
from counter.domain.document.signature import Drawing
from counter.domain.hall.consent import Consent
from counter.domain.papers.verify.signed_code import DIGEST_BYTES
from counter.domain.people.applicant import Party
from counter.domain.visit.assess import assess
from counter.domain.visit.checklist import Line
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from counter.domain.visit.received import received
from counter.domain.visit.sharing import demandable
from counter.domain.visit.visit import Visit
from counter.printing.press.press import DirectPress
from counter.services.hall.staff import add_staff
from counter.services.papers.copy_paper import copy_paper
from tests.domain.visit.test_assess import RESTAURANT
from tests.services.office import SUPERVISOR, Office, named, office_on
from tests.settings import RESOURCES, somebody

STEPS = 16
SIGN = replace(RESTAURANT, answers={**RESTAURANT.answers, "q_sign": ("shop",)})
LATER_HERE = "signboard_3"
"""The one paper of this bundle that the demo hall may take later."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def some_visit(office: Office, chance: random.Random) -> Visit:
    """A visit of which every paper is in any of the states its guide allows."""
    base = chance.choice((RESTAURANT, SIGN, SIGN))
    answers = {**base.answers, "q_fire_scope": (chance.choice(("no", "no", "unsure")),)}
    visit = replace(base, answers=answers, applicant=somebody(), begun_at=None)
    lines = assess(office.app.setting(), visit).checklist.lines
    brought = {line.id: _some(line, chance) for line in lines}
    if LATER_HERE in brought and chance.random() < 0.7:
        brought[LATER_HERE] = Brought(MaterialState.DEFERRED)
    if not any(b.state is MaterialState.RECEIVED for b in brought.values()):
        brought[lines[0].id] = received(lines[0])
    return replace(visit, brought=brought)


def _some(line: Line, chance: random.Random) -> Brought:
    state = chance.choice((*line.allowed, *(MaterialState.RECEIVED,) * 8))
    if state not in line.allowed:
        return Brought(line.initial)
    if state is MaterialState.RECEIVED:
        return received(line)
    return Brought(state, note="没有签字" if state is MaterialState.DEFECTIVE else "")


@dataclass(frozen=True)
class Hand:
    """Fills in what is offered, as a person would."""

    case: Case
    offer: Possible
    today: date
    chance: random.Random
    entrusted: frozenset[str] = frozenset()

    def fill_in(self) -> CaseAct:
        return _FILLERS[self.offer.kind](self)

    @property
    def item(self) -> CaseItem:
        found = self.case.item(self.chance.choice(self.offer.items))
        assert found is not None
        return found

    @property
    def papers(self) -> tuple[str, ...]:
        return (self.chance.choice(self.offer.papers),)


def _signer(hand: Hand) -> Signer:
    assert hand.case.applicant is not None
    return signing.signers(hand.case.applicant)[0]


def _pledge(hand: Hand) -> CaseAct:
    signer = _signer(hand)
    return acts.SignPledge(
        hand.offer.papers[0], signer, "巴图吉雅", handed_over=True
    )  # no sheet came out here


def _identify(hand: Hand) -> CaseAct:
    return acts.IdentifyParty(Party.PERSON, confirmed=True, reason="对照居民身份证原件")


def _decide(hand: Hand) -> CaseAct:
    if hand.offer.urgent:
        return acts.Decide(hand.offer.items, "已由业务科当场认定", True)
    new = {
        i: found for i in hand.offer.items if (found := _new_about(hand, i))
    }  # who has nothing new asks nothing
    chosen = hand.chance.choice(list(new) or list(hand.offer.items))
    lines = dict(list(new.get(chosen, {}).items())[:1])
    fact = NewFact("现场核查记录", hand.today, "现场核查发现面积不符", tuple(lines))
    return acts.Decide((chosen,), "已由业务科当场认定", True, fact, lines)


def _new_about(hand: Hand, chosen: str) -> dict[str, Brought]:
    """What an inspection may find about an item: a paper that is not fit after all, or one that nobody finds."""
    wrong = {
        line.id: replace(mine, state=MaterialState.DEFECTIVE, note="面积与现场不符")
        for line in hand.case.lines
        if chosen in line.items
        and MaterialState.DEFECTIVE in line.allowed
        and (mine := hand.case.brought_of(line)).state in (MaterialState.RECEIVED, MaterialState.E_LICENCE)
        and demandable(line, mine)
    }
    unfound = {
        line.id: Brought(
            MaterialState.MISSING,
            shared=SharedAnswer(Shared.NOT_FOUND, "自然资源局", "乌自然函〔2026〕3号", hand.today),
        )
        for line in hand.case.lines
        if chosen in line.items
        and line.shareable
        and hand.case.brought_of(line).state in (MaterialState.SHARED, MaterialState.E_LICENCE)
    }
    return wrong or unfound


def _supplement(hand: Hand) -> CaseAct:
    chosen = hand.chance.sample(hand.offer.lines, hand.chance.randint(1, len(hand.offer.lines)))
    lines = (line for line in hand.case.lines if line.id in chosen)
    return acts.Supplement({line.id: _some_of_it(line, hand.chance) for line in lines}, "巴图吉雅", "本人")


def _some_of_it(line: Line, chance: random.Random) -> Brought:
    if MaterialState.DEFECTIVE in line.allowed and chance.random() < 0.2:
        return Brought(MaterialState.DEFECTIVE, note="还是没有签字")
    if MaterialState.RECEIVED in line.allowed:
        return received(line)
    without = (MaterialState.SHARED, MaterialState.E_LICENCE, MaterialState.PLEDGED)
    return Brought(next(s for s in without if s in line.allowed))


def _propose(hand: Hand) -> CaseAct:
    item = hand.item
    return acts.Propose(item.id, proposal.causes(hand.case, item, hand.today)[0], "审查不符合要求")


def organs_of(case: Case) -> list[str]:
    """The organs of a case, each once."""
    return list(dict.fromkeys(i.asked.organ for i in case.items))


def _conclude(hand: Hand) -> CaseAct:
    item = hand.item
    here = item.id in hand.offer.unaccepted
    result = hand.chance.choice(concluding.results(hand.case, item, hand.today, accepted_here=here))
    if result is Result.GRANTED:
        return acts.Conclude(item.id, result, hand.today, "乌市监许〔2026〕7号", "王科长")
    signer = f"Q{10 + organs_of(hand.case).index(item.asked.organ)}"
    if result is Result.LAPSED:
        return acts.Conclude(item.id, result, hand.today, "乌市监放〔2026〕1号", signer=signer)
    return acts.Conclude(item.id, result, hand.today, **named(signer=signer))


def _register(hand: Hand) -> CaseAct:
    """A certificate, or the decision of an item that was not granted."""
    item = hand.item
    form = ResultForm.CERTIFICATE if item.state.finished else ResultForm.DECISION
    thing = GivenResult("办理结果", str(hand.chance.random()), item.asked.organ, form=form)
    return acts.RegisterResult(item.id, thing, hand.today)


def _organ_notice(hand: Hand) -> CaseAct:
    item = hand.item
    lines = tuple(line.id for line in hand.case.checklist.lines_of(item.id))[:1]
    return acts.RecordOrganNotice(item.id, hand.today, f"补{hand.chance.random()}号", hand.today, lines)


def _pause(hand: Hand) -> CaseAct:
    """Told by the organ itself, or by the notice that is made here: by days or until a day."""
    item = hand.item
    why = hand.chance.choice(
        (
            {"days": hand.chance.choice((1, 10))},
            {"until": hand.today + timedelta(days=hand.chance.choice((1, 20)))},
        )
    )
    if item.id not in hand.entrusted or hand.chance.random() < 0.3:
        return acts.PauseClock(item.id, Pause.HEARING, "乌市监听〔2026〕1号", hand.today)
    return acts.PauseClock(item.id, Pause.TESTING, what="对场所环境进行检测", basis="《食品安全法》", **why)


def _extend(hand: Hand) -> CaseAct:
    item = hand.item
    signer = f"Q{10 + organs_of(hand.case).index(item.asked.organ)}"
    paper = {"document": "延批〔2026〕1号", "signer": signer}
    return acts.Extend(item.id, hand.chance.randint(1, 3), "情况复杂", signed_on=hand.today, **paper)


def _move(hand: Hand) -> CaseAct:
    for line in (x for x in hand.case.lines if x.id in hand.offer.lines):
        for organ in dict.fromkeys(i.asked.organ for i in hand.case.items if i.id in line.items):
            here, there = at_window(hand.case, line), at_organ(hand.case, line, organ)
            held, to = (here, Hands.TO_ORGAN) if here.originals + here.copies else (there, Hands.TO_WINDOW)
            if held.originals + held.copies:
                moved = MovedPaper(line.id, line.name, held.originals, held.copies)
                return acts.MovePapers(organ, to, (moved,), "阿木古郎", "王科长")
    raise AssertionError("nothing lies anywhere")


_FILLERS: dict[type[CaseAct], Callable[[Hand], CaseAct]] = {
    acts.SignPledge: _pledge,
    acts.Decide: _decide,
    acts.Supplement: _supplement,
    acts.Propose: _propose,
    acts.Conclude: _conclude,
    acts.IdentifyParty: _identify,
    acts.RecordAcceptance: lambda h: acts.RecordAcceptance(h.item.id, h.today, "受理通知书"),
    acts.TakeNamed: lambda h: acts.TakeNamed(h.case.number, (), ""),
    acts.CheckTaken: lambda h: acts.CheckTaken({}),
    acts.Settle: lambda h: acts.Settle("", "以先到的为准", consent=SUPERVISOR),  # at one window never offered
    acts.HandOver: lambda h: acts.HandOver("", "改到那边办", SUPERVISOR),  # to another window
    acts.ReceiveCase: lambda h: acts.ReceiveCase(),
    **dict.fromkeys(
        (acts.RecordOfficialNumber, acts.PassOn, acts.AgreeReminders, acts.CorrectRegistration),
        lambda _: acts.Deem(),
    ),
    acts.RecordOrganNotice: _organ_notice,
    acts.RegisterResult: _register,
    acts.HandOutResults: lambda h: acts.HandOutResults(
        h.offer.certificates, h.today, CollectorKind.APPLICANT, "巴图吉雅", "居民身份证"
    ),
    acts.TakeBackResult: lambda h: acts.TakeBackResult(h.offer.certificates[0], h.today, "姓名写错"),
    acts.CallInResult: lambda h: acts.CallInResult(h.offer.certificates[0], h.today),
    acts.TakeNote: lambda h: acts.TakeNote(h.item.id, "已告知机关", SUPERVISOR),
    acts.Relieve: lambda h: acts.Relieve(h.offer.lines),
    acts.Void: lambda h: acts.Void((h.item.id,), "录错了人", h.offer.papers),
    acts.ApplyWithdrawal: lambda h: acts.ApplyWithdrawal((h.item.id,), "不想办了"),
    acts.Withdraw: lambda h: acts.Withdraw(
        paper=h.offer.papers[0],
        signer=_signer(h),
        name="巴图吉雅",
        declined=h.chance.random() < 0.3,
        handed_over=True,
    ),
    acts.DropItems: lambda h: acts.DropItems((h.item.id,), "不想办了"),
    acts.PauseClock: _pause,
    acts.Extend: _extend,
    acts.ResumeClock: lambda h: acts.ResumeClock(h.item.id, h.today),
    acts.MovePapers: _move,
    acts.MarkPrinted: lambda h: acts.MarkPrinted(h.papers),
    acts.MarkFailed: lambda h: acts.MarkFailed(h.papers, "卡纸"),
    acts.Stamp: lambda h: acts.Stamp(h.papers),
    acts.PrepareDelivery: lambda h: acts.PrepareDelivery(h.papers, Way.WINDOW),
    acts.Serve: lambda h: acts.Serve(h.papers, Way.WINDOW, h.today, "巴图吉雅"),
    acts.Reissue: lambda h: acts.Reissue(h.papers[0]),
    acts.Deem: lambda h: acts.Deem(),
    acts.SetDates: lambda h: acts.SetDates(h.today, Consent("S01", "9876")),
}


def walk(office: Office, seed: int, look: Callable[[Case], object] = lambda _: None) -> list[type[CaseAct]]:
    """One case from its filing through whatever is offered; what was done. ``look``: at filing and after each act."""
    chance, walked = random.Random(seed), list[type[CaseAct]]()
    decision = chance.choice((FilingMode.DECIDE, FilingMode.DECIDE, FilingMode.KEEP))
    case = office.file(some_visit(office, chance), decision)
    look(case)
    for n, organ in enumerate(organs_of(case), 10):
        journal = office.app.journal
        add_staff(journal, code=f"Q{n}", name="某签发人", role="signer", pin="", actor="S01", organ=organ)
    for _ in range(STEPS):
        if chance.random() < 0.25:
            office.later(days=chance.choice((0.01, 1, 6, 20)))
        offers = possible(case, office.app.setting())
        if not offers:
            break
        urgent = [o for o in offers if o.urgent]
        offer = chance.choice(urgent if urgent and chance.random() < 0.4 else offers)
        walked.append(offer.kind)
        today = civil_date(office.app.setting().now)
        authority = office.app.setting().authority
        ours = frozenset(i.id for i in case.items if authority.entrusts(i.asked.organ, i.id, today))
        case = office.do(case, Hand(case, offer, today, chance, ours).fill_in(), case.base)
        case = _some_copies(office, case, chance)
        look(case)
    return walked


class BlankSheets(DirectPress):
    """Signs every sheet as it leaves and draws none: what stands on it is not asked here."""

    def make(self, document: Document, drawing: Drawing | None = None) -> bytes:
        return b""

    def make_signed(
        self, document: Document, sign: Callable[[bytes], str], drawing: Drawing | None = None
    ) -> bytes:
        return sign(bytes(DIGEST_BYTES)).encode()


def _some_copies(office: Office, case: Case, chance: random.Random) -> Case:
    app = office.app
    for paper in (p for p in case.papers if not p.copies and p.stage.binding and chance.random() < 0.3):
        copy_paper(
            app.journal,
            app.projector,
            BlankSheets(RESOURCES / "fonts"),
            case_id=case.id,
            wanted=paper.id,
            clerk="W01",
            keep=bytes,
        )
    found = fold(app.journal.entries(case.id))
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(16))
def test_that_whatever_is_offered_is_accepted(office: Office, seed: int) -> None:
    assert walk(office, seed)


def test_that_every_act_has_somebody_who_fills_it_in() -> None:
    assert set(_FILLERS) == set(get_args(CaseAct))


def test_that_every_offer_says_why_in_one_sentence(office: Office) -> None:
    case = office.file(some_visit(office, random.Random(3)))
    offers = possible(case, office.app.setting())
    assert offers
    assert [o for o in offers if not o.why.endswith("。") or o.why.count("。") != 1] == []


def test_that_urgent_offers_stand_first(office: Office) -> None:
    case = office.file(some_visit(office, random.Random(5)))
    marks = [o.urgent for o in possible(case, office.app.setting())]
    assert marks == sorted(marks, reverse=True)


def test_that_a_decision_can_no_longer_be_taken_back_once_the_minutes_are_over(office: Office) -> None:
    case = office.file(office.visit(8, answers=dict(SIGN.answers)))
    now = office.app.setting()
    later = replace(now, now=now.now + timedelta(minutes=now.jurisdiction.undo_minutes + 1))
    assert acts.Void in {o.kind for o in possible(case, now)}
    assert acts.Void not in {o.kind for o in possible(case, later)}


def test_that_a_pledge_is_offered_until_it_is_signed_and_never_twice(office: Office) -> None:
    visit = office.visit(8, {LATER_HERE: Brought(MaterialState.DEFERRED)}, dict(SIGN.answers))
    case = office.file(visit)
    first = possible(case, office.app.setting())[0]
    assert first.kind is acts.SignPledge
    signed = office.do(case, _pledge(Hand(case, first, date.min, random.Random())))
    offers = {o.kind: o for o in possible(signed, office.app.setting())}
    assert acts.SignPledge not in offers
    assert offers[acts.Supplement].lines == (LATER_HERE,)
    assert signed.item("signboard").state is ItemState.GAPPED  # type: ignore[union-attr]


def test_that_a_second_notice_is_never_offered_as_if_nothing_had_been_told(office: Office) -> None:
    visit = office.visit(8, {"floor_plan": Brought(MaterialState.MISSING)}, dict(RESTAURANT.answers))
    offers = {o.kind: o for o in possible(office.file(visit), office.app.setting())}
    assert not offers[acts.Decide].urgent
    assert "一次告知" in offers[acts.Decide].why


def test_that_a_case_of_a_newer_program_or_a_forgotten_person_allows_nothing(office: Office) -> None:
    case = office.file(some_visit(office, random.Random(1)))
    assert possible(replace(case, needs_upgrade=("item.blessed",)), office.app.setting()) == ()
    assert possible(replace(case, forgotten=True), office.app.setting()) == ()
