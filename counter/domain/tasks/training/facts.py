"""What is looked at in a trainee's visit: each fact is read from the folded case, never from words on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from counter.domain.case.case import Case
from counter.domain.case.item_events import Result
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.tasks.training.plan import LessonPlan
from counter.domain.visit.originals import unseen

NONE, MANY = "none", "many"
"""Findings: nothing of the kind, more than one."""

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class LessonEvidence:
    """What a trainee left behind. ``cases``: of this attempt's people, oldest first; ``applicant``: as the lesson set
    him; ``cut_at``: when the program was ended hard, None where it was not.
    """

    plan: LessonPlan
    applicant: Applicant
    cases: tuple[Case, ...]
    cut_at: datetime | None = None

    @property
    def case(self) -> Case | None:
        """The visit that is checked: the last one."""
        return self.cases[-1] if self.cases else None


@dataclass(frozen=True, slots=True)
class FactFound:
    """What a fact came to: ``value``, compared with what the lesson wants, and in ``words``."""

    value: str
    words: str


Fact = Callable[[Case, LessonEvidence, str], FactFound]


def visits(evidence: LessonEvidence) -> FactFound:
    """How many visits were filed for this attempt's applicant: 0, 1 or ``many``."""
    count = len(evidence.cases)
    if count > 1:
        numbers = "、".join(case.number for case in evidence.cases)
        return FactFound(MANY, f"登记了{count}件：{numbers}")
    return FactFound(str(count), f"登记了{count}件")


