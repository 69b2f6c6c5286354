"""出件 at a window: one proof over all of a person's things, the hand-out in one transaction, and who may collect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Conclude, HandOutResults, MarkPrinted, RegisterResult
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.acts.hand_out import Chosen, Collector, ThingKind
from counter.domain.case.acts.offers import possible
from counter.domain.case.acts.sending import (
    CallCollector,
)
from counter.domain.case.case import Case
from counter.domain.case.events import PaperCopied
from counter.domain.case.item_events import Result
from counter.domain.case.paper_events import PaperQueued
from counter.domain.case.results.certificate import CertificateState, PresenceReason
from counter.domain.case.results.events import CollectorKind, Medium
from counter.domain.case.results.hand_out_events import CallOutcome
from counter.domain.document.document import PaperKind, Table, from_json
from counter.domain.errors import CounterError, RuleRefused, StaleBase
from counter.domain.hall.authority import Act
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, Person
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.services.day.day_series import entries_of_day, series_of
from counter.services.results import sending
from counter.services.results.hand_out import ProofMade, drop_hand_out, prepare_hand_out, record_hand_out
from counter.services.results.shelf import PickUp, find_people, pick_up, shelf
from tests.services.office import Office, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE
from tests.settings import somebody

TODAY = date(2026, 11, 20)
ORGAN = "农牧局"
THING = GivenResult(
    "动物防疫条件合格证", "蒙动防合字2026001号", ORGAN, issued_on=TODAY, duplicates=1, place="A-03"
)
NUMBER = somebody().person.id_number  # type: ignore[union-attr]
HIMSELF = Collector(CollectorKind.APPLICANT, id_number=NUMBER)
NEIGHBOUR = Collector(CollectorKind.PROXY, "其木格", "邻居", "999999198802024560")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def granted(office: Office, number: str = "1", applicant: Applicant | None = None, **said: object) -> Case:
    by_agent = applicant is not None and applicant.agent is not None
    answers = {**EXISTING, "q_agent": ("agent",)} if by_agent else EXISTING
    visit = office.visit(answers=answers, applicant=applicant)
    case = office.file(replace(visit, duplicate_reason="另一处场地"))
    thing = replace(THING, number=f"蒙动防合字202600{number}号", **said)
    act = Conclude(LICENCE, Result.GRANTED, TODAY, f"乌农许〔2026〕{number}号", "那顺", things=(thing,))
    return office.do(case, act)


def seen(office: Office, key: str = NUMBER) -> PickUp:
    found = pick_up(office.app, key)
    assert found is not None
    return found


def everything(found: PickUp, *kinds: ThingKind) -> list[Chosen]:
    wanted = kinds or tuple(ThingKind)

    def ids(case: str, kind: ThingKind) -> tuple[str, ...]:
        return tuple(
            o.id
            for o in found.offered
            if o.case == case and o.kind is kind and kind in wanted and not o.why_not
        )

    cases = dict.fromkeys(o.case for o in found.offered)
    return [
        Chosen(
            c, found.bases[c], *(ids(c, k) for k in (ThingKind.RESULT, ThingKind.PAPER, ThingKind.ORIGINAL))
        )
        for c in cases
    ]


def prepared(office: Office, who: Collector = HIMSELF) -> ProofMade:
    return prepare_hand_out(office.app, everything(seen(office), ThingKind.RESULT), who, office.clerk)


def recorded(office: Office, made: ProofMade) -> tuple[Case, ...]:
    return record_hand_out(office.app, made.case, made.hand_out, office.clerk, handed_over=True)


def refusal(office: Office, who: Collector) -> str:
    before = office.app.journal.place()
    with pytest.raises(CounterError) as refused:
        prepared(office, who)
    assert office.app.journal.place() == before
    return refused.value.sentence


def rows_of(office: Office, case: Case, paper: str) -> list[tuple[str, ...]]:
    issued = office.now(case).paper(paper)
    assert issued is not None
    assert issued.content is not None
    tables = [b for b in from_json(issued.content).body if isinstance(b, Table)]
    return [row for table in tables for row in table.rows]


# ── the shelf ─────────────────────────────────────────────────────────────────────────────────────────


def test_that_the_shelf_lists_by_person_what_can_be_taken_and_for_how_long_it_lies_there(
    office: Office,
) -> None:
    granted(office, "1")
    granted(office, "2", place="A-04")
    other = replace(somebody(), person=replace(somebody().person, id_number="999999198802024560"))
    granted(office, "3", other)
    office.later(days=31)
    found = shelf(office.app)
    assert (found.waiting, found.today) == (3, 0)
    assert sorted(len(one.results) for one in found.people) == [1, 2]
    both = next(one for one in found.people if len(one.results) == 2)
    assert (both.places, both.days, both.red, both.calls) == (("A-03", "A-04"), 31, True, 0)
    assert len({one.name for one in found.people}) == 1, "the same name, and two people"
    assert {one.key for one in find_people(office.app, somebody().name)} == {one.key for one in found.people}


def test_that_what_is_electronic_alone_waits_to_be_sent_and_lies_on_no_shelf(office: Office) -> None:
    granted(office, "1")
    granted(office, "2", medium=Medium.ELECTRONIC, originals=0, duplicates=0, place="")
    found = shelf(office.app)
    (person,) = found.people
    assert (found.waiting, found.to_send, len(person.results), len(person.to_send)) == (1, 1, 1, 1)
    counted = sum(
        one.count for one in office.app.journal.held().certificates(office.app.journal.station().code)
    )
    assert counted == found.waiting  # what is counted by hand in the evening
    mine = seen(office).person
    assert (mine.results, mine.to_send) == (person.results, person.to_send)


def test_that_a_person_with_two_results_of_one_case_has_both(office: Office) -> None:
    case = granted(office, "1")
    other = replace(THING, name="副本", number="蒙动防合字2026999号")
    office.do(case, RegisterResult(LICENCE, other, TODAY))
    assert len(seen(office).person.results) == 2


def test_that_a_receipt_and_an_id_find_all_of_this_person(office: Office) -> None:
    case = granted(office, "1")
    granted(office, "2")
    by_receipt = find_people(office.app, case.number)
    by_id = find_people(office.app, NUMBER)
    assert [one.key for one in by_receipt] == [one.key for one in by_id] == [NUMBER]
    found = seen(office)
    assert [o.name for o in found.offered if o.kind is ThingKind.RESULT] == [THING.name] * 2
    assert all("蒙动" in o.words and "***" in o.words for o in found.offered if o.kind is ThingKind.RESULT)
    assert any("还在办" in one.words for one in found.awaited)


# ── one proof, one transaction ────────────────────────────────────────────────────────────────────────


def test_that_a_paper_issued_before_eight_in_the_morning_says_the_day_of_the_hall(office: Office) -> None:
    office.at("2026-12-05", hour=7)  # still the fourth in Greenwich
    case = office.file(office.visit(answers=EXISTING))
    for paper in case.papers:
        office.take_out(case, paper)
    office.do(office.now(case), MarkPrinted(tuple(paper.id for paper in case.papers)))
    said = [one.words for one in seen(office).offered if one.case == case.id and one.kind is ThingKind.PAPER]
    assert said
    assert all(words.endswith("12月5日出具") for words in said)


def test_that_one_proof_covers_several_cases_and_the_hand_out_is_one_transaction(office: Office) -> None:
    one, two = granted(office, "1"), granted(office, "2")
    office.later(days=3)
    made = prepared(office)
    proofs = [p for c in (one, two) for p in office.now(c).papers if p.kind == PaperKind.PROOF_OF_DELIVERY]
    assert [p.id for p in proofs] == [made.paper]
    assert [c.state for case in (one, two) for c in office.now(case).certificates] == [
        CertificateState.HERE
    ] * 2
    holder = next(c for c in (one, two) if c.id == made.case)
    listed = [row for row in rows_of(office, holder, made.paper) if row[1:2] == (THING.name,)]
    assert [row[1:] for row in listed] == [
        (THING.name, "蒙动防合字2026001号", "正本、副本各1份"),
        (THING.name, "蒙动防合字2026002号", "正本、副本各1份"),
    ] or len(listed) == 2
    (who,) = [row[1] for row in rows_of(office, holder, made.paper) if row[0] == "领取人证件"]
    assert NUMBER not in who
    assert "本人" in who
    cases = recorded(office, made)
    assert len(cases) == 2
    assert {h.id for c in cases for h in c.hand_outs} == {made.hand_out}
    assert {h.proof for c in cases for h in c.hand_outs} == {made.paper}
    assert all(c.state is CertificateState.HANDED for case in cases for c in case.certificates)
    assert [p.reason for p in cases[0].presences][-1] is PresenceReason.PICK_UP
    assert cases[0].visits_made == 2
    assert not shelf(office.app).people
    assert not check(office.app.journal).faults  # type: ignore[arg-type]


def test_that_a_proof_that_was_signed_has_come_out(office: Office) -> None:
    case = granted(office, "1")
    made = prepared(office)
    office.write(case, PaperCopied(made.paper, made.number, 1, "printer"))
    office.write(case, PaperQueued(made.paper, made.number, 1, "窗口", "7"))
    first = next(one for one in possible(office.now(case), office.app.setting()) if one.kind is MarkPrinted)
    assert first.urgent

    def unprinted() -> bool:
        found = tasks(office.now(case), office.app.jurisdiction, office.app.calendar)
        return any(t.kind is TaskKind.UNPRINTED and t.paper == made.paper for t in found)

    assert unprinted()
    recorded(office, made)
    assert not unprinted()
    offered = possible(office.now(case), office.app.setting())
    assert not [one for one in offered if one.kind is MarkPrinted and one.urgent]
    today = entries_of_day(office.app.journal, civil_date(office.app.clock.read().at))
    (proofs,) = [one for one in series_of(office.app.journal, today) if "送达回证" in one.label]
    assert (proofs.count, proofs.unprinted) == (1, 0)


def test_that_nothing_is_recorded_on_a_proof_that_never_came_out(office: Office) -> None:
    granted(office)
    made = prepared(office)
    with pytest.raises(RuleRefused, match="还没有出过纸"):
        record_hand_out(office.app, made.case, made.hand_out, office.clerk)


def test_that_a_proof_which_nobody_signed_is_offered_again_or_void(office: Office) -> None:
    case = granted(office)
    made = prepared(office)
    (waiting,) = seen(office).waiting
    assert (waiting.id, waiting.proof) == (made.hand_out, made.paper)
    assert "已经出过送达回证" in refusal(office, HIMSELF)
    drop_hand_out(office.app, made.case, made.hand_out, office.clerk)
    proof = office.now(case).paper(made.paper)
    assert proof is not None
    assert not proof.stage.binding
    assert not seen(office).waiting
    recorded(office, prepared(office))
    assert office.now(case).certificates[0].state is CertificateState.HANDED


def test_that_a_proof_is_recorded_once(office: Office) -> None:
    granted(office)
    made = prepared(office)
    recorded(office, made)
    with pytest.raises(RuleRefused, match="已经登记领取"):
        recorded(office, made)


def test_that_the_applicant_may_take_only_a_part(office: Office) -> None:
    one, two = granted(office, "1"), granted(office, "2")
    chosen = [c for c in everything(seen(office), ThingKind.RESULT) if c.case == one.id]
    recorded(office, prepare_hand_out(office.app, chosen, HIMSELF, office.clerk))
    assert office.now(one).certificates[0].state is CertificateState.HANDED
    assert office.now(two).certificates[0].ready


def test_that_what_changed_since_it_was_seen_is_looked_at_again(office: Office) -> None:
    case = granted(office)
    chosen = everything(seen(office), ThingKind.RESULT)
    sending.call_collector(
        office.app, case.id, CallCollector(chosen[0].certificates, CallOutcome.REACHED), office.clerk
    )
    with pytest.raises(StaleBase):
        prepare_hand_out(office.app, chosen, HIMSELF, office.clerk)


def test_that_an_organ_that_has_not_entrusted_delivery_hands_out_itself(office: Office) -> None:
    granted(office)
    hall = office.app.hall
    without = tuple(replace(a, acts=a.acts - {Act.DELIVER}) for a in hall.agreements)
    office = replace(office, app=replace(office.app, hall=replace(hall, agreements=without)))
    (one,) = [o for o in seen(office).offered if o.kind is ThingKind.RESULT]
    assert "送达授权" in one.why_not
    with pytest.raises(RuleRefused, match="送达授权"):
        prepare_hand_out(
            office.app, [Chosen(one.case, seen(office).bases[one.case], (one.id,))], HIMSELF, office.clerk
        )


def test_that_the_act_on_one_case_gives_out_no_more_than_the_page_does(office: Office) -> None:
    """By 查件, ``case handed`` and act files: not offered, refused; what was given out before the end can be said."""
    case = granted(office)
    ids = tuple(one.id for one in case.certificates)
    office.later(days=2)
    today = civil_date(office.clock.at)
    act = HandOutResults(ids, today, CollectorKind.APPLICANT, "巴图吉雅", "居民身份证")
    assert HandOutResults in {one.kind for one in possible(case, office.app.setting())}
    hall, ended = office.app.hall, today - timedelta(days=1)
    over = tuple(replace(a, valid_until=ended) for a in hall.agreements)
    office = replace(office, app=replace(office.app, hall=replace(hall, agreements=over)))
    assert HandOutResults not in {one.kind for one in possible(case, office.app.setting())}
    with pytest.raises(RuleRefused, match="送达授权") as refused:
        office.do(case, act)
    assert refused.value.rule == "L13"
    assert office.do(case, replace(act, day=ended)).hand_outs


# ── who collects ──────────────────────────────────────────────────────────────────────────────────────


def test_that_somebody_with_another_number_is_not_the_applicant(office: Office) -> None:
    granted(office)
    other = replace(HIMSELF, id_number=NEIGHBOUR.id_number)
    assert "不一样" in refusal(office, other)
    assert "请扫领取人的身份证" in refusal(office, replace(HIMSELF, id_number=""))


def test_that_an_agent_needs_a_mandate_in_the_case(office: Office) -> None:
    granted(office)
    assert "没有登记代理人" in refusal(office, Collector(CollectorKind.AGENT, "那顺", "", NUMBER))


def test_that_an_agent_with_a_mandate_collects(office: Office) -> None:
    agent = Agent(Person("其木格", id_number=NEIGHBOUR.id_number), "代为领取")
    case = granted(office, applicant=replace(somebody(), agent=agent))
    assert seen(office).agent == "其木格"
    recorded(office, prepared(office, Collector(CollectorKind.AGENT, "", "", NEIGHBOUR.id_number)))
    (out,) = office.now(case).hand_outs
    assert (out.collector, out.name, out.visit) == (CollectorKind.AGENT, "其木格", True)


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"relation": ""}, "关系"), ({"id_number": ""}, "代收人的证件"), ({"name": ""}, "代收人的姓名")],
)
def test_that_a_proxy_says_who_he_is(office: Office, changes: dict[str, str], says: str) -> None:
    granted(office)
    assert says in refusal(office, replace(NEIGHBOUR, **changes))  # type: ignore[arg-type]


def test_that_a_proxys_number_is_kept_masked_and_the_applicant_was_not_here(office: Office) -> None:
    case = granted(office)
    office.later(days=1)
    recorded(office, prepared(office, NEIGHBOUR))
    (out,) = office.now(case).hand_outs
    assert (out.name, out.relation, out.masked_number) == ("其木格", "邻居", "999999********4560")
    assert office.now(case).visits_made == 1


def test_that_a_company_is_known_by_its_code(office: Office) -> None:
    company = Applicant(
        ApplicantKind.ORGANISATION, "内蒙古某某商贸有限公司", uscc="91152201MA0000000C", note="测试"
    )
    try:
        granted(office, applicant=company)
    except CounterError:
        pytest.skip("the sample code is refused")
    (one,) = shelf(office.app).people
    assert one.key == company.uscc


def test_that_the_proof_calls_the_guardian_of_a_child_no_applicant(office: Office) -> None:
    mother = Person("其木格", id_number=NEIGHBOUR.id_number)
    case = granted(office, applicant=replace(somebody(), guardian=Guardian(mother, "母亲")))
    made = prepared(office, replace(HIMSELF, id_number=NEIGHBOUR.id_number))
    (who,) = [row[1] for row in rows_of(office, case, made.paper) if row[0] == "领取人证件"]
    assert who.startswith("法定代理人 其木格")


def test_that_an_original_goes_back_on_the_same_sheet_where_it_is_chosen(office: Office) -> None:
    case = granted(office)
    originals = [o for o in seen(office).offered if o.kind is ThingKind.ORIGINAL]
    assert originals
    assert not any(o.preset for o in originals)
    found = seen(office)
    chosen = everything(found, ThingKind.RESULT, ThingKind.ORIGINAL)
    made = prepare_hand_out(office.app, chosen, HIMSELF, office.clerk)
    assert any(row[1] == originals[0].name for row in rows_of(office, case, made.paper))
    assert any(o.kind is ThingKind.ORIGINAL for o in seen(office).offered), "nothing was given yet"
    recorded(office, made)
    assert not [o for o in seen(office).offered if o.kind is ThingKind.ORIGINAL]
    assert office.now(case).custody[-1].paper == made.paper
