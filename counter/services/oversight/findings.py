"""Findings of a review: a case of a sample is judged point by point; what is wrong goes to its owner with the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.fold.loose import case_here
from counter.domain.case.oversight.finding_events import (
    FindingClosed,
    FindingEnd,
    FindingMade,
    FindingWeight,
    FindingWords,
)
from counter.domain.case.oversight.findings import CaseFinding, FindingStep
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.tasks.oversight.checks import review_points
from counter.domain.tasks.oversight.events import REVIEWS, CaseReviewed, PointJudged
from counter.domain.tasks.oversight.figures import ReviewFigures, review_figures
from counter.domain.tasks.oversight.points import PENDING, PointVerdict, ReviewPoint
from counter.domain.tasks.oversight.samples import Sample
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow, Transaction
from counter.services.context.projection import read_case, store
from counter.services.oversight.in_room import another_person, enter, said
from counter.services.oversight.samples import get_sample


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of a point. ``fine``: nothing is wrong, or what the program found is explained by ``words``;
    else a finding with ``words`` and ``weight``.
    """

    point: str
    fine: bool
    words: str = ""
    weight: FindingWeight = FindingWeight.FORM


def points_of(app: AppContext, case_id: str) -> tuple[Case, tuple[ReviewPoint, ...]]:
    """A case and its checklist. Nothing of it names the applicant."""
    case = read_case(app.journal, case_id)
    return case, review_points(case, app.calendar, app.projector.place.answer_by)


def judge_case(
    app: AppContext, named: str, case_id: str, given: Sequence[Judgement], until: date, clerk: StaffRow
) -> CaseReviewed:
    """Record a review of a case of a sample: every point, and a finding for each that is not so. ``until``: by when the
    owner answers. What the program found wrong is a finding in its words, unless it is judged.

    Raises BadInput where a point that a person judges is left out, for a point that is none, without words, and for a
    day gone by; RuleRefused for a case that is not in the sample or was judged already.
    """
    enter(app, clerk)
    sample = get_sample(app.journal, named)
    sampled = sample.case(case_id)
    if sampled is None:
        raise RuleRefused("这件办件不在这次抽样里。", rule="review", field="case")
    if sampled.reviewed is not None:
        raise RuleRefused("这件办件在这次抽样里已经评查过。", rule="review", field="case")
    if until < civil_date(app.clock.read().at):
        raise BadInput("答复的日期已经过了。", field="until")
    case, points = points_of(app, case_id)
    judged = _judged(points, given)
    with app.journal.transaction() as tx:
        made = []
        for point in points:
            judgement = judged[point.id]
            if not judgement.fine:
                event = FindingMade(sample.id, point.id, point.title, point.item, judgement.weight, until)
                made.append(add_to_case(app, tx, case_id, event, FindingWords(judgement.words), clerk).id)
        reviewed = CaseReviewed(
            sample=sample.id,
            case=case_id,
            window=case.owner,
            guide_version=case.opened.guide_version,
            points=tuple(PointJudged(point.id, judged[point.id].fine, point.by_program) for point in points),
            findings=tuple(made),
        )
        tx.append(NewEntry(REVIEWS, reviewed, tx.last_id(REVIEWS)), actor=clerk.code)
        tx.commit()
    return reviewed


def _judged(points: Iterable[ReviewPoint], given: Sequence[Judgement]) -> Mapping[str, Judgement]:
    """Every point with its judgement; of what the program checked by itself its own, unless somebody said more."""
    said_of = {one.point: one for one in given}
    found: dict[str, Judgement] = {}
    for point in points:
        one = said_of.pop(point.id, None)
        if one is None and point.verdict is PointVerdict.ASK:
            raise BadInput(f"还没有核对：{point.title}。", field=point.id)
        if one is None:
            fine = point.verdict is not PointVerdict.FLAW
            weight = FindingWeight.FORM if PENDING in point.basis else FindingWeight.LAWFULNESS
            one = Judgement(point.id, fine, point.words, weight)
        elif not one.fine or point.verdict is PointVerdict.FLAW:
            ask = "请写明哪里不符合。" if not one.fine else "程序查出不符合；不作为问题的，写明为什么。"
            said(one.words, point.id, ask)
        found[point.id] = one
    if said_of:
        raise BadInput(f"这件办件没有“{next(iter(said_of))[:40]}”这一项。", field="point")
    return found


