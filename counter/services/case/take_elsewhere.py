"""Take papers in for a case that another window owns (任一窗口可补正): recorded, receipted, decided by the owner alone.

What came here is sealed under the own key; the case itself may not be known here at all (代收材料): then what the
applicant's paper says is recorded, and joined to the case when its opening arrives.
"""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import NamedPaper, Supplement, TakeNamed
from counter.domain.case.acts.correction import lacks, may_take, open_gaps
from counter.domain.case.case import Case
from counter.domain.case.fold.loose import unopened
from counter.domain.case.material_events import SupplementReceived, SupplementReceivedSealed
from counter.domain.case.named_lines import KEY
from counter.domain.document.document import TITLES, Document, PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.receipt_for_owner import TakenForOwner
from counter.domain.papers.parts.context import PaperContext
from counter.domain.people.applicant import Applicant, ApplicantKind, Person
from counter.domain.people.identity import check_name, normalise_name
from counter.domain.text.bare_name import bare_name
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import check_brought
from counter.domain.visit.verdict import Due
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, answers_of, notes_of, open_writer, records_of
from counter.services.case.scanned_case import check_taken_here
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.closing import check_open

MOST_PAPERS = 40
"""Papers of one act: more than any notice asks for."""
MOST_COPIES = 99
MOST_LETTERS = 100
"""Of a paper's name: longer than any in the guide that one writes down by hand."""


def take_supplement(writer: CaseWriter, act: Supplement) -> Case:
    """Record what was brought for another window's case that is known here. Raises as ``supplement`` (L1)."""
    before = writer.case
    _check_bearer(act.brought_by)
    check_brought(before.checklist, act.lines, civil_date(writer.setting.now))
    for line_id, brought in act.lines.items():
        line = before.checklist.line(line_id)
        if line is None or not any(i.id in line.items and may_take(before, i, line_id) for i in before.items):
            name = line.name if line is not None else line_id
            raise RuleRefused(f"“{name}”没有缺，不用再交。", rule="L1", field=f"materials.{line_id}")
        if brought.state is MaterialState.DEFERRED:
            raise RuleRefused(
                "容缺由主办窗口决定，这里只收交来的材料。", rule="owner", field=f"materials.{line_id}"
            )
    event = SupplementReceived(
        records_of(act.lines), writer.setting.now, answers_of(act.lines), before.number
    )
    writer.add(
        event, SupplementReceivedSealed(notes_of(act.lines), act.brought_by.strip(), act.relation.strip())
    )
    papers = tuple((line.name, act.lines[line.id]) for line in before.lines if line.id in act.lines)
    name = before.applicant.name if before.applicant is not None else act.brought_by
    details = TakenForOwner(
        papers, before.owner, act.brought_by.strip(), act.relation.strip(), "", _still(writer.case)
    )
    _receipt(writer, details, normalise_name(name))
    return writer.commit()


