"""Samples for review (案卷评查): announced with rule and seed, then drawn, with cases added by hand for a fact."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.case.lateness import late_of
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.journal.entries import NewEntry
from counter.domain.tasks.oversight.draw import (
    DrawCandidate,
    DrawRule,
    candidates_digest,
    check_rule,
    draw,
    shares,
)
from counter.domain.tasks.oversight.events import (
    REVIEWS,
    AddedWhy,
    SampleAdded,
    SampleAnnounced,
    SampledCase,
    SampleDrawn,
)
from counter.domain.tasks.oversight.samples import Sample, overlapping, samples_of
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, StaffRow, Transaction
from counter.services.context.projection import read_case
from counter.services.exchange.round_marks import reporting_marks
from counter.services.oversight.in_room import enter, said, short

SEED_BYTES = 16
LONGEST_TITLE = 40


def list_samples(source: Journal | Transaction) -> tuple[Sample, ...]:
    """All samples, the oldest first."""
    return samples_of(source.entries(REVIEWS))


def get_sample(source: Journal | Transaction, named: str) -> Sample:
    """The sample of that id or title, the newest of several. Raises BadInput where there is none."""
    for one in reversed(list_samples(source)):
        if named.strip() in (one.id, one.title):
            return one
    raise BadInput(f"没有“{named.strip()[:40]}”这次抽样。", field="sample")


def announce_sample(app: AppContext, title: str, rule: DrawRule, clerk: StaffRow, again: str = "") -> Sample:
    """Record rule and seed of a sample before it is drawn. ``again``: why the same days are announced once more.

    The seed is drawn by the program. Raises BadInput for a rule that cannot be meant; RuleRefused while an earlier
    announcement is not drawn, so that nobody draws seeds until he likes one.
    """
    enter(app, clerk)
    check_rule(rule)
    title = short(title, "title")
    if not title or len(title) > LONGEST_TITLE:
        raise BadInput(f"写上这次评查叫什么，{LONGEST_TITLE}个字以内。", field="title")
    with app.journal.transaction() as tx:
        before = list_samples(tx)
        if any(one.title == title for one in before):
            raise BadInput(f"已经有“{title}”这次抽样，请换一个名称。", field="title")
        waiting = next((one for one in before if one.drawn_at is None), None)
        if waiting is not None:
            raise RuleRefused(
                f"“{waiting.title}”公布了还没有抽：先抽那一次，再公布新的，免得挑种子。", rule="draw"
            )
        if overlapping(rule, before):
            again = said(again, "again", "这段时间公布过抽样，再公布要写明为什么；两次都一直看得到。")
        event = SampleAnnounced(title, rule, secrets.token_hex(SEED_BYTES), short(again, "again"))
        entry = tx.append(NewEntry(REVIEWS, event, tx.last_id(REVIEWS)), actor=clerk.code)
        tx.commit()
    return get_sample(app.journal, entry.id)


def draw_sample(app: AppContext, named: str, clerk: StaffRow) -> Sample:
    """Draw an announced sample; again later, cases that have come since are drawn too, and none falls out.

    Raises RuleRefused before the days of the rule are over: what is still finished belongs to it.
    """
    enter(app, clerk)
    sample = get_sample(app.journal, named)
    rule, today = sample.rule, civil_date(app.clock.read().at)
    if rule.until >= today:
        raise RuleRefused(
            f"抽的是 {rule.until.isoformat()} 以前办结的，过了这一天再抽。", rule="draw", field="sample"
        )
    marks = reporting_marks(app.journal.exchange())
    with app.journal.transaction() as tx:
        candidates = _candidates(tx, rule)
        drawn = draw(rule, sample.seed, candidates)
        event = SampleDrawn(
            sample=sample.id,
            cases=tuple(SampledCase(one.case, one.number, one.window) for one in drawn),
            shares=shares(rule, candidates, drawn),
            candidates=candidates_digest(rule, candidates),
            known_until=marks.exchanged,
        )
        tx.append(NewEntry(REVIEWS, event, tx.last_id(REVIEWS)), actor=clerk.code)
        tx.commit()
    return get_sample(app.journal, sample.id)


def prove_draw(app: AppContext, sample: Sample) -> str:
    """A sentence: whether rule, seed and the cases known now give this sample again."""
    candidates = _candidates(app.journal, sample.rule)
    wanted = {one.case for one in draw(sample.rule, sample.seed, candidates)}
    drawn = {one.case.case for one in sample.cases if one.why is None}
    if candidates_digest(sample.rule, candidates) == sample.candidates:
        same = wanted <= drawn
        return "按公布的规则和种子重抽，结果相同。" if same else "按公布的规则和种子重抽，结果不同：请查明。"
    count = sum(1 for _ in candidates)
    before = sum(share.candidates for share in sample.shares)
    return f"抽的时候有 {before} 件，现在按规则有 {count} 件：之后又收到或又办过；再抽一次就补上。"


def add_to_sample(
    app: AppContext, named: str, number: str, why: AddedWhy, words: str, clerk: StaffRow
) -> Sample:
    """Add a finished case by hand, for a fact that the program sees in it, or a complaint.

    Raises BadInput for a case that is unknown or in the sample already; RuleRefused for one that is not finished, and
    where the fact is not so.
    """
    enter(app, clerk)
    words = said(words, "words", "请写明是哪一条（哪个事项、哪一天），不要写申请人。")
    sample = get_sample(app.journal, named)
    row = app.journal.case_row(number)
    if row is None:
        raise BadInput(f"没有编号是“{number.strip()[:40]}”的办件。", field="number")
    case = read_case(app.journal, row.case)
    if sample.case(case.id) is not None:
        raise BadInput("这件办件已经在这次抽样里。", field="number")
    if case.state.open and why is not AddedWhy.CONTRADICTED:
        raise RuleRefused(f"评查的是办结的案卷，这件还没有办完（{case.state.label}）。", rule="review")
    if why is not AddedWhy.COMPLAINED and why not in reasons(app, case):
        raise RuleRefused(
            f"这件办件没有“{why}”的记录；有投诉信访的，选“{AddedWhy.COMPLAINED}”。", rule="review"
        )
    event = SampleAdded(sample.id, SampledCase(case.id, case.number, case.owner), why, words)
    with app.journal.transaction() as tx:
        tx.append(NewEntry(REVIEWS, event, tx.last_id(REVIEWS)), actor=clerk.code)
        tx.commit()
    return get_sample(app.journal, sample.id)


def reasons(app: AppContext, case: Case) -> tuple[AddedWhy, ...]:
    """Facts of a case for which it may be added: clocks missed, told twice, contradicting records."""
    found = []
    if late_of(case, app.calendar, app.projector.place.answer_by):
        found.append(AddedWhy.LATE)
    if any(len(item.told) > 1 for item in case.items):
        found.append(AddedWhy.TWICE_CORRECTED)
    settled = any(line.kind == "conflict.settled" for line in case.history)
    if case.conflicts or settled:
        found.append(AddedWhy.CONTRADICTED)
    return tuple(found)


def _candidates(source: Journal | Transaction, rule: DrawRule) -> Sequence[DrawCandidate]:
    """Cases that the hall's windows finished on the days of the rule."""
    found = source.exchange().finished_cases(rule.since, rule.until)
    return [one for one in found if (not rule.windows or one.window in rule.windows)]
