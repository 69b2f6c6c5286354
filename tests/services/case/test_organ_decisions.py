"""Who confirmed for the organ, by own PIN or by its signed paper; and what it signed against a rule (L5, L6, L8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter.domain.case.acts.acts import Conclude, Deem, Propose, TakeNote
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.domain.case.item_events import Cause, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import Ground, KnownBy
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.tasks.task import TaskKind
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.perform import perform
from counter.services.hall.staff import add_staff
from counter.services.tasks.list_tasks import list_tasks
from tests.services.case.test_lawful_acts import gapped, told
from tests.services.office import (
    SIGNER,
    SUPERVISOR,
    TOLD,
    Office,
    by_paper,
    item,
    named,
    office_on,
    papers,
)
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE

TODAY = date(2026, 11, 20)
PIN = "1357"
IN_PERSON: dict[str, Any] = {"representative": "R02", "pin": PIN, "recourse": TOLD}
INCOMPLETE: dict[str, Any] = {
    "document": "乌农不许〔2026〕1号",
    "signer": SIGNER,
    "ground": Ground.INCOMPLETE,
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        person(opened, "R02", "娜仁花", "农牧局")
        yield opened


def person(
    office: Office, code: str, name: str, organ: str, role: str = "representative", pin: str = PIN
) -> None:
    """Somebody more on the hall's list."""
    add_staff(office.app.journal, code=code, name=name, role=role, pin=pin, actor="S01", organ=organ)


def accepted(office: Office) -> Case:
    return office.file(office.visit(answers=EXISTING))


def drafted(office: Office) -> tuple[Case, str]:
    """A case whose licence is drafted as not granted, and the draft."""
    case = office.do(accepted(office), Propose(LICENCE, Cause.NEGATIVE_RESULT, "现场不符合防疫条件"))
    return case, papers(case, PaperKind.REJECTION)[0].id


def hall_recourse(case: Case, kind: str) -> str:
    """The story's line of that kind."""
    return next(line.text for line in reversed(case.history) if line.kind == kind)


def text_of(case: Case, kind: PaperKind) -> str:
    """Everything the last paper of that kind says."""
    return str(papers(case, kind)[-1].content)


# ── who confirmed ─────────────────────────────────────────────────────────────────────────────────────


def test_that_the_representative_confirms_by_the_own_pin_and_paper_and_story_say_so(office: Office) -> None:
    case, draft = drafted(office)
    case = office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **IN_PERSON))
    conclusion = item(case, LICENCE).conclusion
    assert conclusion is not None
    assert (conclusion.by, conclusion.known_by, conclusion.against) == ("娜仁花", KnownBy.PIN, ())
    assert "首席代表娜仁花以本人口令确认" in hall_recourse(case, "item.concluded")
    assert "首席代表娜仁花于2026年11月20日以本人口令确认" in text_of(case, PaperKind.REJECTION)
    assert PIN not in str(case)


def test_that_a_signed_paper_confirms_and_paper_and_story_name_it(office: Office) -> None:
    case, draft = drafted(office)
    case = office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **by_paper(TODAY)))
    assert item(case, LICENCE).conclusion.known_by is KnownBy.PAPER  # type: ignore[union-attr]
    words = hall_recourse(case, "item.concluded")
    assert "按机关签发的文书登记：乌农批〔2026〕3号，2026年11月20日，签发人那顺" in words
    paper = text_of(case, PaperKind.REJECTION)
    assert "农牧局签发的文书（乌农批〔2026〕3号，2026年11月20日，签发人那顺）登记确认" in paper
    assert "口令" not in paper


def test_that_a_confirmed_draft_bears_the_day_it_is_confirmed_on(office: Office) -> None:
    case, draft = drafted(office)
    office.later(days=1)
    with pytest.raises(BadInput, match="就是文书出具的今天"):
        office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **IN_PERSON))


def test_that_nobody_confirms_with_a_pin_that_is_not_the_own(office: Office) -> None:
    case, draft = drafted(office)
    for _ in range(5):
        with pytest.raises(RuleRefused) as wrong:
            office.do(
                case,
                Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **{**IN_PERSON, "pin": "0000"}),
            )
        assert (wrong.value.rule, wrong.value.field) == ("duty", "pin")
    with pytest.raises(RuleRefused, match="输错太多次"):  # locked as everywhere, even with the right one
        office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **IN_PERSON))
    assert item(case, LICENCE).state is ItemState.ACCEPTED