def take_named(
    app: AppContext, case_id: str, act: TakeNamed, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record what was brought for a case of which nothing is here but the applicant's paper.

    Raises BadInput for a number or names that cannot be, RuleRefused for another county's case and for one that is
    known here by now.
    """
    check_open(app.journal)
    station = app.journal.station()
    number = check_taken_here(act.case_number, station)
    found = _named(act.papers)
    checked = check_name(act.applicant, "申请人姓名（名称）")
    if not checked.ok:
        raise BadInput(checked.sentence or "", field="applicant")
    at_most = unopened(case_id, number, app.clock.read().at, clerk.code)
    with open_writer(app, case_id, clerk, base, adds=True, unopened=at_most) as writer:
        if writer.entries and not writer.case.loose:
            raise RuleRefused("这件办件的信息已经到了，请重新扫一次，按“补交材料”收。", rule="owner")
        _refuse_other_number(writer, number)
        records = {key: brought for key, (_, brought) in found.items()}
        names = {key: name for key, (name, _) in found.items()}
        event = SupplementReceived(records_of(records), writer.setting.now, {}, number, names)
        sealed = SupplementReceivedSealed({}, act.brought_by.strip(), act.relation.strip())
        writer.add(event, sealed)
        details = TakenForOwner(
            tuple(found.values()),
            at_most.owner,
            act.brought_by.strip(),
            act.relation.strip(),
            act.sheet.strip(),
        )
        _receipt(writer, details, normalise_name(act.applicant))
        return writer.commit()


def _named(papers: tuple[NamedPaper, ...]) -> Mapping[str, tuple[str, Brought]]:
    """Key → name and record of each. Raises BadInput for none, too many, one twice or one without a name."""
    if not 1 <= len(papers) <= MOST_PAPERS:
        words = "还没有写交来了什么材料。" if not papers else f"一次最多记{MOST_PAPERS}种材料。"
        raise BadInput(words, field="papers")
    found: dict[str, tuple[str, Brought]] = {}
    seen = set()
    for n, paper in enumerate(papers, 1):
        name = " ".join(paper.name.split())
        if not bare_name(name):
            raise BadInput(f"第{n}种材料没有写名称，请照通知书上写的抄。", field="papers")
        if len(name) > MOST_LETTERS:
            raise BadInput(f"第{n}种材料的名称写了{len(name)}个字，最多{MOST_LETTERS}个。", field="papers")
        if bare_name(name) in seen:
            raise BadInput(f"“{name}”写了两次，请只留一行，份数写在一起。", field="papers")
        if not 1 <= paper.copies <= MOST_COPIES:
            raise BadInput(f"“{name}”的份数要在1到{MOST_COPIES}之间。", field="papers")
        seen.add(bare_name(name))
        found[f"{KEY}{n}"] = (name, Brought(MaterialState.RECEIVED, paper.original_seen, paper.copies))
    return found


def _check_bearer(name: str) -> None:
    checked = check_name(name, "送来的人的姓名")
    if not checked.ok:
        raise BadInput(checked.sentence or "", field="brought_by")


def _refuse_other_number(writer: CaseWriter, number: str) -> None:
    if writer.entries and writer.case.number != number:
        raise BadInput(
            "这张文书的二维码和以前代收时的办件编号不一致，请核对是不是同一件。", field="case_number"
        )


def _still(case: Case) -> tuple[tuple[str, Due | None], ...]:
    """What was asked for in writing and is not in, each once, with its day."""
    found: dict[str, tuple[str, Due | None]] = {}
    for item in case.items:
        days = {gap.line: gap.due for told in item.told[-1:] for gap in told.gaps}
        days |= {gap.line: gap.due for gap in item.gap_dues}
        for line in case.lines:
            if line.id in open_gaps(item) and lacks(case, item, line.id):
                found.setdefault(line.id, (line.name, days.get(line.id)))
    return tuple(found.values())


def _receipt(writer: CaseWriter, details: TakenForOwner, addressee: str) -> None:
    """The receipt, numbered here, in the name of the hall that took the papers in."""
    kind, setting = PaperKind.SUPPLEMENT_RECEIPT, writer.setting
    case = writer.case

    def composed(number: str) -> Document:
        return compose(
            PaperContext(
                kind=kind,
                title=TITLES[kind],
                hall=writer.station.hall,
                window=writer.station.window,
                demo=writer.station.demo or setting.guide.overlay is not None,
                jurisdiction=setting.jurisdiction,
                applicant=Applicant(ApplicantKind.PERSON, addressee, Person(addressee)),
                clerk=f"{writer.clerk.name}（{writer.clerk.code}）",
                case_id=writer.case_id,
                case_number=case.number,
                paper_number=number,
                organ=HALL,
                bundle_name=case.opened.bundle_name,
                guide_version=setting.guide.version,
                calendar=setting.calendar,
                decided_items=(),
                handed=(),
                handed_over=setting.now,
                issued_at=setting.now,
                untimely=writer.untimely,
                details=details,
                training=writer.station.training,
            )
        )

    writer.issue_composed(PaperPlan(kind, TITLES[kind], HALL, ()), composed)
