"""The organ's result of an item is recorded; what waited for it goes on or goes back (登记结果)."""

from __future__ import annotations

from counter.domain import item_record, paper_record
from counter.domain.acts import Conclude
from counter.domain.case import Case, CaseItem
from counter.domain.concluding import check_result
from counter.domain.decision_story import with_story
from counter.domain.deeming import refuse_if_overdue
from counter.domain.ending import followers
from counter.domain.item_record import Ending, Result
from counter.domain.paperwork.decision_words import form_of, title_of
from counter.domain.paperwork.details import Proposed
from counter.domain.standing import standing
from counter.domain.visit import PaperPlan
from counter.domain.workdays import civil_date
from counter.services.dossier import Dossier, open_dossier
from counter.services.end_items import end_all
from counter.services.house import House
from counter.services.ports import StaffRow
from counter.services.propose_decision import paper_of
from counter.services.set_aside_draft import set_aside_draft


def conclude_item(
    house: House, case_id: str, act: Conclude, clerk: StaffRow, base: str | None = None
) -> Case:
    """Write the result. A draft the representative confirmed is issued anew, with number and name.

    An earlier item that failed ends what could only follow it: those papers go back (DOMAIN §6). One that was granted
    lets the next be decided (``Decide``). Raises what ``check_result`` raises.
    """
    with open_dossier(house, case_id, clerk, base) as dossier:
        before, setting = dossier.case, dossier.setting
        refuse_if_overdue(before, [i for i in before.items if i.id == act.item], setting)
        item = check_result(before, act, civil_date(setting.now), setting.authority)
        rest = () if act.result is Result.GRANTED else followers(before, (item.id,))
        refuse_if_overdue(before, rest, setting)
        document = act.document.strip()
        if act.confirms:
            document = _confirmed(dossier, item, act) or document
        else:
            set_aside_draft(dossier, item, "机关另行作出决定。")
        said = item_record.ItemConcluded(
            item=item.id,
            name=item.asked.name,
            organ=item.asked.organ,
            result=act.result,
            day=act.day,
            document=document,
            by=act.by.strip(),
            confirmed=act.confirms,
        )
        sealed = item_record.ItemConcludedSealed(act.certificate.strip(), act.note.strip())
        dossier.add("item.concluded", said, sealed)
        if act.result is not Result.GRANTED:
            end_all(dossier, rest, Ending.RETURNED, f"“{item.asked.name}”没有办成，材料退还。", item.id)
        return dossier.keep()


def _confirmed(dossier: Dossier, item: CaseItem, act: Conclude) -> str:
    """Issue the draft's words as the organ's decision: number taken, representative named; the draft is replaced."""
    draft = next(p for p in dossier.case.papers if p.id == act.confirms)
    proposal = item.proposal
    assert proposal is not None
    kind = paper_of(act.result)
    title = title_of(form_of(proposal.cause, dossier.setting.jurisdiction), (item.asked.procedure,))
    planned = PaperPlan(kind, title, item.asked.organ, (item.id,))
    details = Proposed(
        proposal.cause, act.result, proposal.reason, proposal.basis, confirmed_by=act.by.strip()
    )
    paper = dossier.issue(planned, (standing(item),), with_story(dossier.case, item, details))
    replaced = paper_record.PaperSuperseded(draft.id, draft.number, paper.id, "confirmed")
    dossier.add("paper.superseded", replaced)
    return paper.number