@pytest.mark.parametrize(
    ("code", "name", "organ", "role"),
    [
        ("R09", "哈斯巴根", "市场监督管理局", "representative"),
        ("S01", "苏日娜", "", "supervisor"),
        ("W01", "阿木古郎", "", "clerk"),
        ("R03", "阿木古郎", "农牧局", "representative"),  # the clerk under another code
    ],
)
def test_that_only_the_organs_own_representative_confirms_and_never_the_clerk(
    office: Office, code: str, name: str, organ: str, role: str
) -> None:
    case, draft = drafted(office)
    person(office, code, name, organ, role)
    with pytest.raises(RuleRefused) as refused:
        office.do(
            case,
            Conclude(
                LICENCE, Result.REJECTED, TODAY, confirms=draft, **{**IN_PERSON, "representative": code}
            ),
        )
    assert (refused.value.rule, refused.value.field) == ("L8", "representative")


def test_that_who_drafted_does_not_confirm_after_a_change_of_role(office: Office) -> None:
    case, draft = drafted(office)
    person(office, "W02", "乌日娜", "", "clerk", "2345")
    other = next(s for s in office.app.journal.staff() if s.code == "W02")
    person(office, "W01", "阿木古郎", "农牧局")
    act = Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **{**IN_PERSON, "representative": "W01"})
    with pytest.raises(RuleRefused, match="不能自己确认"):
        perform(office.app, case.id, act, other)


def test_that_a_signer_without_pin_confirms_nothing_in_person(office: Office) -> None:
    case, draft = drafted(office)
    for pin in ("", "1234"):
        act = Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, representative=SIGNER, pin=pin)
        with pytest.raises(RuleRefused) as refused:
            office.do(case, act)
        assert refused.value.rule == "duty"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"signer": ""}, "signer"),
        ({"signer": "Q02"}, "signer"),
        ({"document": ""}, "document"),
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": date(2026, 11, 19)}, "signed_on"),  # before it was drafted
        ({"signed_on": date(2026, 11, 21)}, "signed_on"),
        ({"by": "那顺"}, "by"),
        ({"ground": Ground.INCOMPLETE}, "ground"),
        (IN_PERSON, "signer"),  # one way, not both
    ],
)
def test_that_a_signed_paper_has_number_day_and_a_signer_on_the_list(
    office: Office, change: dict[str, Any], field: str
) -> None:
    case, draft = drafted(office)
    with pytest.raises(BadInput) as refused:
        office.do(
            case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **{**by_paper(TODAY), **change})
        )
    assert refused.value.field == field


def test_that_a_pin_is_no_writing_where_nothing_was_drafted(office: Office) -> None:
    with pytest.raises(BadInput) as refused:
        office.do(accepted(office), Conclude(LICENCE, Result.REJECTED, TODAY, **named(**IN_PERSON)))
    assert refused.value.field == "representative"


def test_that_an_organ_without_anybody_listed_is_told_how(office: Office) -> None:
    case = accepted(office)
    with pytest.raises(BadInput, match="先在登记册的“人员”里登记"):
        office.do(case, Conclude("signboard", Result.REJECTED, TODAY, **named()))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("signer", ""),
        ("signer", "W01"),
        ("signer", "Q02"),  # of another organ
        ("document", ""),
        ("ground", None),
        ("note", " "),
        ("basis", ""),
        ("by", "王代表"),  # written by hand
    ],
)
def test_that_an_adverse_result_names_ground_writing_and_a_signer_on_the_list(
    office: Office, field: str, value: object
) -> None:
    case = accepted(office)
    with pytest.raises(BadInput) as refused:
        office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, **named(**{field: value})))
    assert refused.value.field == field
    after = office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, **named()))
    conclusion = item(after, LICENCE).conclusion
    assert conclusion is not None
    assert (conclusion.by, conclusion.known_by, conclusion.against) == ("那顺", KnownBy.PAPER, ())
    assert after.history[-1].kind == "item.ended" or "签发人那顺" in after.history[-1].text