def close_finding(
    app: AppContext, case_id: str, finding_id: str, end: FindingEnd, words: str, clerk: StaffRow
) -> CaseFinding:
    """Close a finding, by another person than who made it.

    Raises RuleRefused for the same person, for one that is closed, as put right before the owner said so, and as noted
    before the owner answered.
    """
    enter(app, clerk)
    words = said(words, "words", "请写明核查了什么。")
    with app.journal.transaction() as tx:
        finding = finding_of(_case(tx, case_id), finding_id)
        if not finding.open:
            raise RuleRefused("这个发现已经办结。", rule="review")
        another_person(app.journal, clerk, finding.by, "了结评查的发现")
        if end is FindingEnd.PUT_RIGHT and finding.step is not FindingStep.PUT_RIGHT:
            raise RuleRefused(f"主办窗口还没有登记整改（{finding.step}），不能按已改正了结。", rule="review")
        if end is FindingEnd.NOTED and finding.step is FindingStep.MADE:
            raise RuleRefused("主办窗口还没有答复，先请它答复。", rule="review")
        add_to_case(app, tx, case_id, FindingClosed(finding_id, end), FindingWords(words), clerk)
        done = finding_of(_case(tx, case_id), finding_id)
        tx.commit()
    return done


def finding_of(case: Case, finding_id: str) -> CaseFinding:
    """The finding of that id, or the only one whose id ends so. Raises BadInput where there is none, or several."""
    wanted = finding_id.strip()
    found = [one for one in case.findings if wanted and one.id.endswith(wanted)]
    if len(found) != 1:
        raise BadInput(f"这件办件没有“{wanted[:40]}”这个评查发现。", field="finding")
    return found[0]


def findings_of(app: AppContext, sample: Sample) -> tuple[tuple[Case, CaseFinding], ...]:
    """Every finding of a sample with its case, in the order of the sample."""
    found = []
    for one in sample.cases:
        if one.reviewed is not None and one.reviewed.findings:
            case = read_case(app.journal, one.case.case)
            found += [(case, finding) for finding in case.findings if finding.announced == sample.id]
    return tuple(found)


def figures_of(app: AppContext, sample: Sample) -> tuple[ReviewFigures, ...]:
    """What a sample came to, by window."""
    reviewed = [one.reviewed for one in sample.cases if one.reviewed is not None]
    sampled = [(one.case.case, one.case.window) for one in sample.cases]
    return review_figures(sampled, reviewed, [(case.id, one) for case, one in findings_of(app, sample)])


def add_to_case(
    app: AppContext, tx: Transaction, case_id: str, event: object, sealed: object, clerk: StaffRow
) -> Entry:
    """Append what decides nothing to a case of whatever state, an archived one too, with its rows."""
    base = _case(tx, case_id).base
    entry = tx.append(NewEntry(case_id, event, base, sealed), actor=clerk.code)
    store(tx, app.projector(tx.entries(case_id)))
    return entry


def _case(tx: Transaction, case_id: str) -> Case:
    case = case_here(tx.entries(case_id))
    if case is None:
        raise BadInput("没有这件办件。", field="case")
    if case.forgotten:
        raise RuleRefused("这件办件的个人信息已按规定清除，不再评查。", rule="forgotten")
    if case.needs_upgrade:
        raise RuleRefused("这件办件有新版程序写的记录，请先升级。", rule="upgrade")
    return case
