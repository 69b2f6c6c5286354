"""The input of one paper: who, where, what was decided, what was handed in, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from counter.domain.calendar.workdays import CHINA, Calendar, civil_date
from counter.domain.document.document import PaperKind
from counter.domain.guide.model import TimeUnit
from counter.domain.guide.published_elements import NO_ELEMENTS, ItemElements, PublishedElements, elements_of
from counter.domain.hall.authority import TAKES_IN, Act
from counter.domain.hall.banner import banner_of
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.hall.organ import NO_RECOURSE, Organ, Recourse
from counter.domain.hall.recourse import recourse_in_guide
from counter.domain.papers.parts.details import Details, ProposedDecision
from counter.domain.papers.parts.item_contacts import common_phone, complaints
from counter.domain.people.applicant import Applicant
from counter.domain.text.day_words import day_text
from counter.domain.visit.checklist import Checklist, ChecklistItem, Line, Need
from counter.domain.visit.clocks import deferral_days
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.originals import awaited
from counter.domain.visit.sharing import effective_record
from counter.domain.visit.verdict import Due, Outcome, Verdict, may_be_done_here
from counter.domain.visit.visit import PaperPlan, Setting, Visit, number_to_remind


class Window(Protocol):
    """The part of the station's identity that a paper needs (``services.context.ports.StationIdentity`` has it)."""

    @property
    def code(self) -> str: ...
    @property
    def hall(self) -> str: ...
    @property
    def window(self) -> str: ...
    @property
    def demo(self) -> bool: ...
    @property
    def training(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class DecidedItem:
    """One item of this paper with what was decided for it.

    ``at_once``: it is decided here on the spot or not at all, so no paper may follow (容缺; L4).
    """

    item: ChecklistItem
    verdict: Verdict
    at_once: bool = False

    @property
    def due(self) -> Due | None:
        """The date that binds: of the promised and the statutory one the earlier."""
        known = [
            d for d in (self.verdict.due, self.verdict.promised, self.verdict.statutory) if d is not None
        ]
        return min(known, key=lambda d: d.day, default=None)


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """One line of the checklist as this paper's organ sees it: its own needs only, and what was recorded."""

    line: Line
    brought: Brought
    needs: tuple[Need, ...]
    awaited_from: str = ""

    @property
    def state(self) -> MaterialState:
        """What was recorded for the line."""
        return self.brought.state


@dataclass(frozen=True, slots=True)
class PaperContext:
    """The input of a builder. ``organ`` is the guide's name of the organ; ``untimely``: 时间待核.

    ``agreements``: numbers of the agreements under which this window acts for the organ (S001 32); ``consents``: those
    in which it consents to accepting with originals not seen. ``originals_awaited``: names of the papers whose original
    has to be seen before these items are accepted.
    ``answer_from``: start of the clock for an answer, where that is not hand-over (papers brought after a notice, or an
    earlier item's completion). ``decided_on``: the true day of a decision whose paper is made once a clock that was in
    doubt has been confirmed. ``recourse_in_guide``: review body, court and telephone that the guide in force gives for
    all these items. ``elements``: published of these items, of a case as it was filed; places and contacts as in force.
    ``remind_at``: the number that is called before a last day, "" where nobody is called. ``follower``: who follows the
    case to its end, "" where that is the ``clerk``. ``delivers``: this window hands out the results of all these
    items (L13).
    """

    kind: PaperKind
    title: str
    hall: str
    window: str
    demo: bool
    jurisdiction: Jurisdiction
    applicant: Applicant
    clerk: str
    case_id: str
    case_number: str
    paper_number: str
    organ: str
    bundle_name: str
    guide_version: str
    calendar: Calendar
    decided_items: tuple[DecidedItem, ...]
    handed: tuple[RecordedLine, ...]
    handed_over: datetime
    issued_at: datetime
    visit_items: tuple[tuple[str, str], ...] = ()  # id and name of every item of the visit
    agreements: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    originals_awaited: tuple[str, ...] = ()
    untimely: bool = False
    copy: int = 1
    details: Details | None = None
    answer_from: datetime | None = None
    decided_on: date | None = None
    recourse_in_guide: Recourse = NO_RECOURSE
    training: bool = False
    elements: PublishedElements = NO_ELEMENTS
    remind_at: str = ""
    follower: str = ""
    delivers: bool = True

    @classmethod
    def of(
        cls,
        *,
        station: Window,
        setting: Setting,
        visit: Visit,
        checklist: Checklist,
        verdicts: Iterable[Verdict],
        plan: PaperPlan,
        case_id: str,
        case_number: str,
        paper_number: str,
        clerk: str,
        untimely: bool = False,
        details: Details | None = None,
        answer_from: datetime | None = None,
        decided_on: date | None = None,
        elements: PublishedElements | None = None,
        follower: str = "",
    ) -> PaperContext:
        """The context of one planned paper of a visit, which must have its applicant; ``elements``: of a filed case."""
        if visit.applicant is None:
            raise ValueError("a paper needs an addressee")
        today = civil_date(setting.now)
        decided_items = _decided(checklist, plan, verdicts, setting)
        return cls(
            kind=plan.kind,
            title=plan.title,
            hall=station.hall,
            window=station.window,
            demo=station.demo or setting.guide.overlay is not None,
            training=station.training,
            jurisdiction=setting.jurisdiction,
            applicant=visit.applicant,
            clerk=clerk,
            follower=follower,
            delivers=_delivers(decided_items, setting, today),
            case_id=case_id,
            case_number=case_number,
            paper_number=paper_number,
            organ=plan.organ,
            bundle_name=checklist.bundle_name,
            guide_version=checklist.guide_version,
            calendar=setting.calendar,
            decided_items=decided_items,
            handed=_handed(checklist, visit, plan.items),
            handed_over=visit.begun_at or setting.now,
            issued_at=setting.now,
            visit_items=tuple((i.id, i.name) for i in checklist.items),
            agreements=_agreements(decided_items, setting, today),
            consents=_consents(decided_items, setting, today),
            originals_awaited=_originals_awaited(decided_items, setting, checklist, visit, today),
            untimely=untimely,
            details=details,
            answer_from=answer_from,
            decided_on=decided_on,
            recourse_in_guide=recourse_in_guide(setting.guide.items.get(d.item.id) for d in decided_items),
            elements=_elements(setting, plan, elements),
            remind_at=number_to_remind(visit),
        )

    @property
    def watermark(self) -> str | None:
        """What stands across every page; None on a paper with effect (L14)."""
        return banner_of(demo=self.demo, training=self.training) or None

    @property
    def issuer(self) -> Organ:
        """The organ that issues this paper, as it is called here."""
        return self.jurisdiction.organ(self.organ)

    @property
    def recourse(self) -> Recourse:
        """Remedies against a decision of this organ, as far as the hall or the guide gives them."""
        return self.issuer.recourse.or_else(self.recourse_in_guide)

    @property
    def phone(self) -> str:
        """The telephone to ask: of the confirmed decision, the items' own, else the organ's; "" where unknown."""
        phone = self.details.recourse.phone if isinstance(self.details, ProposedDecision) else ""
        return phone or self.common_phone or self.recourse.phone

    @property
    def common_phone(self) -> str:
        """The own telephone that all items of this paper have; "" where they have several, or one has none."""
        return common_phone(self._item_elements)

    @property
    def complaint(self) -> str:
        """Where to complain: as published of all items of this paper, then the place's own number."""
        return complaints(self._item_elements, self.jurisdiction.contacts.complaint)

    @property
    def _item_elements(self) -> tuple[ItemElements, ...]:
        return tuple(self.elements.item(d.item.id) for d in self.decided_items)

    def deferral_days(self, item_id: str, line_id: str) -> int | None:
        """Working days published for bringing that line after acceptance of that item; None where none are."""
        lines = (h.line for h in self.handed if h.line.id == line_id)
        return deferral_days(item_id, lines, self.elements).get(line_id)

    @property
    def issued_on(self) -> date:
        """The civil date of the paper."""
        return civil_date(self.issued_at)

    @property
    def handed_over_on(self) -> date:
        """The civil date of hand-over."""
        return civil_date(self.handed_over)

    @property
    def at_hand_over(self) -> str:
        """``于2026年11月20日`` of the hand-over; empty while the clock is in doubt."""
        day = self.handed_over_on
        return "" if self.untimely else f"于{day_text(day)}"

    @property
    def answered_from(self) -> date:
        """The civil date from which the clock for an answer runs: hand-over, unless receipt counts from another day."""
        return self.handed_over_on if self.answer_from is None else civil_date(self.answer_from)

    @property
    def handed_over_local(self) -> datetime:
        """The moment of hand-over on the hall's clock."""
        return self.handed_over.astimezone(CHINA)

    @property
    def hour_known(self) -> bool:
        """False of a hand-over of which the day alone is known: confirmed afterwards, or from an earlier system."""
        return self.handed_over_local.time() != time.min

    def item_name(self, item_id: str) -> str:
        """Name of an item of this visit by its id; the id where it is none."""
        return dict(self.visit_items).get(item_id, item_id)


def _elements(setting: Setting, plan: PaperPlan, filed: PublishedElements | None) -> PublishedElements:
    """Of a case those it was filed under, with the places and contacts in force; else those in force."""
    current = elements_of(setting.guide, plan.items)
    return current if filed is None else filed.of(plan.items).at_present(current)


def _agreements(decided_items: Iterable[DecidedItem], setting: Setting, today: date) -> tuple[str, ...]:
    """Numbers of the agreements that entrust these items to the window today, each once; not those on 送达 alone."""
    found = setting.authority.covering_any([(d.item.organ, d.item.id) for d in decided_items], today)
    return tuple(dict.fromkeys(a.number for a in found if a.acts & TAKES_IN))


def _delivers(decided_items: Iterable[DecidedItem], setting: Setting, today: date) -> bool:
    authority = setting.authority
    return all(Act.DELIVER in authority.acts(d.item.organ, d.item.id, today) for d in decided_items)


def _consents(decided_items: Iterable[DecidedItem], setting: Setting, today: date) -> tuple[str, ...]:
    found = (
        n for d in decided_items for n in setting.authority.consents_unseen(d.item.organ, d.item.id, today)
    )
    return tuple(dict.fromkeys(found))


def _originals_awaited(
    decided_items: Iterable[DecidedItem], setting: Setting, checklist: Checklist, visit: Visit, today: date
) -> tuple[str, ...]:
    """Of items that are still to be accepted and whose organ does not consent to doing without."""
    published = setting.published(checklist.guide_version)
    return tuple(
        dict.fromkeys(
            line.name
            for d in decided_items
            if d.verdict.outcome in _NOT_YET
            and d.verdict.rule != "L13"  # that organ accepts by itself
            and not setting.authority.consents_unseen(d.item.organ, d.item.id, today)
            for line in awaited(d.item.id, checklist.lines, visit.brought, published=published)
        )
    )


_NOT_YET = (Outcome.RECEIVED, Outcome.CORRECT, Outcome.WAIT)


def _decided(
    checklist: Checklist, plan: PaperPlan, verdicts: Iterable[Verdict], setting: Setting
) -> tuple[DecidedItem, ...]:
    found, today = {v.item: v for v in verdicts}, civil_date(setting.now)
    return tuple(
        DecidedItem(item, found[item.id], at_once=_at_once(item, setting, today))
        for item in checklist.items
        if item.id in plan.items and item.id in found
    )


def _at_once(item: ChecklistItem, setting: Setting, today: date) -> bool:
    acts = setting.authority.acts(item.organ, item.id, today)
    return item.statutory.unit is TimeUnit.AT_ONCE or may_be_done_here(item, acts)


def _handed(checklist: Checklist, visit: Visit, items: tuple[str, ...]) -> tuple[RecordedLine, ...]:
    names = {i.id: i.name for i in checklist.items}
    found = []
    for line in checklist.lines:
        needs = tuple(n for n in line.needs if n.item in items)
        if needs:
            brought = effective_record(line, visit.brought.get(line.id))
            found.append(RecordedLine(line, brought, needs, names.get(line.awaits or "", "")))
    return tuple(found)