def test_that_a_confirmed_draft_bears_the_day_on_which_it_becomes_a_decision(office: Office) -> None:
    case = accepted(office)
    office.at("2026-12-01")
    case = office.do(case, Propose(LICENCE, Cause.NEGATIVE_RESULT, "现场不符合防疫条件"))
    draft = papers(case, PaperKind.REJECTION)[0].id
    yesterday = date(2026, 11, 30)
    with pytest.raises(BadInput):
        office.do(case, Conclude(LICENCE, Result.REJECTED, yesterday, confirms=draft, **by_paper(yesterday)))


# ── not before its day; what was signed all the same ──────────────────────────────────────────────────


def noted_tasks(office: Office) -> list[str]:
    """What the supervisor has to read."""
    return [v.words for v in list_tasks(office.app, kinds=(TaskKind.AGAINST,))]


def test_that_no_draft_and_no_recording_says_incomplete_before_the_day(office: Office) -> None:
    case = gapped(office)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, **INCOMPLETE))
    assert (refused.value.rule, refused.value.field) == ("L5", "result")
    with pytest.raises(BadInput) as bare:  # a negative result while the paper may still come
        office.do(case, Propose(LICENCE, Cause.NEGATIVE_RESULT, "现场不符合防疫条件"))
    assert bare.value.field == "basis"
    with pytest.raises(RuleRefused) as other:
        office.do(case, Propose(LICENCE, Cause.NEGATIVE_RESULT, "人员信息没有补齐", "《动物防疫法》"))
    assert other.value.rule == "L5"
    drafted = office.do(
        case, Propose(LICENCE, Cause.NEGATIVE_RESULT, "现场不符合防疫条件", "《动物防疫法》第二十四条")
    )
    proposal = item(drafted, LICENCE).proposal
    assert proposal is not None
    assert "《动物防疫法》第二十四条" in text_of(drafted, PaperKind.REJECTION)
    done = office.do(drafted, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=proposal.paper, **IN_PERSON))
    assert item(done, LICENCE).conclusion.ground is Ground.OTHER  # type: ignore[union-attr]


def test_that_a_correction_is_not_refused_before_its_day_and_is_after(office: Office) -> None:
    case = told(office)
    due = item(case, LICENCE).due
    assert due is not None
    office.at(due.day.isoformat())
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Conclude(LICENCE, Result.REFUSED, due.day, **INCOMPLETE))
    assert refused.value.rule == "L5"
    office.later(days=1)
    after = office.do(case, Conclude(LICENCE, Result.REFUSED, office.app.setting().now.date(), **INCOMPLETE))
    conclusion = item(after, LICENCE).conclusion
    assert conclusion is not None
    assert (conclusion.ground, conclusion.against) == (Ground.INCOMPLETE, ())
    assert noted_tasks(office) == []


def test_that_what_the_organ_signed_against_a_rule_is_recorded_marked_and_told_to_the_supervisor(
    office: Office,
) -> None:
    case = gapped(office)
    incomplete = Conclude(LICENCE, Result.REJECTED, TODAY, as_issued=True, **INCOMPLETE)
    for lacking, field in (({"document": ""}, "document"), ({"signer": ""}, "signer")):
        with pytest.raises(BadInput) as refused:  # only with complete particulars
            office.do(case, replace(incomplete, **lacking))
        assert refused.value.field == field
    case = office.do(case, incomplete)
    found = item(case, LICENCE)
    assert found.state is ItemState.REJECTED
    assert [b.rule for b in found.conclusion.against] == ["L5"]  # type: ignore[union-attr]
    assert "与规则不符：“动物防疫条件合格证核发”的补交期限（" in hall_recourse(case, "item.concluded")
    (words,) = noted_tasks(office)
    assert "值班负责人阅" in words
    offers = {o.kind: o for o in possible(case, office.app.setting())}
    assert offers[TakeNote].items == (LICENCE,)

    with pytest.raises(RuleRefused) as clerk:
        office.do(case, TakeNote(LICENCE, "已告知机关", Consent("W01", "1234")))
    assert clerk.value.rule == "duty"
    with pytest.raises(BadInput):
        office.do(case, TakeNote(LICENCE, " ", SUPERVISOR))
    case = office.do(case, TakeNote(LICENCE, "已电话告知农牧局法规科", SUPERVISOR))
    assert item(case, LICENCE).conclusion.noted  # type: ignore[union-attr]
    assert noted_tasks(office) == []
    with pytest.raises(RuleRefused):  # once
        office.do(case, TakeNote(LICENCE, "又一次", SUPERVISOR))
    assert TakeNote not in {o.kind for o in possible(case, office.app.setting())}