def _bundle(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    same = case.opened.bundle == evidence.plan.bundle
    return FactFound(YES if same else NO, f"登记的是“{case.opened.bundle_name}”")


def _answers(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    """Whether the situation was answered as told; a question not asked at the window counts for nothing."""
    told = evidence.plan.answers
    other = [a for a in case.opened.answers if a.question in told and set(a.options) != set(told[a.question])]
    if not other:
        return FactFound(YES, "情形和申请人说的一样")
    return FactFound(NO, "；".join(f"“{a.text}”登记成“{'、'.join(a.labels)}”" for a in other))


def _applicant(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    who = case.applicant
    if (
        who is None
        or who.kind is not ApplicantKind.PERSON
        or who.person is None
        or evidence.applicant.person is None
    ):
        return FactFound(NO, "申请人登记得不一样")
    if who.person.id_number != evidence.applicant.person.id_number:
        return FactFound(NO, f"申请人登记的是{who.name}")
    return FactFound(YES, f"申请人是{who.name}")


def _item(case: Case, evidence: LessonEvidence, of: str) -> FactFound:
    """State of the item looked at; ``of`` = earlier: the first of those it waits for that is not finished; = every:
    the first that is still in this window's hands.
    """
    if of == "earlier":
        items = [i for i in map(case.item, evidence.plan.earlier) if i is not None]
        one = next(
            (i for i in items if not (i.state.accepted or i.state.finished)), items[0] if items else None
        )
    elif of == "every":
        one = next((i for i in case.items if i.state.open_here), case.items[0] if case.items else None)
    else:
        one = case.item(evidence.plan.item)
    if one is None:
        return FactFound(NONE, "这件里没有要办的事项")
    return FactFound(one.state.value, f"“{one.asked.name}”：{one.state.label}")


def _lines(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    """How the paper that the applicant lacks was recorded."""
    line = next((x for x in case.lines if x.id in evidence.plan.lines), None)
    if line is None:
        return FactFound(NONE, "清单里没有这份材料")
    from counter.domain.visit.received import STATE_WORDS

    state = case.brought_of(line).state
    return FactFound(state.value, f"“{line.name}”登记成“{STATE_WORDS[state]}”")


def _originals(case: Case, _evidence: LessonEvidence, _of: str) -> FactFound:
    """Whether every original that has to be looked at was."""
    left = unseen(case.lines, case.brought)
    if not left:
        return FactFound(YES, "原件都核对过")
    return FactFound(NO, f"没有记原件已核对：{'、'.join(line.name for line in left[:3])}")


def _notices(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    """How many correction notices the item looked at had."""
    item = case.item(evidence.plan.item)
    count = 0 if item is None else len(item.told)
    return FactFound(str(count), f"告知补正{count}次")


def _paper(case: Case, _evidence: LessonEvidence, of: str) -> FactFound:
    """How many binding papers of kind ``of`` were issued: 0, 1 or ``many``."""
    count = sum(paper.kind == of and paper.stage.binding for paper in case.papers)
    return FactFound(str(count) if count < 2 else MANY, f"出了{count}份")


def _signed(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    """Who signed the pledge for the item looked at."""
    pledge = next((p for p in case.pledges if evidence.plan.item in p.items), None)
    if pledge is None:
        return FactFound(NONE, "没有登记承诺书已签")
    return FactFound(pledge.signer.value, f"承诺书由{pledge.name or '申请人'}签")


def _agent(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    who, told = case.applicant, evidence.applicant.agent
    if told is None or who is None:
        return FactFound(NONE, "没有代理人")
    if who.agent is None:
        same = who.person is not None and who.person.id_number == told.person.id_number
        return FactFound(
            "as_applicant" if same else NONE, "把代理人登记成了申请人" if same else "没有登记代理人"
        )
    if not who.agent.scope.strip():
        return FactFound("no_scope", "没有写委托范围")
    return FactFound(YES, f"代理人{who.agent.person.name}，委托范围：{who.agent.scope}")


def _guardian(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    who, told = case.applicant, evidence.applicant.guardian
    if told is None or who is None:
        return FactFound(NONE, "没有法定代理人")
    if who.guardian is not None:
        missing = not who.guardian.relation.strip()
        return FactFound("no_relation" if missing else YES, f"法定代理人{who.guardian.person.name}")
    if who.agent is not None:
        return FactFound("as_agent", "登记成了委托代理人")
    same = who.person is not None and who.person.id_number == told.person.id_number
    return FactFound(
        "as_applicant" if same else NONE, "把家长登记成了申请人" if same else "没有登记法定代理人"
    )


def _insisted(case: Case, _evidence: LessonEvidence, _of: str) -> FactFound:
    return (
        FactFound(YES, "登记了申请人坚持提交")
        if case.opened.insisted
        else FactFound(NO, "没有登记申请人坚持提交")
    )


def _result(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    item = case.item(evidence.plan.item)
    if item is None or item.conclusion is None:
        return FactFound(NONE, "没有登记结果")
    if item.conclusion.result is not Result.GRANTED:
        return FactFound(item.conclusion.result.value, "登记的结果不是准予")
    if not item.conclusion.certificate.strip():
        return FactFound("no_certificate", "没有登记证照编号")
    return FactFound(YES, "登记了结果和证照编号")


def _served(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    """Whether a paper of the item looked at was served, and signed for."""
    mine = [p for p in case.papers if evidence.plan.item in p.items and p.serving is not None]
    if not mine:
        return FactFound(NONE, "没有登记送达")
    declined = all(p.serving is not None and p.serving.declined for p in mine)
    return FactFound("declined" if declined else YES, "登记成拒签" if declined else "文书已经签收")


def _supplemented(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    """Whether the item went on on the same case after the missing paper was brought."""
    item = case.item(evidence.plan.item)
    if item is None or item.brought_at is None:
        return FactFound(NO, "这件上没有登记补交")
    return FactFound(YES, "补交登记在原来的一件上")


def _interrupted(case: Case, evidence: LessonEvidence, _of: str) -> FactFound:
    """Whether the visit was begun before the cut and finished after it."""
    if evidence.cut_at is None:
        return FactFound(NONE, "程序没有中断过")
    if case.opened_at < evidence.cut_at:
        return FactFound("filed_before", "断电以前已经登记完了")
    if case.opened.begun_at >= evidence.cut_at:
        return FactFound("anew", "断电以后从头开始登记")
    return FactFound(YES, "断电以前开始，断电以后接着办完")


FACTS: Mapping[str, Fact] = {
    "bundle": _bundle,
    "answers": _answers,
    "applicant": _applicant,
    "item": _item,
    "lacking": _lines,
    "originals": _originals,
    "notices": _notices,
    "paper": _paper,
    "pledge": _signed,
    "agent": _agent,
    "guardian": _guardian,
    "insisted": _insisted,
    "result": _result,
    "served": _served,
    "supplemented": _supplemented,
    "interrupted": _interrupted,
}
"""What a lesson may expect of the case, by name; ``visits`` is asked of every lesson."""
