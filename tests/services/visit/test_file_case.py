"""Filing a visit: all of it or nothing, exactly what was assessed, and no personal data in the open."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from counter.domain.case.case import CaseState
from counter.domain.case.fold import fold
from counter.domain.errors import BadInput, RuleRefused, StaleBase, WorldTrouble
from counter.domain.journal.entries import canonical_bytes
from counter.domain.papers.parts.copies import sheet
from counter.domain.people.applicant import Agent, Guardian, Person
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState, Unasked
from counter.domain.visit.received import all_received
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Visit
from counter.services.context.app import AppContext
from counter.services.hall.station_log import log_view
from counter.services.papers.copy_paper import copy_paper
from counter.services.visit.file_case import Filed, file_case, open_cases_like
from tests.builders import first_answer
from tests.domain.visit.test_assess import RESTAURANT
from tests.foreign import foreign
from tests.settings import somebody
from tests.writing_beside import may_write


def complete(app: AppContext, visit: Visit = RESTAURANT) -> Visit:
    checklist = assess(app.setting(), visit).checklist
    return replace(visit, brought=all_received(checklist, visit.brought), begun_at=None)


def file(
    app: AppContext, visit: Visit, decision: FilingMode = FilingMode.DECIDE, draft: str | None = None
) -> Filed:
    clerk = next(s for s in app.journal.staff() if s.code == "W01")
    return file_case(
        app.journal, app.projector, app.setting(), visit, clerk=clerk, decision=decision, draft=draft
    )


def test_that_what_was_assessed_is_what_is_filed(app: AppContext) -> None:
    visit = complete(app)
    found = assess(app.setting(), visit)
    filed = file(app, visit)
    assert {i.asked.id: i.outcome for i in filed.case.items} == {v.item: v.outcome for v in found.verdicts}
    assert [p.document.kind for p in filed.papers] == [p.kind for p in found.plan]
    assert filed.case.state is CaseState.ACCEPTED


def test_that_the_case_read_back_is_the_case_that_was_filed(app: AppContext) -> None:
    filed = file(app, complete(app))
    row = app.journal.case_row(filed.case.number)
    assert row is not None
    assert fold(app.journal.entries(row.case)) == filed.case


def answered(app: AppContext, bundle: int) -> Visit:
    """Every question of a bundle answered by its first option, everything brought."""
    visit = replace(RESTAURANT, bundle=bundle, answers={}, brought={})
    while unanswered := [q for q in assess(app.setting(), visit).asked if not q.chosen]:
        visit = replace(visit, answers={**visit.answers, **{q.id: first_answer(q) for q in unanswered}})
    return complete(app, visit)


def test_that_of_every_bundle_the_case_read_back_is_the_case_that_was_filed(app: AppContext) -> None:
    """Filing goes on with the records it wrote; whoever opens the case later has them from their bytes."""
    filed = []
    for bundle in app.guide.bundles:
        visit = replace(answered(app, bundle), said=None)
        if not assess(app.setting(), visit).keep_obstacles:
            filed.append(file(app, visit, FilingMode.KEEP).case)
    assert len(filed) > len(app.guide.bundles) * 0.9
    for case in filed:
        read_back = fold(app.journal.entries(case.id))
        assert read_back is not None
        assert read_back == case
        assert repr(read_back.opened) == repr(case.opened)


def test_that_keeping_takes_in_everything_and_decides_nothing(app: AppContext) -> None:
    filed = file(app, complete(app), FilingMode.KEEP)
    assert filed.case.state is CaseState.RECEIVED
    assert {p.document.title for p in filed.papers} == {"收件凭证"}
    assert {i.outcome for i in filed.case.items} == {Outcome.RECEIVED, Outcome.WAIT}
    assert not any(i.decided for i in filed.case.items)


def test_that_numbers_follow_each_other_without_holes(app: AppContext) -> None:
    first = file(app, complete(app))
    second = file(
        app,
        complete(app, replace(RESTAURANT, applicant=somebody(name="图雅", id_number="999999198502024569"))),
        FilingMode.KEEP,
    )
    assert int(second.case.number[-5:-1]) == int(first.case.number[-5:-1]) + 1


def test_that_a_refused_filing_uses_no_number_and_leaves_no_entry(app: AppContext) -> None:
    with pytest.raises(RuleRefused):
        file(app, RESTAURANT)
    filed = file(app, complete(app))
    assert filed.case.number[-5:-1] == "0001"


def test_that_a_second_open_case_of_the_same_person_needs_a_reason_in_words(app: AppContext) -> None:
    visit = complete(app)
    kept = file(app, visit, FilingMode.KEEP)
    assert [c.number for c in open_cases_like(app.journal, visit)] == [kept.case.number]
    with pytest.raises(RuleRefused) as refused:
        file(app, visit)
    assert refused.value.rule == "duplicate"
    again = file(app, replace(visit, duplicate_reason="另一处店面"))
    assert again.case.opened.duplicate
    assert again.case.duplicate_reason == "另一处店面"


@pytest.mark.parametrize("first", ["", "999999199001011238"])
def test_that_who_came_once_without_the_card_is_known_again(app: AppContext, first: str) -> None:
    """In the morning without the card, an hour later with it, or the other way round: one and the same person."""
    second = "" if first else "999999199001011238"
    kept = file(app, replace(complete(app), applicant=somebody(id_number=first)), FilingMode.KEEP)
    again = replace(complete(app), applicant=somebody(id_number=second))
    assert [c.number for c in open_cases_like(app.journal, again)] == [kept.case.number]
    with pytest.raises(RuleRefused) as refused:
        file(app, again, FilingMode.KEEP)
    assert refused.value.rule == "duplicate"


def test_that_a_namesake_with_a_number_of_his_own_is_no_duplicate(app: AppContext) -> None:
    file(app, complete(app), FilingMode.KEEP)
    namesake = replace(complete(app), applicant=somebody(id_number="999999198502024569"))
    assert not open_cases_like(app.journal, namesake)


def test_that_another_person_is_no_duplicate(app: AppContext) -> None:
    file(app, complete(app))
    other = replace(RESTAURANT, applicant=somebody(name="图雅", id_number="999999198502024569"))
    assert not open_cases_like(app.journal, complete(app, other))


def test_that_nothing_personal_stands_in_the_open_payload(app: AppContext) -> None:
    visit = complete(app)
    noted = {**visit.brought, "floor_plan": Brought(MaterialState.DEFECTIVE, note="巴图吉雅没有签名")}
    filed = file(app, replace(visit, brought=noted))
    open_text = b"".join(e.payload for e in app.journal.entries(filed.case.id)).decode()
    for word in ("巴图吉雅", "999999199001011238", "10000005678"):
        assert word not in open_text


def test_that_the_entry_keeps_the_digest_of_the_very_paper(app: AppContext) -> None:
    import hashlib

    filed = file(app, complete(app))
    issued = [e for e in app.journal.entries(filed.case.id) if e.kind == "paper.issued"]
    for entry in issued:
        assert entry.personal is not None
        exact = canonical_bytes(entry.personal["document"])
        assert json.loads(entry.payload)["digest"] == hashlib.sha256(exact).hexdigest()


def test_that_every_sheet_that_leaves_is_counted_and_a_further_one_says_reprint(app: AppContext) -> None:
    filed = file(app, complete(app))
    paper = filed.papers[0]

    def copy() -> int:
        sheet = copy_paper(
            app.journal, app.projector, app.papers, case_id=filed.case.id, wanted=paper.id, clerk="W01"
        )
        assert sheet.pdf.startswith(b"%PDF")
        return sheet.copy

    assert [copy(), copy(), copy()] == [1, 2, 3]
    row = next(p for p in app.journal.papers_of(filed.case.id) if p.paper == paper.id)
    assert row.copies == 3
    marks = [sheet(paper.document, n, "W01", filed.case.opened_at).copy_text for n in (1, 2, 3)]
    assert "申请人" in marks[0]
    assert "存档" in marks[1]
    assert marks[2].startswith("重打第1次")


def test_that_no_act_waits_for_a_stick_on_which_a_paper_is_saved(app: AppContext) -> None:
    filed = file(app, complete(app))
    free: list[bool] = []
    copy_paper(
        app.journal,
        app.projector,
        app.papers,
        case_id=filed.case.id,
        wanted=filed.papers[0].id,
        clerk="W01",
        keep=lambda _: free.append(may_write(app)),
    )
    assert free == [True]


def test_that_a_forgotten_persons_paper_can_not_be_printed_again(app: AppContext) -> None:
    filed = file(app, complete(app))
    app.journal.forget(filed.case.id, actor="S01", reason="保存期满")
    case = fold(app.journal.entries(filed.case.id))
    assert case is not None
    assert case.forgotten
    assert case.applicant is None
    with pytest.raises(WorldTrouble):
        copy_paper(
            app.journal,
            app.projector,
            app.papers,
            case_id=filed.case.id,
            wanted=filed.papers[0].id,
            clerk="W01",
        )


def test_that_an_act_on_a_case_that_changed_meanwhile_is_refused(app: AppContext) -> None:

    filed = file(app, complete(app))
    with pytest.raises(StaleBase), app.journal.transaction() as tx:
        tx.append(foreign("paper.copied", filed.case.id, {}, previous="somebody saw less"), actor="W02")


def test_that_looking_at_full_personal_data_is_an_entry(app: AppContext) -> None:
    filed = file(app, complete(app))
    log_view(app.journal, case_id=filed.case.id, clerk="W02")
    case = fold(app.journal.entries(filed.case.id))
    assert case is not None
    assert (case.history[-1].actor, case.history[-1].text) == ("W02", "查看了完整的个人信息")
    assert not case.needs_upgrade


@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\u3164", "\u2800", "\u00a0"])
def test_that_no_word_of_a_visit_is_filed_with_what_nobody_sees(app: AppContext, char: str) -> None:
    """The service itself refuses, whichever door the visit came through."""
    visit = complete(app)
    known, hidden = somebody(), f"张{char}三"
    noted = {**visit.brought, "floor_plan": Brought(MaterialState.DEFECTIVE, note=f"没有{char}签名")}
    for changed, field in (
        (replace(visit, brought=noted), "materials.floor_plan.note"),
        (replace(visit, duplicate_reason=hidden), "duplicate_reason"),
        (replace(visit, applicant=replace(known, note=hidden)), "note"),
        (replace(visit, applicant=replace(known, agent=Agent(Person(hidden)))), "agent.name"),
        (replace(visit, applicant=replace(known, agent=Agent(Person("张三"), hidden))), "agent.scope"),
        (
            replace(visit, applicant=replace(known, guardian=Guardian(Person("张三"), hidden))),
            "guardian.relation",
        ),
    ):
        with pytest.raises(BadInput, match=f"U\\+{ord(char):04X}") as refused:
            file(app, changed, FilingMode.KEEP)
        assert refused.value.field == field


def test_that_a_mongolian_name_is_filed_as_it_is_written(app: AppContext) -> None:
    visit = complete(app, replace(RESTAURANT, applicant=somebody(name="ᠠᠯᠲᠠᠨ\u180eᠠ")))
    assert file(app, visit, FilingMode.KEEP).case.applicant.name == "ᠠᠯᠲᠠᠨ\u180eᠠ"


def test_that_nothing_is_filed_while_a_paper_that_is_not_asked_for_lies_here(app: AppContext) -> None:
    back = {"sign_photo": Unasked("门面照片", Brought(MaterialState.RECEIVED, copies=2))}
    for decision in FilingMode:
        with pytest.raises(RuleRefused) as refused:
            file(app, replace(complete(app), unasked=back), decision)
        assert refused.value.field == "unasked"
        assert "“门面照片”" in refused.value.sentence


def test_that_a_return_at_the_window_is_recorded_and_told(app: AppContext) -> None:
    back = {"sign_photo": Unasked("门面照片", Brought(MaterialState.RECEIVED, copies=2), returned=True)}
    filed = file(app, replace(complete(app), unasked=back))
    entry = next(e for e in app.journal.entries(filed.case.id) if e.kind == "materials.received")
    assert entry.read()["returned"] == [{"line": "sign_photo", "name": "门面照片", "copies": 2}]
    told = next(h.text for h in filed.case.history if h.kind == "materials.received")
    assert told.endswith("；当场退还 1 份（情形改过，不再要）：门面照片")
    assert "sign_photo" not in filed.case.brought
    plain = file(app, replace(complete(app), duplicate_reason="另一处"))
    bare = next(e for e in app.journal.entries(plain.case.id) if e.kind == "materials.received")
    assert set(bare.read()) == {"lines"}  # what has nothing to say there keeps its bytes


def test_that_the_name_of_what_went_back_holds_nothing_unseen(app: AppContext) -> None:
    back = {"x": Unasked("门面\u202e照片", Brought(MaterialState.RECEIVED), returned=True)}
    with pytest.raises(BadInput) as refused:
        file(app, replace(complete(app), unasked=back))
    assert refused.value.field == "unasked.x"
