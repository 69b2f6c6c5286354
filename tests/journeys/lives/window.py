"""The window at which the lives are lived: every deed by the services that its page calls, on a clock that is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import singledispatchmethod
from typing import Any

from counter.domain.case.acts import acts
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.acts.custody import at_window
from counter.domain.case.acts.hand_out import Chosen, ThingKind
from counter.domain.case.acts.returning import to_give_back
from counter.domain.case.acts.rounds import SeenMismatch, SlipSigned
from counter.domain.case.acts.sending import (
    CallCollector,
    EndPosting,
    EndSending,
    PostResults,
    ReturnToOrgan,
    SendResults,
)
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Cause, Hands, MovedPaper, Pause, Result, Signer
from counter.domain.case.paper_events import Way
from counter.domain.case.reminder_events import ReminderOutcome
from counter.domain.case.results.events import Medium, Payer, ReadBy
from counter.domain.case.results.hand_out_events import CallOutcome
from counter.domain.case.rounds.events import MismatchEnd, MismatchKind
from counter.domain.document.document import ORGAN_DECISIONS, SERVED, UNSEALED, PaperKind
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.archive_case import archive_case
from counter.services.papers.copy_paper import copy_paper
from counter.services.reminders.record_call import CallDone, record_call
from counter.services.results import sending
from counter.services.results.hand_out import ProofMade, drop_hand_out, prepare_hand_out, record_hand_out
from counter.services.results.shelf import pick_up
from counter.services.rounds.mismatch import record_mismatch, settle_mismatch
from counter.services.rounds.slips import SlipMade, confirm_slip, drop_slip, make_slip
from counter.services.rounds.waiting import waiting_at
from tests.journeys.lives import deeds as do
from tests.journeys.lives import parties
from tests.journeys.lives.days import day_of
from tests.services.office import RECEIVED, Office


class Window:
    """One window. ``cases``: life → id of its case; ``sheets``: every sheet that came out, (case, paper, bytes)."""

    def __init__(self, office: Office, lives: Mapping[str, do.Life]) -> None:
        self.office, self.app, self.lives = office, office.app, lives
        self.cases: dict[str, str] = {}
        self.sheets: list[tuple[str, IssuedPaper, bytes]] = []
        self.proof: dict[str, ProofMade] = {}
        self.slips: dict[str, SlipMade] = {}

    def case(self, life: str) -> Case:
        from counter.services.context.projection import read_case

        return read_case(self.app.journal, self.cases[life])

    @property
    def today(self) -> date:
        return self.app.setting().now.date()

    def file(self, name: str, deed: do.File) -> None:
        """A visit is filed."""
        who = self.lives[name].who
        visit = self.office.visit(
            deed.bundle,
            {line: parties.STATES[how] for line, how in deed.lacking.items()},
            {question: (answer,) for question, answer in deed.answers.items()},
            parties.applicant_of(who),
        )
        visit = replace(visit, remind=who.calls, duplicate_reason="另一件")
        mode = FilingMode.KEEP if deed.kept else FilingMode.DECIDE
        self.cases[name] = self.office.file(visit, mode).id

    def do(self, name: str, deed: do.Deed) -> None:
        """One deed in one life."""
        self._do(deed, name)

    def act(self, name: str, act: Any) -> Case:
        case = self.case(name)
        return self.office.do(case, act, case.base)

    def come_out(self, name: str, paper: IssuedPaper) -> None:
        """A sheet is made and somebody sees it come out."""
        kept: list[bytes] = []
        app = self.app
        copy_paper(
            app.journal,
            app.projector,
            app.papers,
            case_id=self.cases[name],
            wanted=paper.id,
            clerk=self.office.clerk.code,
            keep=kept.append,
        )
        self.sheets.append((name, paper, kept[0]))
        self.act(name, acts.MarkPrinted((paper.id,)))

    @singledispatchmethod
    def _do(self, deed: Any, name: str) -> None:
        raise AssertionError(deed)

    @_do.register
    def _(self, deed: do.Out, name: str) -> None:
        wanted = [p for p in self.case(name).papers if p.stage.binding and deed.only in ("", p.title)]
        for paper in wanted:
            if not paper.copies:
                self.come_out(name, paper)
        now = [p for p in self.case(name).papers if p.id in {w.id for w in wanted}]
        final = [p for p in now if p.number or p.kind not in ORGAN_DECISIONS]
        seal = tuple(p.id for p in final if p.kind not in UNSEALED and not p.stamped)
        if seal and deed.how != "out":
            self.act(name, acts.Stamp(seal))
        serve = tuple(p.id for p in final if p.kind in SERVED and p.serving is None)
        if serve and deed.how == "served":
            who = self.lives[name].who
            receiver = who.agent or who.guardian or who.name
            self.act(name, acts.Serve(serve, Way.WINDOW, self.today, receiver))

    @_do.register
    def _(self, deed: do.Decide, name: str) -> None:
        brought = self.case(name).brought
        seen = {line: replace(brought[line], original_seen=True) for line in deed.seen}
        self.act(name, acts.Decide(tuple(deed.items), papers_valid=True, lines=seen))

    @_do.register
    def _(self, deed: do.Supplement, name: str) -> None:
        lines = {x.id: x for x in self.case(name).lines}
        self.act(name, acts.Supplement({x: replace(RECEIVED, copies=lines[x].copies) for x in deed.lines}))

    @_do.register
    def _(self, deed: do.Pledge, name: str) -> None:
        paper = next(p for p in self.case(name).papers if p.kind == PaperKind.PLEDGE)
        self.act(name, acts.SignPledge(paper.id, Signer.APPLICANT, self.lives[name].who.name))

    @_do.register
    def _(self, deed: do.OrganAccepts, name: str) -> None:
        self.act(name, acts.RecordAcceptance(deed.item, day_of(deed.day), "受理〔2026〕1号", "窗口某"))

    @_do.register
    def _(self, deed: do.OrganAsks, name: str) -> None:
        until = day_of(deed.until)
        self.act(
            name, acts.RecordOrganNotice(deed.item, self.today, "补正〔2026〕1号", until, deed.lines, "补齐")
        )

    @_do.register
    def _(self, deed: do.Grant, name: str) -> None:
        case = self.case(name)
        things = tuple(self.given(name, deed.item, thing) for thing in deed.things)
        number = f"许〔2026〕{case.number[-4:-1]}{len(deed.item)}号"
        conclude = acts.Conclude(
            deed.item, Result.GRANTED, self.today, number, "某科长", things=things, nothing=deed.nothing
        )
        self.act(name, conclude)

    def given(self, name: str, item: str, thing: do.Thing) -> GivenResult:
        found = self.case(name).item(item)
        assert found is not None
        paper = thing.medium != "electronic"
        return GivenResult(
            thing.name,
            thing.number,
            found.asked.organ,
            Medium(thing.medium),
            issued_on=self.today,
            originals=thing.sheets if paper else 0,
            place=thing.place,
        )

    @_do.register
    def _(self, deed: do.Draft, name: str) -> None:
        reason = {"negative_result": "现场不符合条件"}.get(deed.why, "")
        basis = "《食品安全法》第三十五条" if reason else ""
        self.act(name, acts.Propose(deed.item, Cause(deed.why), reason, basis))

    @_do.register
    def _(self, deed: do.Confirm, name: str) -> None:
        case = self.case(name)
        item = case.item(deed.item)
        assert item is not None
        assert item.proposal is not None
        signed = {
            "document": f"批〔2026〕{case.number[-3:]}号",
            "signer": parties.SIGNERS.get(item.asked.organ, ""),
            "signed_on": self.today,
        }
        how: Any = parties.IN_PERSON if deed.in_person else signed
        conclude = acts.Conclude(
            deed.item,
            Result(deed.result),
            self.today,
            confirms=item.proposal.paper,
            recourse=parties.TOLD,
            **how,
        )
        self.act(name, conclude)

    @_do.register
    def _(self, deed: do.Arrives, name: str) -> None:
        instead = self.thing(name, deed.instead_of).id if deed.instead_of else ""
        given = self.given(name, deed.item, deed.thing)
        self.act(name, acts.RegisterResult(deed.item, given, self.today, replaces=instead))

    def thing(self, name: str, number: str) -> Any:
        return next(one for one in self.case(name).certificates if one.number == number)

    @_do.register
    def _(self, deed: do.TakenBack, name: str) -> None:
        wrong = self.thing(name, deed.number).id
        self.act(name, acts.TakeBackResult(wrong, self.today, "姓名写错", "更正〔2026〕1号", "某科长"))

    @_do.register
    def _(self, deed: do.CalledIn, name: str) -> None:
        self.act(name, acts.CallInResult(self.thing(name, deed.number).id, self.today))

    @_do.register
    def _(self, deed: do.Collect, name: str) -> None:
        key = self.app.journal.case_row(self.cases[name])
        assert key is not None
        found = pick_up(self.app, key.id_numbers[0])
        assert found is not None
        cases = dict.fromkeys(one.case for one in found.offered)

        def ids(case: str, kind: ThingKind) -> tuple[str, ...]:
            mine = (o for o in found.offered if (o.case, o.kind) == (case, kind) and not o.why_not)
            return tuple(o.id for o in mine if o.preset or o.id in deed.originals)

        chosen = [Chosen(case, found.bases[case], *(ids(case, kind) for kind in ThingKind)) for case in cases]
        made = prepare_hand_out(
            self.app, chosen, parties.collector_of(self.lives[name].who, deed.kind), self.office.clerk
        )
        holder = next(life for life, case in self.cases.items() if case == made.case)
        self.proof[name] = made
        if not deed.unsigned:
            self.sign(holder, made)

    def sign(self, holder: str, made: ProofMade) -> None:
        paper = self.case(holder).paper(made.paper)
        assert paper is not None
        self.come_out(holder, paper)
        record_hand_out(self.app, made.case, made.hand_out, self.office.clerk)

    @_do.register
    def _(self, deed: do.Sign, name: str) -> None:
        made = self.proof.pop(name)
        holder = next(life for life, case in self.cases.items() if case == made.case)
        if deed.void:
            drop_hand_out(self.app, made.case, made.hand_out, self.office.clerk)
        else:
            self.sign(holder, made)

    def ready(self, name: str) -> tuple[str, ...]:
        return tuple(one.id for one in self.case(name).certificates if one.ready)

    @_do.register
    def _(self, deed: do.Post, name: str) -> None:
        who = self.lives[name].who.name
        act = PostResults(self.ready(name), self.today, Payer.HALL, deed.mail, "某街1号", who, "本人当面同意")
        sending.post_results(self.app, self.cases[name], act, self.office.clerk)

    @_do.register
    def _(self, deed: do.PostEnds, name: str) -> None:
        back = bool(deed.back_to)
        words = "地址不详" if back else "本人签收"
        act = EndPosting(deed.mail, self.today, back, words, deed.back_to)
        sending.end_posting(self.app, self.cases[name], act, self.office.clerk)

    @_do.register
    def _(self, deed: do.Send, name: str) -> None:
        ids = (self.thing(name, deed.number).id,)
        act = SendResults(ids, "蒙速办", deed.file, self.app.setting().now)
        sending.send_results(self.app, self.cases[name], act, self.office.clerk)

    @_do.register
    def _(self, deed: do.Read, name: str) -> None:
        act = EndSending(deed.file, self.app.setting().now, ReadBy.READ)
        sending.end_sending(self.app, self.cases[name], act, self.office.clerk)

    @_do.register
    def _(self, deed: do.CallCollector, name: str) -> None:
        act = CallCollector(self.ready(name), CallOutcome.NO_ANSWER, "没人接")
        sending.call_collector(self.app, self.cases[name], act, self.office.clerk)

    @_do.register
    def _(self, deed: do.BackToOrgan, name: str) -> None:
        act = ReturnToOrgan(self.ready(name), "某科长")
        sending.send_back(self.app, self.cases[name], act, self.office.clerk)

    @_do.register
    def _(self, deed: do.Tell, name: str) -> None:
        case = self.case(name)
        done = CallDone(ReminderOutcome(deed.outcome))
        record_call(self.app, case.id, done, self.office.clerk, case.base)

    @_do.register
    def _(self, deed: do.Withdraw, name: str) -> None:
        who = self.lives[name].who
        signer = Signer.GUARDIAN if who.guardian else Signer.APPLICANT
        by = who.guardian or {"planned": parties.INVESTOR}.get(who.kind, who.name)
        self.act(name, acts.Withdraw(deed.items, "不办了", written=self.today, signer=signer, name=by))

    @_do.register
    def _(self, deed: do.Drop, name: str) -> None:
        self.act(name, acts.DropItems(deed.items, "不办了"))

    @_do.register
    def _(self, deed: do.GiveBack, name: str) -> None:
        case = self.case(name)
        of_organ = {i.id for i in case.items if i.asked.organ == deed.organ}
        moved = tuple(
            MovedPaper(line.id, line.name, here.originals, here.copies)
            for line in to_give_back(case)
            if of_organ & set(line.items)
            for here in (at_window(case, line),)
        )
        who = self.lives[name].who
        self.act(
            name, acts.MovePapers(deed.organ, Hands.TO_APPLICANT, moved, self.office.clerk.name, who.name)
        )

    @_do.register
    def _(self, deed: do.Pause, name: str) -> None:
        self.act(
            name,
            acts.PauseClock(deed.item, Pause.EXPERT_REVIEW, days=deed.days, what="评审", basis="该法第八条"),
        )

    @_do.register
    def _(self, deed: do.Resume, name: str) -> None:
        self.act(name, acts.ResumeClock(deed.item, self.today))

    @_do.register
    def _(self, deed: do.Extend, name: str) -> None:
        item = self.case(name).item(deed.item)
        assert item is not None
        act = acts.Extend(
            deed.item,
            deed.days,
            "现场核查要等设备",
            document="延批〔2026〕1号",
            signer=parties.SIGNERS[item.asked.organ],
            signed_on=self.today,
        )
        self.act(name, act)

    @_do.register
    def _(self, deed: do.Mismatch, name: str) -> None:
        case = self.case(name)
        if deed.settled:
            (one,) = (m for m in case.mismatches if m.settled is None)
            end = MismatchEnd.AGREED
            settle_mismatch(self.app, case.id, one.id, end, "某科长看过，能用", self.office.clerk)
        else:
            seen = SeenMismatch(deed.line, deed.organ, MismatchKind.TORN, "某科长", "撕了角")
            record_mismatch(self.app, case.id, seen, self.office.clerk)

    @_do.register
    def _(self, deed: do.Archive, name: str) -> None:
        archive_case(self.app, self.cases[name], self.office.clerk, "WS·2027-30-0001", wait_days=30)

    # ── slips ────────────────────────────────────────────────────────────────────────────────────────

    def make_slip(self, name: str, deed: do.Slip) -> tuple[dict[str, dict[str, int]], str]:
        """One slip over these lives: life → line → originals on it, and whose case holds the paper."""
        hands = Hands.TO_WINDOW if deed.back else Hands.TO_ORGAN
        waiting = waiting_at(self.app, deed.organ, hands)
        ids = {self.cases[name]: name for name in deed.lives}
        chosen = [one for one in waiting.cases if one.case in ids]
        assert {one.case for one in chosen} == set(ids), (deed, waiting)
        made = make_slip(self.app, deed.organ, hands, [one.on_slip for one in chosen], self.office.clerk)
        self.slips[name] = made
        moved = {ids[one.case]: {m.line: m.originals for m in one.moved if m.originals} for one in chosen}
        return moved, ids[made.case]

    def slip_signed(self, key: str, deed: do.SlipSigned) -> None:
        made = self.slips.pop(key)
        holder = next(name for name, case in self.cases.items() if case == made.case)
        paper = self.case(holder).paper(made.paper)
        assert paper is not None
        self.come_out(holder, paper)
        left = tuple((self.cases[name], line) for name, line in deed.left)
        came = {
            self.cases[name]: [acts.RegisterResult(item, self.given(name, item, thing), self.today)]
            for name, (item, thing) in deed.came.items()
        }
        signed = SlipSigned("某科长", self.today, left)
        confirm_slip(self.app, made.case, made.round, signed, self.office.clerk, arrived=came)

    def slip_void(self, key: str) -> None:
        made = self.slips.pop(key)
        drop_slip(self.app, made.case, made.round, self.office.clerk)