def test_that_a_signed_refusal_after_silence_accepted_is_a_fact_and_no_rule(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-11-30")
    today = date(2026, 11, 30)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Conclude(LICENCE, Result.REFUSED, today, **named()))
    assert refused.value.rule == "L6"
    assert LICENCE not in {
        i for o in possible(case, office.app.setting()) if o.kind is Conclude for i in o.items
    }
    deemed = office.do(case, Deem())
    with pytest.raises(RuleRefused) as still:
        office.do(deemed, Conclude(LICENCE, Result.REFUSED, today, **named()))
    assert still.value.rule == "L6"
    signed = office.do(deemed, Conclude(LICENCE, Result.REFUSED, today, **named(as_issued=True)))
    assert item(signed, LICENCE).state is ItemState.REFUSED
    assert [b.rule for b in item(signed, LICENCE).conclusion.against] == ["L6"]  # type: ignore[union-attr]
    assert noted_tasks(office)


def test_that_a_second_decision_of_the_organ_is_recorded_and_marked(office: Office) -> None:
    case = office.do(accepted(office), Conclude(LICENCE, Result.REJECTED, TODAY, **named()))
    second = Conclude(LICENCE, Result.REVOKED, TODAY, **named(document="乌农撤〔2026〕1号"))
    with pytest.raises(RuleRefused):
        office.do(case, second)
    after = office.do(case, replace(second, as_issued=True))
    assert [b.rule for b in item(after, LICENCE).conclusion.against] == ["L8"]  # type: ignore[union-attr]


def test_that_a_draft_of_ours_is_never_confirmed_against_a_rule(office: Office) -> None:
    case, draft = drafted(office)
    act = Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, as_issued=True, **IN_PERSON)
    with pytest.raises(BadInput) as refused:
        office.do(case, act)
    assert refused.value.field == "confirms"


@pytest.mark.parametrize(
    "more",
    [{"as_issued": True}, IN_PERSON, {"ground": Ground.OTHER}, {"signed_on": TODAY}, {"basis": "某法"}],
)
def test_that_a_grant_says_nothing_that_only_an_adverse_decision_says(
    office: Office, more: dict[str, Any]
) -> None:
    with pytest.raises(BadInput) as refused:
        office.do(accepted(office), Conclude(LICENCE, Result.GRANTED, TODAY, "乌农许〔2026〕1号", **more))
    assert refused.value.field == "result"


def test_that_what_keeps_every_rule_bears_no_mark_even_when_said_to_be_signed(office: Office) -> None:
    case = office.do(accepted(office), Conclude(LICENCE, Result.REJECTED, TODAY, **named(as_issued=True)))
    assert item(case, LICENCE).conclusion.against == ()  # type: ignore[union-attr]
    assert noted_tasks(office) == []


def test_that_an_organ_that_tells_itself_names_its_notice(office: Office) -> None:
    hall = replace(office.app.hall, agreements=())
    elsewhere = replace(office, app=replace(office.app, hall=hall))
    case = elsewhere.file(elsewhere.visit(answers=EXISTING))
    assert item(case, LICENCE).state is ItemState.RECEIVED
    office.at("2027-01-20")
    day = date(2027, 1, 20)
    with pytest.raises(BadInput) as refused:
        elsewhere.do(case, Conclude(LICENCE, Result.REFUSED, day, **INCOMPLETE))
    assert refused.value.field == "basis"
    basis = "乌农补〔2026〕2号补正通知，期限至2026年12月10日"
    after = elsewhere.do(case, Conclude(LICENCE, Result.REFUSED, day, basis=basis, **INCOMPLETE))
    assert item(after, LICENCE).conclusion.against == ()  # type: ignore[union-attr]
